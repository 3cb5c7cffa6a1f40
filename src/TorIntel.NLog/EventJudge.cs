using System.Runtime.InteropServices;
using NLog;

namespace TorIntel;

/// <summary>Judges events of NLog. Safe for any number of threads.</summary>
internal sealed class EventJudge
{
    private readonly TorEnricher _enricher;
    private readonly EventLayouts _layouts;
    private readonly bool _readsScope;

    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public EventJudge(TorNetworkStore store, TorEnrichmentOptions options, TorClassifier classifier, bool readsScope)
    {
        _enricher = new TorEnricher(store, options, classifier, "nlog");
        _layouts = new EventLayouts(_enricher);
        _readsScope = readsScope;
        Writer = options.Schema == TorSchema.Tor ? new ObjectTagWriter(options.Name ?? "Tor") : new PlainTagWriter(new TorAttributes(options.Schema ?? TorSchema.Flat, options.Name));
    }

    public ITagWriter Writer { get; }

    public TorNetwork Network => _enricher.Network;

    /// <summary>Gives the time of an event.</summary>
    public static DateTimeOffset TimeOf(LogEventInfo logEvent) => new(logEvent.TimeStamp.ToUniversalTime().Ticks, TimeSpan.Zero);

    /// <summary>Judges an event by the view in force.</summary>
    public TorFinding? Find(LogEventInfo logEvent) => Find(Network, logEvent);

    /// <summary>Judges an event.</summary>
    /// <returns>What was found; null without evidence.</returns>
    public TorFinding? Find(TorNetwork network, LogEventInfo logEvent) =>
        (logEvent.HasProperties && _layouts.MayConcern(network, logEvent, logEvent.Properties)) || (_readsScope && ScopeMayConcern(network)) ? Judge(network, logEvent) : null;

    /// <summary>Counts an event that was tagged.</summary>
    public void CountTagged(TorFinding finding) => _enricher.CountTagged(finding);

    private bool ScopeMayConcern(TorNetwork network)
    {
        switch (ScopeContext.GetAllProperties())
        {
            // What NLog makes of scopes; the rest is what the program has pushed.
            case KeyValuePair<string, object?>[] array:
                return MayConcern(network, array);
            case List<KeyValuePair<string, object?>> list:
                return MayConcern(network, CollectionsMarshal.AsSpan(list));
            case Dictionary<string, object?> dictionary:
                foreach (var (name, value) in dictionary)
                {
                    if (MayConcern(network, name, value))
                    {
                        return true;
                    }
                }

                return false;
            case IReadOnlyList<KeyValuePair<string, object?>> list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is var (name, value) && MayConcern(network, name, value))
                    {
                        return true;
                    }
                }

                return false;
            case var others:
                foreach (var (name, value) in others)
                {
                    if (MayConcern(network, name, value))
                    {
                        return true;
                    }
                }

                return false;
        }
    }

    private bool MayConcern(TorNetwork network, ReadOnlySpan<KeyValuePair<string, object?>> properties)
    {
        foreach (var (name, value) in properties)
        {
            if (MayConcern(network, name, value))
            {
                return true;
            }
        }

        return false;
    }

    private bool MayConcern(TorNetwork network, string name, object? value) =>
        _enricher.FieldOf(name, value) is not TorField.None and var field && TorEnricher.MayConcern(network, field, value);

    private TorFinding? Judge(TorNetwork network, LogEventInfo logEvent)
    {
        List<TorProperty> properties = [];
        if (logEvent.HasProperties)
        {
            foreach (var (key, value) in logEvent.Properties)
            {
                if (key is string name && _enricher.FieldOf(name, value) is not TorField.None and var field)
                {
                    properties.Add(new TorProperty(name, field, value));
                }
            }
        }

        if (_readsScope)
        {
            var own = properties.Count;
            foreach (var (name, value) in ScopeContext.GetAllProperties())
            {
                // The event's own property hides that of the scope.
                if (_enricher.FieldOf(name, value) is not TorField.None and var field && !properties.GetRange(0, own).Exists(property => property.Name == name))
                {
                    properties.Add(new TorProperty(name, field, value));
                }
            }
        }

        return _enricher.Find(network, CollectionsMarshal.AsSpan(properties), TimeOf(logEvent));
    }
}
