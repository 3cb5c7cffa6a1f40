using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Reads what stands in an event and in the scopes around it: first whether it may be evidence, and only then what it is.</summary>
/// <remarks>One for each thread, used again and again. An event that is logged while another is read has one of its own.</remarks>
internal sealed class EventReader
{
    [ThreadStatic]
    private static EventReader? s_spare;

    private readonly List<TorProperty> _properties = [];
    private TorEnricher? _enricher; // null while it is nobody's
    private TorNetwork? _network;
    private AttributeTag? _tag;
    private int _ofEvent;

    /// <summary>Gets a value indicating whether anything that was looked at may be evidence.</summary>
    public bool MayConcern { get; private set; }

    /// <summary>Gets a value indicating whether the event itself has a tag. One in a scope is about what the scope is about, such as the request that the event was logged in.</summary>
    public bool IsTagged { get; private set; }

    public ReadOnlySpan<TorProperty> Properties => CollectionsMarshal.AsSpan(_properties);

    public static EventReader Rent(TorEnricher enricher, TorNetwork network, AttributeTag tag)
    {
        var reader = s_spare ?? new EventReader();
        s_spare = null;
        reader._enricher = enricher;
        reader._network = network;
        reader._tag = tag;
        reader._ofEvent = 0;
        reader.MayConcern = reader.IsTagged = false;
        return reader;
    }

    public void Return()
    {
        // Threads are idle for long: views of before must not live as long as they.
        _properties.Clear();
        _enricher = null;
        _network = null;
        _tag = null;
        s_spare = this;
    }

    /// <summary>Tells whether something with names and values may be evidence. Allocates nothing for lists and dictionaries.</summary>
    public static bool MayConcernAny(TorEnricher enricher, TorNetwork network, object? holder)
    {
        switch (holder)
        {
            case null or string:
                return false;
            case IReadOnlyList<KeyValuePair<string, object?>> list:
                return enricher.MayConcern(network, list);
            case Dictionary<string, object?> dictionary:
                foreach (var (name, value) in dictionary)
                {
                    if (MayConcernIn(enricher, network, name, value))
                    {
                        return true;
                    }
                }

                return false;
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                foreach (var (name, value) in pairs)
                {
                    if (MayConcernIn(enricher, network, name, value))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    /// <summary>Looks at a scope. One that cannot be read is as if it were not there.</summary>
    public void LookAtScope(object? scope)
    {
        try
        {
            MayConcern = MayConcern || MayConcernAny(_enricher!, _network!, scope);
        }
        catch (Exception)
        {
            // Its own fault; the event may still be judged.
        }
    }

    /// <summary>Gathers what stands in the event itself.</summary>
    public void Gather(IEnumerable<KeyValuePair<string, object?>> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            Gather(name, value);
        }
    }

    public void Gather(string name, object? value)
    {
        IsTagged |= _tag!.IsMark(name, value);
        if (_enricher!.FieldOf(name, value) is not TorField.None and var field)
        {
            _properties.Add(new TorProperty(name, field, value));
            _ofEvent++;
        }
    }

    /// <summary>Leaves out what was gathered under a name, if there is something under another one in its place.</summary>
    public void Prefer(string name, string other)
    {
        if (_properties.Exists(property => property.Name == name))
        {
            _properties.RemoveAll(property => property.Name == other);
        }
    }

    /// <summary>Gathers what stands in a scope, the outermost first: inner ones hide what has the same name, and the event hides both.</summary>
    public void GatherScope(object? scope)
    {
        if (scope is not IEnumerable<KeyValuePair<string, object?>> attributes)
        {
            return;
        }

        try
        {
            foreach (var (name, value) in attributes)
            {
                if (_enricher!.FieldOf(name, value) is not TorField.None and var field)
                {
                    AddOfScope(new TorProperty(name, field, value));
                }
            }
        }
        catch (Exception)
        {
            // As above.
        }
    }

    private static bool MayConcernIn(TorEnricher enricher, TorNetwork network, string name, object? value) =>
        enricher.FieldOf(name, value) is not TorField.None and var field && TorEnricher.MayConcern(network, field, value);

    private void AddOfScope(in TorProperty property)
    {
        for (var i = 0; i < _properties.Count; i++)
        {
            if (_properties[i].Name == property.Name)
            {
                _properties[i] = i < _ofEvent ? _properties[i] : property;
                return;
            }
        }

        _properties.Add(property);
    }
}
