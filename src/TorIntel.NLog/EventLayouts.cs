using System.Runtime.CompilerServices;
using NLog;

namespace TorIntel;

/// <summary>Remembers which properties events have that are written at the same place, so that they can be asked for by name: to enumerate them would allocate.</summary>
/// <remarks>
/// What is remembered is a guess, and checked against each event: it counts if the event has these properties, and as many. Bounded, and safe for any number of threads: entries are immutable, and
/// a lost write costs time only.
/// </remarks>
internal sealed class EventLayouts(TorEnricher enricher)
{
    private const int Size = 512;

    private readonly EventLayout?[] _layouts = new EventLayout?[Size];

    /// <summary>Tells whether any property of an event may be, or be part of, evidence.</summary>
    public bool MayConcern(TorNetwork network, LogEventInfo logEvent, IDictionary<object, object?> properties)
    {
        // The template stands for the place. Text that the program has put together is new each time; then it is the logger.
        var place = logEvent.Message is { } message && message.Contains('{', StringComparison.Ordinal) ? message : logEvent.LoggerName;
        var count = properties.Count;
        ref var slot = ref _layouts[(RuntimeHelpers.GetHashCode(place) + count) & (Size - 1)];
        var layout = Volatile.Read(ref slot);
        if (layout is not null && ReferenceEquals(layout.Place, place) && layout.Names.Length == count && TryRead(network, properties, layout, out var mayConcern))
        {
            return mayConcern;
        }

        layout = Read(place, properties);
        Volatile.Write(ref slot, layout);
        return TryRead(network, properties, layout, out mayConcern) && mayConcern;
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
}
