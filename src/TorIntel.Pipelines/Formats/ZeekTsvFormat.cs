using System.Globalization;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Zeek logs with tabs: columns by the <c>#fields</c> header, which may come again and differ.</summary>
internal sealed class ZeekTsvFormat(LogMapping mapping, FormatContext context) : IRecordFormat
{
    private const string NoHeader = "no #fields header before the first record";
    private const byte Tab = (byte)'\t';

    private readonly EventRules _rules = new(mapping, context);
    private readonly Dictionary<string, MappedMember> _known = mapping.Fields.ToDictionary(field => field.Name, field => field.ToMember(), StringComparer.Ordinal);

    private string[] _names = [];
    private MappedMember?[] _columns = [];
    private int _lastColumn = -1;
    private byte[] _unset = "-"u8.ToArray();
    private byte[] _logName = [];
    private byte[] _fieldsLine = [];
    private byte[] _typesLine = [];
    private readonly List<byte> _headerLines = [];

    public TagForm TagForm => TagForm.TabColumn;

    public ReadOnlySpan<byte> UnsetColumn => _unset;

    public byte HeaderStart => (byte)'#';

    public byte[] Header
    {
        get => [.. _headerLines];
        set
        {
            foreach (var line in value.AsSpan().Split((byte)'\n'))
            {
                var text = value.AsSpan(line).TrimEnd((byte)'\r');
                _ = text.IsEmpty ? null : ReadHeader(text);
            }
        }
    }

    public bool IsHeaderExtended { get; set; }

    public string? Read(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network)
    {
        record.Clear();
        record.HasEscapes = false;
        if (text is [(byte)'#', ..])
        {
            record.IsHeader = true;
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
        _rules.Apply(text, record, classifier);
        ZeekLogs.SetLogTransport(ref record.Event, _logName);
        return null;
    }

    // A tag at the end of a row that is too short or too long would stand in another column.
    public string? WhyNotTag(ReadOnlySpan<byte> text, EventRecord record, TagColumns columns) => columns.WhyNotTag(_names, text.Count(Tab) + 1, WrongColumns);

    /// <summary>Repeats <c>#fields</c> and <c>#types</c> with the columns of the tag, once for each header.</summary>
    public ReadOnlySpan<byte> TakeHeaderForTag(ReadOnlySpan<byte> lineEnd, TagColumns columns)
    {
        if (IsHeaderExtended || columns.AreInHeader)
        {
            return default;
        }

        IsHeaderExtended = true;
        lineEnd = lineEnd.IsEmpty ? "\n"u8 : lineEnd;
        var names = Encoding.UTF8.GetBytes(string.Concat(columns.Added.Select(field => "\t" + field.Column)));
        var types = Encoding.ASCII.GetBytes(string.Concat(columns.Added.Select(field => "\t" + field.ZeekType)));
        return _typesLine.Length == 0
            ? (byte[])[.. _fieldsLine, .. names, .. lineEnd]
            : (byte[])[.. _fieldsLine, .. names, .. lineEnd, .. _typesLine, .. types, .. lineEnd];
    }

    private string WrongColumns(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} columns where the header has {_columns.Length}");

    private string? ReadHeader(ReadOnlySpan<byte> text)
    {
        _headerLines.AddRange(text);
        _headerLines.Add((byte)'\n');
        var space = text.IndexOfAny(Tab, (byte)' ');
        var key = space < 0 ? text : text[..space];
        var value = space < 0 ? default : text[(space + 1)..];
        if (key.SequenceEqual("#separator"u8))
        {
            _headerLines.RemoveRange(0, _headerLines.Count - text.Length - 1); // A new header begins.
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
        IsHeaderExtended = false;
        _columns = Array.ConvertAll(names, name => _known.GetValueOrDefault(name));
        _lastColumn = Array.FindLastIndex(_columns, column => column is not null);
    }
}
