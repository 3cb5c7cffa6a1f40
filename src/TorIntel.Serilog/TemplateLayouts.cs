using System.Runtime.CompilerServices;
using Serilog.Events;

namespace TorIntel;

/// <summary>Remembers for a message template what its properties hold, so that their names need not be read again: Serilog uses one instance of each for all events.</summary>
/// <remarks>Bounded, and safe for any number of threads: entries are immutable, and a lost write costs time only.</remarks>
internal sealed class TemplateLayouts(Func<string, PropertyKind> kindOf)
{
    private const int Size = 512;
    private const int MaxPlaces = 32;
    private const int MaxMade = 8 * Size; // Templates that are made anew for each event must not cost a layout each.

    // A layout, or a template that was seen once: most of those that are never seen again cost nothing but the place.
    private readonly Place[] _places = new Place[Size];
    private int _made;

    /// <summary>Gives what the first properties of an event hold, in their order; valid for a property only if its name is the same instance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PropertyKind[] Find(MessageTemplate template, Dictionary<string, LogEventPropertyValue> properties)
    {
        ref var place = ref _places[RuntimeHelpers.GetHashCode(template) & (Size - 1)].Entry;
        return Volatile.Read(ref place) is Layout layout && ReferenceEquals(layout.Template, template) ? layout.Properties : Learn(ref place, template, properties);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private PropertyKind[] Learn(ref object? place, MessageTemplate template, Dictionary<string, LogEventPropertyValue> properties)
    {
        if (_made >= MaxMade)
        {
            return [];
        }

        if (!ReferenceEquals(Volatile.Read(ref place), template))
        {
            Volatile.Write(ref place, template);
            return [];
        }

        _made++;
        var layout = new Layout(template, [.. properties.Keys.Take(MaxPlaces).Select(kindOf)]);
        Volatile.Write(ref place, layout);
        return layout.Properties;
    }

    // A reference to an element of an array of objects costs a check of its type.
    private struct Place
    {
        public object? Entry;
    }

    private sealed record Layout(MessageTemplate Template, PropertyKind[] Properties);
}
