using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TorIntel;

/// <summary>Tells for the events of a factory with what attributes they are logged.</summary>
internal sealed class LogTagger
{
    private const string AdapterName = "logging";

    private static readonly Action<object?, EventReader> s_look = static (scope, reader) => reader.LookAtScope(scope);
    private static readonly Action<object?, EventReader> s_gather = static (scope, reader) => reader.GatherScope(scope);

    private readonly AttributeTag _tag;
    private readonly TimeProvider _time;
    private readonly EnricherSource _source;

    /// <param name="services">Where store and classifier are.</param>
    /// <param name="options">The options.</param>
    /// <param name="inner">Where to say, if so, that they cannot be had.</param>
    public LogTagger(IServiceProvider services, TorEnrichmentOptions options, ILoggerFactory inner)
    {
        _tag = new AttributeTag(options, TorSchema.Flat);
        _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        _source = new EnricherSource(
            () => new TorEnricher(services.GetRequiredService<TorNetworkStore>(), options, services.GetRequiredService<TorClassifier>(), AdapterName),
            e => inner.CreateLogger(nameof(TorIntel)).LogError(e, "Store or classifier cannot be had: no event is tagged."));
    }

    /// <summary>Gets the provider that is handed the scopes.</summary>
    public ScopeCapture Capture { get; } = new();

    /// <summary>Gives all attributes of an event, with ours; null if it is to be logged with the state that it has. Throws nothing.</summary>
    /// <param name="state">What was logged.</param>
    public List<KeyValuePair<string, object?>>? Tag(object? state)
    {
        try
        {
            if (_source.Enricher is not { } enricher)
            {
                return null;
            }

            var network = enricher.Network;
            return EventReader.MayConcernAny(enricher, network, state) || ScopesMayConcern(enricher, network) ? Judge(enricher, network, state) : null;
        }
        catch (Exception)
        {
            // The state's own fault. Its providers will meet it too, and deal with it in their way.
            return null;
        }
    }

    private bool ScopesMayConcern(TorEnricher enricher, TorNetwork network)
    {
        if (Capture.Scopes is not { } scopes)
        {
            return false;
        }

        var reader = EventReader.Rent(enricher, network, _tag);
        scopes.ForEachScope(s_look, reader);
        var mayConcern = reader.MayConcern;
        reader.Return();
        return mayConcern;
    }

    private List<KeyValuePair<string, object?>>? Judge(TorEnricher enricher, TorNetwork network, object? state)
    {
        var attributes = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
        var reader = EventReader.Rent(enricher, network, _tag);
        reader.Gather(attributes);
        Capture.Scopes?.ForEachScope(s_gather, reader);
        var time = _time.GetUtcNow();
        var finding = reader.IsTagged ? null : enricher.Find(network, reader.Properties, time);
        reader.Return();
        if (finding is null)
        {
            return null;
        }

        List<KeyValuePair<string, object?>>? tagged = null;
        if (GeneratedState.Is(attributes))
        {
            var writer = new GeneratedState(attributes);
            _tag.Write(finding, time, ref writer);
        }
        else
        {
            tagged = _tag.AddTo(attributes, finding, time);
        }

        enricher.CountTagged(finding);
        return tagged;
    }
}
