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
    private readonly TorEnricher _enricher;
    private readonly PropertyPath[] _paths;
    private readonly FrozenDictionary<string, PropertyPath[]> _pathsByStart;
    private readonly TemplateLayouts _layouts;
    private readonly bool _takesOtherAddresses;
    private readonly int _leastCountToAsk;
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
        _layouts = new TemplateLayouts(KindOf);
        _takesOtherAddresses = options.OtherAddresses != TorField.None;

        // To ask for a name costs about three times as much as to tell for a property whether it matters.
        _leastCountToAsk = _takesOtherAddresses ? int.MaxValue : 3 * _paths.Length;
        _writer = TagWriter.Create(options.Schema ?? TorSchema.Tor, options.Name);
    }

    /// <inheritdoc/>
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        ArgumentNullException.ThrowIfNull(logEvent);

        // Seen through the interface, the properties cost an enumerator for each event.
        if (logEvent.Properties is not Dictionary<string, LogEventPropertyValue> properties)
        {
            properties = new Dictionary<string, LogEventPropertyValue>(logEvent.Properties, StringComparer.Ordinal);
        }

        var network = _enricher.Network;
        if (properties.Count >= _leastCountToAsk ? NamedMayConcern(network, properties) : AnyMayConcern(network, logEvent.MessageTemplate, properties))
        {
            Tag(network, logEvent, properties);
        }
    }

    private bool NamedMayConcern(TorNetwork network, Dictionary<string, LogEventPropertyValue> properties)
    {
        foreach (var path in _paths)
        {
            if (properties.TryGetValue(path.Name, out var value))
            {
                if (value is ScalarValue scalar ? TorEnricher.MayConcern(network, path.Field, scalar.Value) : TorEnricher.MayConcern(network, path.Field, PropertyPath.ValueOf(value)))
                {
                    return true;
                }
            }
            else if (path.IsNested && TorEnricher.MayConcern(network, path.Field, path.FindWithin(properties)))
            {
                return true;
            }
        }

        return false;
    }

    private bool AnyMayConcern(TorNetwork network, MessageTemplate template, Dictionary<string, LogEventPropertyValue> properties)
    {
        var known = _layouts.Find(template, properties);
        var i = 0;
        foreach (var (name, value) in properties)
        {
            if ((uint)i < (uint)known.Length && ReferenceEquals(known[i].Name, name))
            {
                if (IsOfConcern(network, properties, in known[i], value))
                {
                    return true;
                }
            }
            else if (IsOfConcern(network, properties, KindOf(name), value))
            {
                return true;
            }

            i++;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsOfConcern(TorNetwork network, Dictionary<string, LogEventPropertyValue> properties, in PropertyKind kind, LogEventPropertyValue value)
    {
        if (kind.Field != TorField.None && value is ScalarValue scalar)
        {
            return TorEnricher.MayConcern(network, kind.Field, scalar.Value);
        }

        return (kind.IsOfInterest || _takesOtherAddresses) && IsPartlyOfConcern(network, properties, kind, value);
    }

    private PropertyKind KindOf(string name) =>
        new(name, _enricher.TryGetField(name, out var field) ? field : TorField.None, _pathsByStart.Count != 0 && _pathsByStart.TryGetValue(name, out var paths) ? paths : null);

    // Addresses whose name says nothing, lists, and objects with properties of interest.
    private bool IsPartlyOfConcern(TorNetwork network, Dictionary<string, LogEventPropertyValue> properties, in PropertyKind kind, LogEventPropertyValue value)
    {
        if (PropertyPath.ValueOf(value) is { } plain)
        {
            return _enricher.FieldOf(kind.Name, plain) is not TorField.None and var field && TorEnricher.MayConcern(network, field, plain);
        }

        foreach (var path in kind.Paths ?? [])
        {
            if (TorEnricher.MayConcern(network, path.Field, path.FindWithin(properties)))
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Tag(TorNetwork network, LogEvent logEvent, Dictionary<string, LogEventPropertyValue> properties)
    {
        var few = default(PropertyList.Few);
        var found = new PropertyList(few);
        Collect(properties, ref found);
        if (_enricher.Find(network, found.Items, logEvent.Timestamp) is { } finding && _writer.Write(logEvent, properties, finding))
        {
            _enricher.CountTagged(finding);
        }
    }

    // Always in the order of the event: of several properties for one address the first counts, however many others there are.
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
