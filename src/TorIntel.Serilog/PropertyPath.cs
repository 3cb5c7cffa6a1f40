using System.Collections.Frozen;
using Serilog.Events;

namespace TorIntel;

/// <summary>The name of a property, which may also be a path into objects: <c>Request.Client.Ip</c>.</summary>
internal sealed class PropertyPath
{
    // Names are the user's: this bounds what a strange one costs.
    private const int MaxSteps = 8;

    private readonly (string Start, PropertyPath Below)[] _splits; // longest start first

    public PropertyPath(string name, TorField field)
        : this(name, field, MaxSteps)
    {
    }

    private PropertyPath(string name, TorField field, int steps)
    {
        Name = name;
        Field = field;
        List<(string Start, PropertyPath Below)> splits = [];
        for (var dot = name.LastIndexOf('.'); dot > 0 && steps > 1; dot = name.LastIndexOf('.', dot - 1))
        {
            if (dot < name.Length - 1)
            {
                splits.Add((name[..dot], new PropertyPath(name[(dot + 1)..], field, steps - 1)));
            }
        }

        _splits = [.. splits];
    }

    public string Name { get; }

    public TorField Field { get; }

    /// <summary>Gets a value indicating whether the name may also be a path.</summary>
    public bool IsNested => _splits.Length != 0;

    /// <summary>Gives the paths that may begin at a property, by its name.</summary>
    public static FrozenDictionary<string, PropertyPath[]> ByStart(PropertyPath[] paths) =>
        paths.SelectMany(path => path._splits.Select(split => (split.Start, Path: path)))
            .GroupBy(pair => pair.Start, pair => pair.Path, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>Gives what a value holds: of a list the first; null if it is an object.</summary>
    public static object? ValueOf(LogEventPropertyValue? value) => value switch
    {
        ScalarValue scalar => scalar.Value,
        SequenceValue { Elements: [ScalarValue first, ..] } => first.Value,
        _ => null,
    };

    /// <summary>Finds the value within objects; nothing if there is a property with the whole name.</summary>
    public object? FindWithin(Dictionary<string, LogEventPropertyValue> properties)
    {
        if (properties.ContainsKey(Name))
        {
            return null;
        }

        foreach (var (start, rest) in _splits)
        {
            if (properties.TryGetValue(start, out var value) && rest.FindIn(value) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private object? FindIn(LogEventPropertyValue parent)
    {
        if (ValueOf(MemberOf(parent, Name)) is { } whole)
        {
            return whole;
        }

        foreach (var (start, rest) in _splits)
        {
            if (MemberOf(parent, start) is { } value && rest.FindIn(value) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static LogEventPropertyValue? MemberOf(LogEventPropertyValue parent, string name) => parent switch
    {
        StructureValue structure => MemberOf(structure, name),
        DictionaryValue { Elements: Dictionary<ScalarValue, LogEventPropertyValue> elements } => MemberOf(elements, name),
        DictionaryValue dictionary => dictionary.Elements.GetValueOrDefault(new ScalarValue(name)),
        _ => null,
    };

    private static LogEventPropertyValue? MemberOf(StructureValue structure, string name)
    {
        var members = structure.Properties;
        for (var i = 0; i < members.Count; i++)
        {
            if (string.Equals(members[i].Name, name, StringComparison.Ordinal))
            {
                return members[i].Value;
            }
        }

        return null;
    }

    // Not by TryGetValue: keys are anything, and would be asked whether they equal the name.
    private static LogEventPropertyValue? MemberOf(Dictionary<ScalarValue, LogEventPropertyValue> elements, string name)
    {
        foreach (var (key, value) in elements)
        {
            if (key.Value is string text && string.Equals(text, name, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }
}
