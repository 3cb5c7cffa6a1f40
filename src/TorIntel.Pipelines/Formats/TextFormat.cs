using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Lines of text with fixed words around what matters, found by patterns.</summary>
internal sealed class TextFormat : IRecordFormat
{
    private readonly EventRules _rules;
    private readonly TextPattern[] _lines;
    private readonly TextPattern[][] _patterns; // By the first byte, so that of many few are tried.
    private readonly byte[] _tagStart;
    private readonly string _notALine;

    public TextFormat(LogMapping mapping, FormatContext context)
    {
        _rules = new EventRules(mapping, context);
        _tagStart = Encoding.UTF8.GetBytes(" " + context.TagName + "={\"confidence\":");
        _notALine = $"not a line of {mapping.Title}";
        var members = mapping.Fields.ToDictionary(field => field.Name, field => field.ToMember(), StringComparer.Ordinal);
        HashSet<string> names = new(StringComparer.Ordinal);
        _lines = Read(mapping, "line", members, names);
        var patterns = Read(mapping, "pattern", members, names);
        _patterns = [.. Enumerable.Range(0, 256).Select(first => Array.FindAll(patterns, pattern => pattern.MayBeginWith((byte)first)))];
        if (mapping.Fields.FirstOrDefault(field => !names.Contains(field.Name)) is { } unknown)
        {
            throw new MappingException(mapping.Source, unknown.Line, $"no pattern has a placeholder '{unknown.Name}'");
        }
    }

    public TagForm TagForm => TagForm.TextSuffix;

    public string? Read(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network)
    {
        record.Clear();
        record.HasEscapes = false;
        var end = text.Length;
        if (end != 0 && text[^1] == '}' && text.LastIndexOf(_tagStart) is >= 0 and var tagAt)
        {
            end = tagAt; // What a tag says is not the log's.
        }

        while (end != 0 && text[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            end--;
        }

        if (!TryLine(text, end, record, out var rest))
        {
            return _notALine;
        }

        record.IsPlain = !TryPatterns(text, rest, record) || !_rules.MayHaveEvidence(text, record, network);
        if (record.IsPlain)
        {
            return null;
        }

        _rules.Apply(text, record, classifier);
        record.InsertAt = text.Length;
        return null;
    }

    public ReadOnlySpan<byte> TakeHeaderForTag(ReadOnlySpan<byte> lineEnd, TagColumns columns) => default;

    public string? WhyNotTag(ReadOnlySpan<byte> text, EventRecord record, TagColumns columns) => null;

    private static TextPattern[] Read(LogMapping mapping, string statementName, Dictionary<string, MappedMember> members, HashSet<string> names)
    {
        List<TextPattern> patterns = [];
        foreach (var statement in mapping.SyntaxStatements[statementName])
        {
            try
            {
                var reader = new PatternReader(members, mapping.Unset, isLine: statementName == "line");
                patterns.Add(reader.Read(statement.Text));
                names.UnionWith(reader.Names);
            }
            catch (FormatException e)
            {
                throw new MappingException(mapping.Source, statement.Line, e.Message);
            }
        }

        return [.. patterns];
    }

    private bool TryLine(ReadOnlySpan<byte> text, int end, EventRecord record, out (int Start, int End) rest)
    {
        rest = (0, end);
        if (_lines.Length == 0)
        {
            return true;
        }

        foreach (var line in _lines)
        {
            if (line.TryMatch(text, 0, end, record, out rest))
            {
                return true;
            }
        }

        return false;
    }

    // A line that holds what matters itself needs no other pattern.
    private bool TryPatterns(ReadOnlySpan<byte> text, (int Start, int End) rest, EventRecord record)
    {
        if (rest.Start < rest.End)
        {
            foreach (var pattern in _patterns[text[rest.Start]])
            {
                if (pattern.TryMatch(text, rest.Start, rest.End, record, out _))
                {
                    return true;
                }
            }
        }

        return record.Has(EventMember.Source) || record.Has(EventMember.Destination) || record.NameCount != 0;
    }
}
