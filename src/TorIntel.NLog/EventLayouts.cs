using System.Runtime.CompilerServices;
using NLog;

namespace TorIntel;

/// <summary>Remembers which properties events have that are written at the same place, so that they can be asked for by name: to enumerate them would allocate.</summary>
/// <remarks>
/// <para>
/// What is remembered is a guess, and checked against each event: it counts if the event has these properties, and as many. Bounded, and safe for any number of threads: entries are immutable, and
/// a lost write costs time only.
/// </para>
/// <para>A place is learnt when it is seen for the second time. One that is never seen again, since its text is put together for each event, costs no memory: the event is asked for all names.</para>
/// </remarks>
internal sealed class EventLayouts(TorEnricher enricher)
{
    private const int Size = 512;

    private readonly KeyValuePair<object, TorField>[] _all = [.. enricher.Fields.Select(field => new KeyValuePair<object, TorField>(field.Key, field.Value))];

    // A layout, or a place that was seen once.
    private readonly Slot[] _slots = new Slot[Size];

    /// <summary>Tells whether any property of an event may be, or be part of, evidence.</summary>
    public bool MayConcern(TorNetwork network, LogEventInfo logEvent, IDictionary<object, object?> properties)
    {
        // The template stands for the place; text without parameters, which may be new each time, does not. Then it is the logger.
        var place = logEvent.Parameters is { Length: > 0 } && logEvent.Message is { } message && message.Contains('{', StringComparison.Ordinal) ? message : logEvent.LoggerName;
        var count = properties.Count;
        ref var slot = ref _slots[(RuntimeHelpers.GetHashCode(place) + count) & (Size - 1)].Entry;
        var entry = Volatile.Read(ref slot);
        if (entry is EventLayout layout && ReferenceEquals(layout.Place, place))
        {
            if (layout.Names.Length == count && TryRead(network, properties, layout, out var mayConcern))
            {
                return mayConcern;
            }
        }
        else if (!ReferenceEquals(entry, place) && enricher.OtherAddresses == TorField.None)
        {
            Volatile.Write(ref slot, place);
            return AnyMayConcern(network, properties);
        }

        layout = Read(place, properties);
        Volatile.Write(ref slot, layout);
        return TryRead(network, properties, layout, out var result) && result;
    }

    private bool AnyMayConcern(TorNetwork network, IDictionary<object, object?> properties)
    {
        foreach (var (name, field) in _all)
        {
            if (properties.TryGetValue(name, out var value) && TorEnricher.MayConcern(network, field, value))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryRead(TorNetwork network, IDictionary<object, object?> properties, EventLayout layout, out bool mayConcern)
    {
        mayConcern = false;
        foreach (var (name, field) in layout.Names)
        {
            if (!properties.TryGetValue(name, out var value))
            {
                return false;
            }

            // What has no name of ours may still be an address.
            var actual = field == TorField.None && enricher.OtherAddresses != TorField.None && name is string text ? enricher.FieldOf(text, value) : field;
            mayConcern |= actual != TorField.None && TorEnricher.MayConcern(network, actual, value);
        }

        return true;
    }

    private EventLayout Read(string place, IDictionary<object, object?> properties)
    {
        List<KeyValuePair<object, TorField>> names = [];
        foreach (var (name, _) in properties)
        {
            var field = TorField.None;
            _ = name is string text && enricher.TryGetField(text, out field);
            names.Add(new(name, field));
        }

        return new EventLayout(place, [.. names]);
    }

    // A reference to an element of an array of objects costs a check of its type.
    private struct Slot
    {
        public object? Entry;
    }
}
