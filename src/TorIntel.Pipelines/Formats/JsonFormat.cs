using System.Text;

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
    private readonly JsonEventReader _reader;
    private readonly EventRules _rules;
    private readonly MappedMember?[] _columns;
    private readonly MappedMember?[] _quickColumns;
    private readonly byte[][]? _unset;
    private int _nextTuple;

    public JsonFormat(LogMapping mapping, FormatContext context)
    {
        var paths = new JsonPaths(mapping);
        _unset = mapping.Unset.Count == 0 ? null : [.. mapping.Unset.Select(Encoding.UTF8.GetBytes)];
        _reader = new JsonEventReader(_unset);
        _rules = new EventRules(mapping, context);
        _quickMap = paths.CreateMap(isQuick: true);
        _map = paths.CreateMap(isQuick: false, new MappedMember(EventMember.Tag, context.TagName));
        HoldsSeveral = paths.Tuples is not null;
        _columns = paths.Columns;
        _quickColumns = [.. paths.Columns.Select(column => column?.Member <= EventMember.LastTelling ? column : null)];
        _quickColumns = _quickColumns[..(Array.FindLastIndex(_quickColumns, column => column is not null) + 1)];
    }

    public TagForm TagForm => TagForm.JsonMember;

    public bool HoldsSeveral { get; }

    public string? Read(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network)
    {
        record.Clear();
        record.Encoding = ValueEncoding.Json;
        var problem = _reader.Scan(text, Math.Max(text.Length, record.Readable)) ?? ReadMembers(text, record, _quickMap);
        if (problem is not null)
        {
            return problem;
        }

        _nextTuple = 0;
        record.IsPlain = HoldsSeveral ? !TryFindTuple(text, record, network) : !_rules.MayHaveEvidence(text, record, network);
        return record.IsPlain ? null : ReadAll(text, record, classifier);
    }

    public bool ReadNext(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network)
    {
        if (!TryFindTuple(text, record, network))
        {
            return false;
        }

        ApplyTuple(text, record, classifier);
        return true;
    }

    public ReadOnlySpan<byte> TakeHeaderForTag(ReadOnlySpan<byte> lineEnd, TagColumns columns) => default;

    public string? WhyNotTag(ReadOnlySpan<byte> text, EventRecord record, TagColumns columns) => null;

    private string? ReadMembers(ReadOnlySpan<byte> text, EventRecord record, JsonKeyMap map, bool isStrict = false)
    {
        var problem = _reader.Read(text, map, record, isStrict);
        if (record.Collected.Count != 0)
        {
            JsonPairs.Resolve(text, record);
        }

        record.KeepAround();
        return problem;
    }

    private string? ReadAll(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier)
    {
        record.Clear();
        var problem = ReadMembers(text, record, _map, isStrict: true); // No tag is to be added to what only seemed to be an object.
        if (problem is not null)
        {
            return problem;
        }

        record.InsertAt = text[..record.InsertAt].LastIndexOfAnyExcept(" \t\r\n"u8) + 1;
        if (HoldsSeveral)
        {
            ApplyTuple(text, record, classifier);
        }
        else
        {
            _rules.Apply(text, record, classifier);
        }

        return null;
    }

    // Goes behind the next tuple that may have evidence.
    private bool TryFindTuple(ReadOnlySpan<byte> text, EventRecord record, TorNetwork network)
    {
        while (_nextTuple < record.Collected.Count)
        {
            var tuple = record.Collected[_nextTuple++];
            if (tuple.Field.Member == EventMember.Tuple)
            {
                record.ForgetTuple();
                CaptureColumns(text, record, tuple, _quickColumns);
                if (_rules.MayHaveEvidence(text, record, network))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void ApplyTuple(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier)
    {
        record.Tuple = record.Collected[_nextTuple - 1];
        record.ForgetTuple();
        CaptureColumns(text, record, record.Tuple, _columns);
        _rules.Apply(text, record, classifier);
    }

    private void CaptureColumns(ReadOnlySpan<byte> text, EventRecord record, FieldSlice tuple, MappedMember?[] columns)
    {
        var start = tuple.Start;
        var end = start + tuple.Length;
        for (var i = 0; i < columns.Length && start <= end; i++)
        {
            var length = text[start..end].IndexOf((byte)',');
            length = length < 0 ? end - start : length;
            if (columns[i] is { } member && length != 0 && !IsUnset(text.Slice(start, length)))
            {
                record.Capture(member, start, length);
            }

            start += length + 1;
        }
    }

    private bool IsUnset(ReadOnlySpan<byte> value)
    {
        for (var i = 0; i < (_unset?.Length ?? 0); i++)
        {
            if (value.SequenceEqual(_unset![i]))
            {
                return true;
            }
        }

        return false;
    }
}
