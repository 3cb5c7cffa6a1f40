using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>Remembers where in the lists of a message template the properties stand that matter, so that the others need not be read: reading may box.</summary>
/// <remarks>Bounded, and safe for any number of threads: entries are immutable, and a lost write costs time only.</remarks>
internal sealed class AttributeLayouts(FrozenDictionary<string, TorField> fields)
{
    private const int Size = 512;
    private const string TemplateName = "{OriginalFormat}";

    private readonly Layout?[] _layouts = new Layout?[Size];

    /// <summary>Gives the places that matter; null if the list is no logger's own from a message template. What stands there is to be compared with the name.</summary>
    public Place[]? Find(IReadOnlyList<KeyValuePair<string, object?>> list)
    {
        // Loggers put the template last. The places follow from it and from the type, where that is a struct: a logger's own, or a generated one that has the parameters of one method.
        // An array, a list or a state that is used again may hold anything under the same template.
        var type = list.GetType();
        if (!type.IsValueType || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true)
        {
            return null;
        }

        var count = list.Count;
        if (count == 0 || list[count - 1] is not { Key: TemplateName, Value: string template })
        {
            return null;
        }

        if (count == 1)
        {
            return []; // Nothing but a text, which may have been put together for this event alone: it is not to be remembered.
        }

        ref var place = ref _layouts[(RuntimeHelpers.GetHashCode(template) ^ type.GetHashCode()) & (Size - 1)];
        var layout = Volatile.Read(ref place);
        if (layout is null || !ReferenceEquals(layout.Template, template) || layout.Type != type || layout.Count != count)
        {
            layout = new Layout(template, type, count, Read(list, count));
            Volatile.Write(ref place, layout);
        }

        return layout.Places;
    }

    private Place[] Read(IReadOnlyList<KeyValuePair<string, object?>> list, int count)
    {
        List<Place> places = [];
        for (var i = 0; i < count - 1; i++)
        {
            if (list[i].Key is { } name && fields.TryGetValue(name, out var field))
            {
                places.Add(new Place(i, name, field));
            }
        }

        return [.. places];
    }

    /// <summary>A property that matters.</summary>
    public readonly record struct Place(int Index, string Name, TorField Field);

    private sealed record Layout(string Template, Type Type, int Count, Place[] Places);
}
