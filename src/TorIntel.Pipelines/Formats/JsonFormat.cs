namespace TorIntel.Pipelines;

/// <summary>Formats whose records are JSON objects.</summary>
/// <remarks>
/// Each record is read at first for what can be evidence at all: addresses, ports and names. Few have a listed address, a port of Tor or a telling
/// name; only these are read again, with all that the rules ask for.
/// </remarks>
internal sealed class JsonFormat : IRecordFormat
{
    private readonly JsonKeyMap _map;
    private readonly JsonKeyMap _quickMap;
    private readonly JsonEventReader _reader = new();
    private readonly EventRules _rules;

    public JsonFormat(LogMapping mapping, FormatContext context)
    {
        _rules = new EventRules(mapping, context);
        var fields = mapping.Fields.Select(field => (field.Name, Member: field.ToMember())).ToList();
        _quickMap = JsonKeyMap.Create(fields.Where(field => field.Member.Member <= EventMember.LastTelling));
        fields.Add((context.TagName, new MappedMember(EventMember.Tag, context.TagName)));
        _map = JsonKeyMap.Create(fields);
    }

    public TagForm TagForm => TagForm.JsonMember;

    public string? Read(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network)
    {
        record.Clear();
        record.Encoding = ValueEncoding.Json;
        var problem = _reader.Scan(text, Math.Max(text.Length, record.Readable)) ?? _reader.Read(text, _quickMap, record);
        if (problem is not null)
        {
            return problem;
        }

        record.IsPlain = !_rules.MayHaveEvidence(text, record, network);
        return record.IsPlain ? null : ReadAll(text, record, classifier);
    }

    public ReadOnlySpan<byte> TakeHeaderForTag(ReadOnlySpan<byte> lineEnd, TagColumns columns) => default;

    public string? WhyNotTag(ReadOnlySpan<byte> text, EventRecord record, TagColumns columns) => null;

    private string? ReadAll(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier)
    {
        record.Clear();
        var problem = _reader.Read(text, _map, record, isStrict: true); // No tag is to be added to what only seemed to be an object.
        if (problem is not null)
        {
            return problem;
        }

        record.InsertAt = text[..record.InsertAt].LastIndexOfAnyExcept(" \t\r\n"u8) + 1;
        _rules.Apply(text, record, classifier);
        return null;
    }
}
