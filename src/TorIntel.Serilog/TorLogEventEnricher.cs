using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Serilog.Core;
using Serilog.Events;

namespace TorIntel;

/// <summary>Tags the events of Serilog that have evidence of Tor; all others it leaves as they are.</summary>
/// <remarks>
/// <c>Enrich.WithTorIntel(…)</c> makes one. Use the class itself where a container makes enrichers, for <c>ReadFrom.Services</c>. Safe for any number of threads. Allocates nothing for
/// an event without evidence, and throws nothing for whatever an event holds.
/// </remarks>
public sealed class TorLogEventEnricher : ILogEventEnricher
{
    // Asking for a name costs about as much as telling for two properties whether they matter.
    private const int CostOfAsking = 2;

    private readonly TorEnricher _enricher;
    private readonly PropertyPath[] _paths;
    private readonly FrozenDictionary<string, PropertyPath[]> _pathsByStart;
    private readonly TagWriter _writer;

    /// <summary>Initializes a new instance of the <see cref="TorLogEventEnricher"/> class.</summary>
    /// <param name="store">Where the view in force is.</param>
    /// <param name="options">The options; null for the defaults. Names with dots are also paths into objects, and the schema is <see cref="TorSchema.Tor"/> by default.</param>
    /// <param name="classifier">The classifier; null for one with the default options.</param>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> is null.</exception>
    /// <exception cref="ArgumentException">The options are wrong; the message says how.</exception>
    public TorLogEventEnricher(TorNetworkStore store, TorEnrichmentOptions? options = null, TorClassifier? classifier = null)
    {
        options ??= new TorEnrichmentOptions();
        _enricher = new TorEnricher(store, options, classifier, "serilog");
        _paths = [.. _enricher.Fields.Select(field => new PropertyPath(field.Key, field.Value))];
        _pathsByStart = PropertyPath.ByStart(_paths);
        _writer = TagWriter.Create(options.Schema ?? TorSchema.Tor, options.Name);
    }

    /// <inheritdoc/>
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        ArgumentNullException.ThrowIfNull(logEvent);

        // Seen through the interface, the properties cost an enumerator for each event.
        var properties = logEvent.Properties as Dictionary<string, LogEventPropertyValue> ?? new Dictionary<string, LogEventPropertyValue>(logEvent.Properties, StringComparer.Ordinal);
        var network = _enricher.Network;
        if (AsksByName(properties) ? NamedMayConcern(network, properties) : AnyMayConcern(network, properties))
        {
            Tag(network, logEvent, properties);
        }
    }

    private bool AsksByName(Dictionary<string, LogEventPropertyValue> properties) =>
        _paths.Length * CostOfAsking <= properties.Count && _enricher.OtherAddresses == TorField.None;

    private bool NamedMayConcern(TorNetwork network, Dictionary<string, LogEventPropertyValue> properties)
    {
        foreach (var path in _paths)
        {
            if (path.Find(properties) is { } value && TorEnricher.MayConcern(network, path.Field, value))
            {
                return true;
            }
        }

        return false;
    }

    private bool AnyMayConcern(TorNetwork network, Dictionary<string, LogEventPropertyValue> properties)
    {
        foreach (var (name, value) in properties)
        {
            if (value is ScalarValue scalar)
            {
                if (_enricher.FieldOf(name, scalar.Value) is not TorField.None and var field && TorEnricher.MayConcern(network, field, scalar.Value))
                {
                    return true;
                }
            }
            else if (IsPartlyOfInterest(network, properties, name, value))
            {
                return true;
            }
        }

        return false;
    }

    // Lists, and objects with properties of interest.
    private bool IsPartlyOfInterest(TorNetwork network, Dictionary<string, LogEventPropertyValue> properties, string name, LogEventPropertyValue value)
    {
        if (PropertyPath.ValueOf(value) is { } first && _enricher.FieldOf(name, first) is not TorField.None and var field && TorEnricher.MayConcern(network, field, first))
        {
            return true;
        }

        if (_pathsByStart.TryGetValue(name, out var paths))
        {
            foreach (var path in paths)
            {
                if (path.FindWithin(properties) is { } inner && TorEnricher.MayConcern(network, path.Field, inner))
                {
                    return true;
                }
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Tag(TorNetwork network, LogEvent logEvent, Dictionary<string, LogEventPropertyValue> properties)
    {
        var few = default(PropertyList.Few);
        var found = new PropertyList(few);
        if (AsksByName(properties))
        {
            foreach (var path in _paths)
            {
                found.AddIfThere(path, path.Find(properties));
            }
        }
        else
        {
            Collect(properties, ref found);
        }

        if (_enricher.Find(network, found.Items, logEvent.Timestamp) is { } finding)
        {
            _writer.Write(logEvent, properties, finding);
        }
    }

    private void Collect(Dictionary<string, LogEventPropertyValue> properties, ref PropertyList found)
    {
        foreach (var (name, value) in properties)
        {
            if (PropertyPath.ValueOf(value) is { } plain)
            {
                if (_enricher.FieldOf(name, plain) is not TorField.None and var field)
                {
                    found.Add(new TorProperty(name, field, plain));
                }
            }
            else if (_pathsByStart.TryGetValue(name, out var paths))
            {
                foreach (var path in paths)
                {
                    found.AddIfThere(path, path.FindWithin(properties));
                }
            }
        }
    }
}
