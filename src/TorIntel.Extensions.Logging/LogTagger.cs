using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TorIntel;

/// <summary>Tells for the events of a factory with what attributes they are logged.</summary>
internal sealed class LogTagger(IServiceProvider services, TorEnrichmentOptions options)
{
    private const string AdapterName = "logging";

    // Of Microsoft.Extensions.Telemetry.Abstractions: it holds what is to be redacted apart from its list, and that would be lost.
    private const string RedactedState = "Microsoft.Extensions.Logging.LoggerMessageState";

    private static readonly Action<object?, EventReader> s_look = static (scope, reader) => reader.LookAtScope(scope);
    private static readonly Action<object?, EventReader> s_gather = static (scope, reader) => reader.GatherScope(scope);

    [ThreadStatic]
    private static bool s_isMaking;

    private readonly AttributeTag _tag = new(options, TorSchema.Flat);
    private readonly TimeProvider _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
    private TorEnricher? _enricher;
    private bool _isBroken;

    /// <summary>Gets the provider that is handed the scopes.</summary>
    public ScopeCapture Capture { get; } = new();

    /// <summary>Gives all attributes of an event, with ours; null if it stays as it is. Throws nothing.</summary>
    /// <param name="state">What was logged.</param>
    /// <param name="inner">Where to say once, if so, that there is nothing to judge by.</param>
    public List<KeyValuePair<string, object?>>? Tag(object? state, ILogger inner)
    {
        try
        {
            if ((Volatile.Read(ref _enricher) ?? MakeEnricher(inner)) is not { } enricher)
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
        if (state?.GetType().FullName == RedactedState)
        {
            return null;
        }

        var attributes = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
        var reader = EventReader.Rent(enricher, network, _tag);
        reader.Gather(attributes);
        Capture.Scopes?.ForEachScope(s_gather, reader);
        var time = _time.GetUtcNow();
        var finding = reader.IsTagged ? null : enricher.Find(network, reader.Properties, time);
        reader.Return();
        return finding is null ? null : _tag.AddTo(attributes, finding, time);
    }

    // At the first event, not with the factory: what the host registers as store or classifier may want a logger itself. Threads that come at the same time make one each,
    // since waiting for another thread's turn here could be waiting for ever; what logs meanwhile on this thread is not judged.
    private TorEnricher? MakeEnricher(ILogger inner)
    {
        if (s_isMaking || _isBroken)
        {
            return null;
        }

        s_isMaking = true;
        try
        {
            var enricher = new TorEnricher(services.GetRequiredService<TorNetworkStore>(), options, services.GetRequiredService<TorClassifier>(), AdapterName);
            return Interlocked.CompareExchange(ref _enricher, enricher, null) ?? enricher;
        }
        catch (Exception e)
        {
            _isBroken = true;
            inner.LogError(e, "TorIntel: what the host registered cannot be had; no event is tagged.");
            return null;
        }
        finally
        {
            s_isMaking = false;
        }
    }
}
