using System.Diagnostics;
using OpenTelemetry;

namespace TorIntel;

/// <summary>Tags spans when they end. Throws nothing.</summary>
internal sealed class TorActivityProcessor : BaseProcessor<Activity>
{
    private const string AdapterName = "opentelemetry-traces";

    // What the runtime tells of its own connections, name look-ups and handshakes is of no kind, but always about the other side.
    private const string RuntimeSources = "Experimental.System.Net.";

    private readonly AttributeTag _tag;
    private readonly TorEnricher _inbound;
    private readonly TorEnricher _outbound;
    private readonly TorEnricher _internal;

    public TorActivityProcessor(IServiceProvider services, TorEnrichmentOptions options)
    {
        _tag = new AttributeTag(options, TorSchema.OpenTelemetry);
        _internal = ProcessorOptions.MakeEnricher(services, options, AdapterName);
        (_inbound, _outbound) = options.Fields.Count != 0
            ? (_internal, _internal)
            : (ProcessorOptions.MakeEnricher(services, With(options, SpanFields.Inbound), AdapterName), ProcessorOptions.MakeEnricher(services, With(options, SpanFields.Outbound), AdapterName));
    }

    public override void OnEnd(Activity data)
    {
        if (!data.IsAllDataRequested)
        {
            return;
        }

        try
        {
            var enricher = EnricherFor(data);
            var network = enricher.Network;
            foreach (ref readonly var tag in data.EnumerateTagObjects())
            {
                if (enricher.FieldOf(tag.Key, tag.Value) is not TorField.None and var field && TorEnricher.MayConcern(network, field, tag.Value))
                {
                    Judge(enricher, network, data);
                    return;
                }
            }
        }
        catch (Exception)
        {
            // A span must not fail because of what stands in it.
        }
    }

    // Consumers have connected to their broker, as producers have: the peer is the broker.
    private TorEnricher EnricherFor(Activity activity) => activity.Kind switch
    {
        ActivityKind.Server => _inbound,
        ActivityKind.Client or ActivityKind.Producer or ActivityKind.Consumer => _outbound,
        _ => activity.Source.Name.StartsWith(RuntimeSources, StringComparison.Ordinal) ? _outbound : _internal,
    };

    private void Judge(TorEnricher enricher, TorNetwork network, Activity activity)
    {
        var reader = EventReader.Rent(enricher, network, _tag);
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            reader.Gather(tag.Key, tag.Value);
        }

        if (enricher == _outbound && enricher != _internal)
        {
            ChoosePair(enricher, network, activity, reader);
        }

        var time = new DateTimeOffset(activity.StartTimeUtc);
        var finding = reader.IsTagged ? null : enricher.Find(network, reader.Properties, time);
        reader.Return();
        if (finding is not null)
        {
            var writer = new ActivityWriter(activity);
            _tag.Write(finding, time, ref writer);
            enricher.CountTagged(finding);
        }
    }

    // Behind a proxy server and peer are two, and a port goes with the address of its own pair only.
    private static void ChoosePair(TorEnricher enricher, TorNetwork network, Activity activity, EventReader reader)
    {
        var serverMayConcern = MayConcern(SpanFields.ServerAddress);
        if (MayConcern(SpanFields.PeerAddress) || (!serverMayConcern && MayConcern(SpanFields.PeerPort)))
        {
            reader.Prefer(SpanFields.PeerPort, SpanFields.ServerPort);
            if (!serverMayConcern)
            {
                reader.Prefer(SpanFields.PeerAddress, SpanFields.ServerAddress);
            }
        }
        else
        {
            reader.Prefer(SpanFields.ServerPort, SpanFields.PeerPort);
        }

        bool MayConcern(string name)
        {
            var value = activity.GetTagItem(name);
            return TorEnricher.MayConcern(network, enricher.FieldOf(name, value), value);
        }
    }

    private static TorEnrichmentOptions With(TorEnrichmentOptions options, IReadOnlyDictionary<string, TorField> fields)
    {
        var copy = new TorEnrichmentOptions();
        options.CopyTo(copy);
        foreach (var (name, field) in fields)
        {
            copy.Fields.Add(name, field);
        }

        return copy;
    }

    private readonly struct ActivityWriter(Activity activity) : IAttributeWriter
    {
        public void Write(string name, object value)
        {
            if (activity.GetTagItem(name) is null)
            {
                activity.AddTag(name, value is TagText ? value.ToString() : value);
            }
        }
    }
}
