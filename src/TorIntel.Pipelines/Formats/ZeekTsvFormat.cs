using System.Globalization;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Zeek logs with tabs: columns by the <c>#fields</c> header, which may come again and differ.</summary>
internal sealed class ZeekTsvFormat : IRecordFormat
{
    private const string NoHeader = "no #fields header before the first record";
    private const byte Tab = (byte)'\t';

    private static readonly Dictionary<string, EventMember> s_columns =
        ZeekLogs.Fields.ToDictionary(field => field.Path, field => field.Member, StringComparer.Ordinal);

    private string[] _names = [];
    private MappedMember?[] _columns = [];
    private int _lastColumn = -1;
    private byte[] _unset = "-"u8.ToArray();
    private byte[] _logName = [];
    private byte[] _fieldsLine = [];
    private byte[] _typesLine = [];
    private bool _isHeaderExtended;

    public TagForm TagForm => TagForm.TabColumn;

    public ReadOnlySpan<byte> UnsetColumn => _unset;

    public string? Read(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network)
    {
        record.Clear();
        record.Event = default;
        record.IsJson = false;
        record.HasEscapes = false;
        if (text is [(byte)'#', ..])
        {
            return ReadHeader(text);
        }

        if (_columns.Length == 0)
        {
            return NoHeader;
        }

        var start = 0;
        for (var column = 0; column <= _lastColumn; column++)
        {
            if (start > text.Length)
            {
                return WrongColumns(column);
            }

            var length = text[start..].IndexOf(Tab);
            length = length < 0 ? text.Length - start : length;
            if (_columns[column] is { } member && !text.Slice(start, length).SequenceEqual(_unset))
            {
                record.Capture(member, start, length);
            }

            start += length + 1;
        }

        record.InsertAt = text.Length;
        SetEvent(text, record, classifier, _logName);
        return null;
    }

    // A tag at the end of a row that is too short or too long would stand in another column.
    public string? WhyNotTag(ReadOnlySpan<byte> text, EventRecord record, TagColumns columns) => columns.WhyNotTag(_names, text.Count(Tab) + 1, WrongColumns);

    /// <summary>Repeats <c>#fields</c> and <c>#types</c> with the columns of the tag, once for each header.</summary>
    public ReadOnlySpan<byte> TakeHeaderForTag(ReadOnlySpan<byte> lineEnd, TagColumns columns)
    {
        if (_isHeaderExtended || columns.AreInHeader)
        {
            return default;
        }

        _isHeaderExtended = true;
        lineEnd = lineEnd.IsEmpty ? "\n"u8 : lineEnd;
        var names = Encoding.UTF8.GetBytes(string.Concat(columns.Added.Select(field => "\t" + field.Column)));
        var types = Encoding.ASCII.GetBytes(string.Concat(columns.Added.Select(field => "\t" + field.ZeekType)));
        return _typesLine.Length == 0
            ? (byte[])[.. _fieldsLine, .. names, .. lineEnd]
            : (byte[])[.. _fieldsLine, .. names, .. lineEnd, .. _typesLine, .. types, .. lineEnd];
    }

    private string WrongColumns(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} columns where the header has {_columns.Length}");

    private static void SetEvent(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, ReadOnlySpan<byte> logName)
    {
        ref var torEvent = ref record.Event;
        torEvent.Source = FieldValues.Address(record.Value(text, EventMember.Source));
        torEvent.Destination = FieldValues.Address(record.Value(text, EventMember.Destination));
        torEvent.SourcePort = FieldValues.Port(record.Value(text, EventMember.SourcePort));
        torEvent.DestinationPort = FieldValues.Port(record.Value(text, EventMember.DestinationPort));
        FieldValues.SetTransport(ref torEvent, record.Value(text, EventMember.Transport));
        ZeekLogs.SetLogTransport(ref torEvent, logName);
        torEvent.Time = ZeekLogs.Time(record.Value(text, EventMember.Time));
        NameAdder.AddAll(text, record, classifier, default, record.Value(text, EventMember.HttpMethod));
        if (record.Has(EventMember.TlsSubject))
        {
            torEvent.AddCertificate(record.Value(text, EventMember.TlsSubject), record.Value(text, EventMember.TlsIssuer));
        }
    }

    private string? ReadHeader(ReadOnlySpan<byte> text)
    {
        var space = text.IndexOfAny(Tab, (byte)' ');
        var key = space < 0 ? text : text[..space];
        var value = space < 0 ? default : text[(space + 1)..];
        if (key.SequenceEqual("#separator"u8))
        {
            return value.SequenceEqual("\\x09"u8) ? null : $"the separator {Encoding.UTF8.GetString(value)} is not the tab";
        }

        if (key.SequenceEqual("#fields"u8))
        {
            SetColumns(Encoding.UTF8.GetString(value).Split('\t'));
            _fieldsLine = text.ToArray();
            _typesLine = [];
        }
        else if (key.SequenceEqual("#types"u8))
        {
            _typesLine = text.ToArray();
        }
        else if (key.SequenceEqual("#unset_field"u8))
        {
            _unset = value.ToArray();
        }
        else if (key.SequenceEqual("#path"u8))
        {
            _logName = value.ToArray();
        }

        return null;
    }

    private void SetColumns(string[] names)
    {
        _names = names;
        _isHeaderExtended = false;
        _columns = Array.ConvertAll(names, name => s_columns.TryGetValue(name, out var member) ? new MappedMember(member, name) : null);
        _lastColumn = Array.FindLastIndex(_columns, column => column is not null);
    }
}
