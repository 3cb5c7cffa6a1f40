namespace TorIntel;

/// <summary>Writes findings into lists of names and values.</summary>
/// <remarks>Immutable, safe to share between threads.</remarks>
internal sealed class AttributeTag
{
    private const string TemplateName = "{OriginalFormat}";

    private static readonly string? s_tagText = typeof(TagText).FullName;

    private readonly TorAttributes? _attributes;
    private readonly string _name;

    /// <param name="options">The options.</param>
    /// <param name="usual">The schema, unless the options name one.</param>
    public AttributeTag(TorEnrichmentOptions options, TorSchema usual)
    {
        var schema = options.Schema ?? usual;
        _attributes = schema == TorSchema.Tor ? null : new TorAttributes(schema, options.Name);
        _name = _attributes?.ConfidenceName ?? options.Name ?? "Tor";
    }

    /// <summary>Tells whether an attribute says that its event is tagged already: by us, or by another adapter.</summary>
    public bool IsMark(string name, object? value) => name == _name || name switch
    {
        "torintel.confidence" or "tor_confidence" or "tor.confidence" => true,

        // Each adapter has a type of this name. A property of anybody's may be called Tor, and is none of these.
        _ => value is not (null or string or string[] or ValueType) && value.GetType().FullName == s_tagText,
    };

    /// <summary>Gives the attributes of an event with those of the tag behind them, but in front of the message template, which readers expect at the end. What is there already is not added again.</summary>
    public List<KeyValuePair<string, object?>> AddTo(IEnumerable<KeyValuePair<string, object?>> attributes, TorFinding finding, DateTimeOffset? time)
    {
        List<KeyValuePair<string, object?>> list = [.. attributes];
        var count = list.Count;
        KeyValuePair<string, object?>? template = count != 0 && list[count - 1].Key == TemplateName ? list[count - 1] : null;
        if (template is not null)
        {
            list.RemoveAt(--count);
        }

        var writer = new ListWriter(list, count);
        Write(finding, time, ref writer);
        if (template is { } last)
        {
            list.Add(last);
        }

        return list;
    }

    /// <summary>Hands all attributes of the tag to a writer.</summary>
    public void Write<TWriter>(TorFinding finding, DateTimeOffset? time, ref TWriter writer)
        where TWriter : struct, IAttributeWriter
    {
        if (_attributes is null)
        {
            writer.Write(_name, new TagText(finding, time));
            return;
        }

        if (finding.Tag is not KeyValuePair<string, object?>[] described)
        {
            finding.Tag = described = _attributes.Describe(finding);
        }

        foreach (var (name, value) in described)
        {
            writer.Write(name, value!);
        }

        if (time is { } instant && finding.AgeAt(instant) is { } age)
        {
            writer.Write(_attributes.AgeName, age);
            writer.Write(_attributes.StaleName, finding.IsStaleAt(instant));
        }
    }

    private readonly struct ListWriter(List<KeyValuePair<string, object?>> list, int count) : IAttributeWriter
    {
        public void Write(string name, object value)
        {
            for (var i = 0; i < count; i++)
            {
                if (list[i].Key == name)
                {
                    return;
                }
            }

            list.Add(new KeyValuePair<string, object?>(name, value));
        }
    }
}
