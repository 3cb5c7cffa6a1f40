using OpenTelemetry;
using OpenTelemetry.Logs;

namespace TorIntel;

/// <summary>Tags log records. Throws nothing.</summary>
internal sealed class TorLogProcessor : BaseProcessor<LogRecord>
{
    private const string AdapterName = "opentelemetry-logs";

    private static readonly Action<LogRecordScope, EventReader> s_look = static (scope, reader) => reader.LookAtScope(scope.Scope);
    private static readonly Action<LogRecordScope, EventReader> s_gather = static (scope, reader) => reader.GatherScope(scope.Scope);

    private readonly AttributeTag _tag;
    private readonly EnricherSource _source;

    public TorLogProcessor(IServiceProvider services, TorEnrichmentOptions options)
    {
        _tag = new AttributeTag(options, TorSchema.OpenTelemetry);
        _source = new EnricherSource(() => ProcessorOptions.MakeEnricher(services, options, AdapterName));
    }

    public override void OnEnd(LogRecord data)
    {
        try
        {
            if (_source.Enricher is not { } enricher)
            {
                return;
            }

            var network = enricher.Network;
            if ((data.Attributes is { } attributes && enricher.MayConcern(network, attributes)) || ScopesMayConcern(enricher, network, data))
            {
                Judge(enricher, network, data);
            }
        }
        catch (Exception)
        {
            // The record's own fault. Its exporters will meet it too, and deal with it in their way.
        }
    }

    private bool ScopesMayConcern(TorEnricher enricher, TorNetwork network, LogRecord record)
    {
        var reader = EventReader.Rent(enricher, network, _tag);
        record.ForEachScope(s_look, reader);
        var mayConcern = reader.MayConcern;
        reader.Return();
        return mayConcern;
    }

    private void Judge(TorEnricher enricher, TorNetwork network, LogRecord record)
    {
        var attributes = record.Attributes ?? [];
        var reader = EventReader.Rent(enricher, network, _tag);
        reader.Gather(attributes);
        record.ForEachScope(s_gather, reader);
        DateTimeOffset? time = record.Timestamp == default ? null : new DateTimeOffset(record.Timestamp);
        var finding = reader.IsTagged ? null : enricher.Find(network, reader.Properties, time);
        reader.Return();
        if (finding is not null)
        {
            record.Attributes = _tag.AddTo(attributes, finding, time);
            enricher.CountTagged(finding);
        }
    }
}
