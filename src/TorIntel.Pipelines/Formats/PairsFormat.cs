namespace TorIntel.Pipelines;

/// <summary>Lines of keys and values.</summary>
internal sealed class PairsFormat : IRecordFormat
{
    /// <summary>The key that stands for the time in the header of syslog.</summary>
    private const string HeaderTime = "#time";

    private static readonly Dictionary<string, PairDialect> s_dialects = new(StringComparer.Ordinal)
    {
        ["plain"] = PairDialect.Plain,
        ["flags"] = PairDialect.Flags,
        ["cef"] = PairDialect.Cef,
        ["leef"] = PairDialect.Leef,
    };

    private readonly EventRules _rules;
    private readonly PairDialect _dialect;
    private readonly PairKeys _keys;
    private readonly MappedMember? _headerTime;

    public PairsFormat(LogMapping mapping, FormatContext context)
    {
        _rules = new EventRules(mapping, context);
        _dialect = DialectOf(mapping);
        _keys = new PairKeys([.. mapping.Fields.Select(field => field.ToMember())], mapping.Unset);
        _headerTime = mapping.Fields.FirstOrDefault(field => field.Name == HeaderTime)?.ToMember();
    }

    public TagForm TagForm => _dialect switch
    {
        PairDialect.Cef => TagForm.CefExtension,
        PairDialect.Leef => TagForm.LeefAttributes,
        _ => TagForm.KeyValue,
    };

    public string? Read(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network)
    {
        record.Clear();
        record.Encoding = ValueEncoding.Backslash;
        record.HasEscapes = false;
        var problem = ReadPairs(text, record);
        if (problem is not null)
        {
            return problem;
        }

        record.IsPlain = !_rules.MayHaveEvidence(text, record, network);
        if (record.IsPlain)
        {
            return null;
        }

        if (_headerTime is not null && SyslogTime.TryFind(text, out var start, out var length))
        {
            record.Capture(_headerTime, start, length);
        }

        _rules.Apply(text, record, classifier);
        record.InsertAt = text.Length;
        return null;
    }

    public ReadOnlySpan<byte> TakeHeaderForTag(ReadOnlySpan<byte> lineEnd, TagColumns columns) => default;

    public string? WhyNotTag(ReadOnlySpan<byte> text, EventRecord record, TagColumns columns) => null;

    private string? ReadPairs(ReadOnlySpan<byte> text, EventRecord record)
    {
        switch (_dialect)
        {
            case PairDialect.Cef:
                return CefPairs.Read(text, _keys, record);
            case PairDialect.Leef:
                return LeefPairs.Read(text, _keys, record);
            case PairDialect.Flags:
                // A kernel's log has lines of all kinds.
                return PlainPairs.Read(text, _keys, record, withFlags: true) || SyslogTime.TryFind(text, out _, out _) ? null : "neither key=value nor the time of a log of syslog";
            default:
                return PlainPairs.Read(text, _keys, record, withFlags: false) ? null : "no key=value";
        }
    }

    private static PairDialect DialectOf(LogMapping mapping) => mapping.SyntaxStatements["dialect"].ToArray() switch
    {
        [] => PairDialect.Plain,
        [{ Words: [var name] }] when s_dialects.TryGetValue(name, out var dialect) => dialect,
        [.., var statement] => throw new MappingException(mapping.Source, statement.Line, $"a mapping has one dialect: {string.Join(", ", s_dialects.Keys)}"),
    };
}
