using Serilog.Events;

namespace TorIntel;

/// <summary>Writes the tag as properties without nesting.</summary>
internal sealed class PlainWriter : TagWriter
{
    private static readonly (string Name, FieldGroups Groups)[] s_groups =
    [
        ("threat", FieldGroups.Attack | FieldGroups.Software | FieldGroups.Feed),
        ("threat.framework", FieldGroups.Attack),
        ("threat.tactic", FieldGroups.Attack),
        ("threat.technique", FieldGroups.Attack),
        ("threat.software", FieldGroups.Software),
        ("threat.feed", FieldGroups.Feed),
        ("security_rule", FieldGroups.Rule),
    ];

    private readonly TorAttributes _attributes;
    private readonly LogEventProperty _isStale;
    private readonly LogEventProperty _isFresh;
    private AgeProperty? _age;

    public PlainWriter(TorSchema schema, string? name)
    {
        _attributes = new TorAttributes(schema, name);
        _isStale = new LogEventProperty(_attributes.StaleName, True);
        _isFresh = new LogEventProperty(_attributes.StaleName, False);
    }

    public override bool Write(LogEvent logEvent, Dictionary<string, LogEventPropertyValue> properties, TorFinding finding)
    {
        if (finding.Tag is not PlainTag tag)
        {
            finding.Tag = tag = Describe(finding);
        }

        if (properties.ContainsKey(tag.Own[0].Name))
        {
            return false;
        }

        var taken = GroupsOf(properties);
        foreach (var property in tag.Own)
        {
            logEvent.AddPropertyIfAbsent(property);
        }

        if (finding.AgeAt(logEvent.Timestamp) is { } age)
        {
            logEvent.AddPropertyIfAbsent(AgeOf(age));
            logEvent.AddPropertyIfAbsent(finding.IsStaleAt(logEvent.Timestamp) ? _isStale : _isFresh);
        }

        foreach (var (property, group) in tag.Standard)
        {
            if ((group & taken) == 0)
            {
                logEvent.AddPropertyIfAbsent(property);
            }
        }

        foreach (var list in tag.Lists)
        {
            AddList(logEvent, properties, list);
        }

        return true;
    }

    private static FieldGroups GroupsOf(Dictionary<string, LogEventPropertyValue> properties)
    {
        var taken = FieldGroups.None;
        foreach (var name in properties.Keys)
        {
            foreach (var (start, groups) in s_groups)
            {
                taken |= string.Equals(name, start, StringComparison.Ordinal) ? groups : IsBelow(name, start) ? GroupOf(name) : FieldGroups.None;
            }
        }

        return taken;
    }

    private static FieldGroups GroupOf(string name)
    {
        foreach (var (start, groups) in s_groups)
        {
            // The first is no group by itself.
            if (groups is FieldGroups.Attack or FieldGroups.Software or FieldGroups.Feed or FieldGroups.Rule && (string.Equals(name, start, StringComparison.Ordinal) || IsBelow(name, start)))
            {
                return groups;
            }
        }

        return FieldGroups.None;
    }

    private static bool IsBelow(string name, string start) => name.Length > start.Length && name[start.Length] == '.' && name.StartsWith(start, StringComparison.Ordinal);

    private static bool IsJoined(string name) => name is "tags" or "related.ip" or "related.hosts";

    // A list gets what it does not have yet, at its end; anything else stays as it is.
    private static void AddList(LogEvent logEvent, Dictionary<string, LogEventPropertyValue> properties, LogEventProperty list)
    {
        if (!properties.TryGetValue(list.Name, out var value))
        {
            logEvent.AddPropertyIfAbsent(list);
            return;
        }

        if (value is not SequenceValue there)
        {
            return;
        }

        var missing = ((SequenceValue)list.Value).Elements.Where(element => !there.Elements.Any(other => IsSameText(element, other))).ToArray();
        if (missing.Length != 0)
        {
            logEvent.AddOrUpdateProperty(new LogEventProperty(list.Name, new SequenceValue([.. there.Elements, .. missing])));
        }
    }

    private static bool IsSameText(LogEventPropertyValue left, LogEventPropertyValue right) =>
        left is ScalarValue { Value: string text } && right is ScalarValue { Value: string other } && string.Equals(text, other, StringComparison.Ordinal);

    private static LogEventPropertyValue ValueOf(object? value) => value switch
    {
        string[] texts => ListOf(texts),
        true => True,
        false => False,
        _ => new ScalarValue(value),
    };

    private PlainTag Describe(TorFinding finding)
    {
        List<LogEventProperty> own = [];
        List<(LogEventProperty Property, FieldGroups Group)> standard = [];
        List<LogEventProperty> lists = [];
        foreach (var (name, value) in _attributes.Describe(finding))
        {
            var property = new LogEventProperty(name, ValueOf(value));
            if (IsJoined(name))
            {
                lists.Add(property);
            }
            else if (GroupOf(name) is not FieldGroups.None and var group)
            {
                standard.Add((property, group));
            }
            else
            {
                own.Add(property);
            }
        }

        return new PlainTag([.. own], [.. standard], [.. lists]);
    }

    // All events of one second share one.
    private LogEventProperty AgeOf(long seconds)
    {
        var age = Volatile.Read(ref _age);
        if (age?.Seconds != seconds)
        {
            age = new AgeProperty(seconds, new LogEventProperty(_attributes.AgeName, new ScalarValue(seconds)));
            Volatile.Write(ref _age, age);
        }

        return age.Property;
    }

    private sealed record AgeProperty(long Seconds, LogEventProperty Property);
}
