using System.Globalization;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Formats whose records are columns behind separators.</summary>
/// <remarks>Each record is read at first as far as what can be evidence reaches. Only if there is any, all columns that the rules ask for are looked at.</remarks>
internal sealed class ColumnsFormat : IRecordFormat
{
    private readonly LogMapping _mapping;
    private readonly FormatContext _context;
    private readonly ColumnSyntax _syntax;
    private readonly ColumnScanner _scanner;
    private readonly ColumnHeader _header;
    private readonly byte[][] _unset;
    private readonly MappedMember? _syslogTime;
    private readonly byte[] _buffer = new byte[4096];
    private EventRules _rules;
    private ColumnLayouts? _layouts;
    private int _headerVersion;
    private int _required; // What the record that was too short lacked.
    private byte[] _logName = [];

    public ColumnsFormat(LogMapping mapping, FormatContext context)
    {
        _mapping = mapping;
        _context = context;
        _syntax = new ColumnSyntax(mapping);
        _scanner = new ColumnScanner(_syntax);
        _unset = [.. mapping.Unset.Select(Encoding.UTF8.GetBytes)];
        _header = new ColumnHeader(_syntax, ColumnsOf, [.. mapping.Fields.Select(field => field.Name), .. _syntax.Splits.Select(split => split.Column)]);
        _syslogTime = mapping.Fields.FirstOrDefault(field => string.Equals(field.Name, SyslogTime.FieldName, StringComparison.Ordinal))?.ToMember();
        _rules = new EventRules(HeaderConditions.Resolve(mapping, "#path", _logName), context);
        if (_syntax.Header == ColumnHeaderKind.None || _syntax.Names is not null)
        {
            _syntax.CheckFields();
            _layouts = new ColumnLayouts(mapping, _syntax, _header);
        }
    }

    public TagForm TagForm => (char)_syntax.Separator switch
    {
        '\t' => TagForm.TabColumn,
        ',' => TagForm.CommaColumn,
        ';' => TagForm.SemicolonColumn,
        '|' => TagForm.BarColumn,
        _ => _header.Names is null ? TagForm.TextSuffix : TagForm.SpaceColumn,
    };

    public ReadOnlySpan<byte> UnsetColumn => _header.Unset ?? (_unset is [var unset, ..] ? unset : TagForm is TagForm.TabColumn or TagForm.SpaceColumn ? "-"u8 : default);

    public byte HeaderStart => _header.FirstByte;

    public bool SeeksHeader => _header.IsSought;

    public bool IsHeaderExtendedInPlace => _syntax.Header == ColumnHeaderKind.First;

    public bool HasOpenRecords => _syntax.IsMultiline;

    public byte[] Header
    {
        get => _header.Lines;
        set
        {
            _header.Lines = value;
            HeaderChanged();
        }
    }

    public bool IsHeaderExtended
    {
        get => _header.IsExtended;
        set => _header.IsExtended = value;
    }

    public bool IsOpen(ReadOnlySpan<byte> text)
    {
        _ = _scanner.Scan(text, 0, ColumnSyntax.MaxColumns);
        return _scanner.EndsInQuotes;
    }

    public string? Read(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network)
    {
        record.Clear();
        if (_header.MayBegin(text) && _header.TryRead(text, out var problem))
        {
            record.IsHeader = true;
            record.InsertAt = text.Length;
            HeaderChanged();
            return problem;
        }

        if (_layouts is not { } layouts)
        {
            return _syntax.Header == ColumnHeaderKind.Zeek ? "no #fields header before the first record"
                : _syntax.Header == ColumnHeaderKind.W3c ? "no #Fields header before the first record"
                : "no header so far that names a column which is looked for";
        }

        var start = 0;
        if (_syntax.Behind.Length != 0 && !TryFindStart(text, out start))
        {
            return $"'{Encoding.UTF8.GetString(_syntax.Behind[0][0])}' is not there, behind which the columns begin";
        }

        var count = _scanner.Scan(text, start, layouts.QuickColumns);
        var layout = layouts.Case is null ? layouts.Otherwise : layouts.Choose(CaseOf(text, layouts.Case, count));
        if (count < layout.Required || count <= layouts.Case?.Column || _scanner.EndsInQuotes)
        {
            _required = Math.Max(layout.Required, (layouts.Case?.Column ?? 0) + 1);
            record.IsPlain = !_scanner.EndsInQuotes && count < layouts.QuickColumns && Array.IndexOf(_syntax.Footers, count) >= 0;
            return record.IsPlain ? null : _scanner.EndsInQuotes ? "a quote is not closed" : WrongColumns(count);
        }

        record.HasEscapes = _scanner.SawQuotes;
        record.Encoding = _syntax.HasBackslashes ? ValueEncoding.Backslash : ValueEncoding.Quoted;
        record.IsPlain = !MayHaveEvidence(text, record, layout.Quick, count, network);
        return record.IsPlain ? null : ReadAll(text, start, layout, record, classifier);
    }

    // A tag at the end of a row that is too short or too long would stand in another column.
    public string? WhyNotTag(ReadOnlySpan<byte> text, EventRecord record, TagColumns columns)
    {
        _ = TryFindStart(text, out var start);
        var count = _scanner.Count(text, start);
        if (_scanner.EndsInQuotes)
        {
            return "a quote is not closed";
        }

        // Without names, or without quotes but those of a tag, columns do not tell.
        return TagForm != TagForm.TextSuffix && (_header.Names is null || !_syntax.HasQuotes) && HasTag(text) ? TagNames.AlreadyThere(_context.TagName)
            : _header.Names is { } names ? columns.WhyNotTag(names, count, WrongColumns)
            : null;
    }

    /// <summary>Gives the header with the column of the tag, once for each header; of a first line only what belongs at its end.</summary>
    public ReadOnlySpan<byte> TakeHeaderForTag(ReadOnlySpan<byte> lineEnd, TagColumns columns) => _header.Extend(lineEnd, columns);

    /// <summary>Tells whether a line is a header with these names.</summary>
    public bool HasHeader(ReadOnlySpan<byte> line, IReadOnlyList<string> names)
    {
        var found = _header.NamesIn(line);
        return names.All(name => found.Contains(name, StringComparer.Ordinal));
    }

    /// <summary>Tells whether a line has so many columns, and these values in some: <c>14 #1=2 #3=app/*</c>.</summary>
    public bool HasColumns(ReadOnlySpan<byte> line, IReadOnlyList<string> words)
    {
        if (words.Count == 0 || (_syntax.Behind.Length != 0 && !TryFindStart(line, out _)))
        {
            return false;
        }

        var columns = ColumnsOf(line);
        var isLeast = words[0].EndsWith('+');
        return int.TryParse(words[0].AsSpan(0, words[0].Length - (isLeast ? 1 : 0)), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (isLeast ? columns.Length >= number : columns.Length == number)
            && words.Skip(1).All(word => HasValue(columns, word));
    }

    private static bool HasValue(string[] columns, string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var place = equals < 0 ? -1 : ColumnSyntax.PlaceOf(word[..equals], out _);
        var value = word[(equals + 1)..];
        return place >= 0 && place < columns.Length
            && (value.EndsWith('*') ? columns[place].StartsWith(value[..^1], StringComparison.Ordinal) : string.Equals(columns[place], value, StringComparison.Ordinal));
    }

    private string[] ColumnsOf(ReadOnlySpan<byte> line)
    {
        _ = TryFindStart(line, out var start);
        var columns = new string[_scanner.Scan(line, start, ColumnSyntax.MaxColumns)];
        Span<byte> buffer = stackalloc byte[256];
        for (var i = 0; i < columns.Length; i++)
        {
            _scanner.Get(line, i, out var at, out var length);
            columns[i] = Encoding.UTF8.GetString(_syntax.HasQuotes ? ValueText.Decode(line.Slice(at, length), ValueEncoding.Quoted, buffer) : line.Slice(at, length));
        }

        return columns;
    }

    private void HeaderChanged()
    {
        if (_header.Names is null || _header.Version == _headerVersion)
        {
            return;
        }

        _headerVersion = _header.Version;
        _layouts = new ColumnLayouts(_mapping, _syntax, _header);
        if (!_header.Path.AsSpan().SequenceEqual(_logName))
        {
            _logName = _header.Path;
            _rules = new EventRules(HeaderConditions.Resolve(_mapping, "#path", _logName), _context);
        }
    }

    private bool TryFindStart(ReadOnlySpan<byte> text, out int start)
    {
        start = 0;
        foreach (var texts in _syntax.Behind)
        {
            start = 0;
            foreach (var part in texts)
            {
                var found = text[start..].IndexOf(part);
                start = found < 0 ? -1 : start + found + part.Length;
                if (found < 0)
                {
                    break;
                }
            }

            if (start >= 0)
            {
                return true;
            }
        }

        start = 0;
        return false;
    }

    private ReadOnlySpan<byte> CaseOf(ReadOnlySpan<byte> text, ColumnEntry entry, int count)
    {
        if (entry.Column >= count)
        {
            return default;
        }

        _scanner.Get(text, entry.Column, out var start, out var length);
        var value = text.Slice(start, length);
        return entry.Split is null ? value
            : entry.Split.TryFind(value, entry.Part, out start, out length) ? value.Slice(start, length)
            : default;
    }

    // Of fields that hold the same all are asked: one too many costs a second look.
    private bool MayHaveEvidence(ReadOnlySpan<byte> text, EventRecord record, ColumnEntry[] entries, int count, TorNetwork network)
    {
        foreach (var entry in entries)
        {
            if (entry.Column >= count)
            {
                return false; // They are in order.
            }

            _scanner.Get(text, entry.Column, out var start, out var length);
            var value = text.Slice(start, length);
            if (entry.Split is not null)
            {
                value = entry.Split.TryFind(value, entry.Part, out start, out length) ? value.Slice(start, length) : default;
            }

            var may = entry.Member.Member switch
            {
                EventMember.Source or EventMember.Destination => EventRules.MayBeListed(value, network),
                EventMember.SourcePort or EventMember.DestinationPort => EventRules.IsTorPort(value),
                _ => IsTelling(value, record, entry),
            };
            if (may)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsTelling(ReadOnlySpan<byte> value, EventRecord record, ColumnEntry entry)
    {
        switch (entry.Member.Member)
        {
            case EventMember.ForwardedFor:
                return _context.TrustedProxies is not null && value.Length > 1;
            case EventMember.TlsSubject:
                return value.StartsWith("CN=www."u8);
            case EventMember.ProcessImage:
                return ProcessClassifier.IsTor(value);
        }

        if (!entry.IsVector)
        {
            return IsTellingName(value, record, entry.Member.Member);
        }

        foreach (var part in value.Split(_header.SetSeparator))
        {
            if (IsTellingName(value[part], record, entry.Member.Member))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsTellingName(ReadOnlySpan<byte> value, EventRecord record, EventMember member)
    {
        var name = NameAdder.Decode(value, record, member, _buffer);
        return NameClassifier.Classify(member == EventMember.Url ? NameClassifier.HostOfUrl(name) : name) != NameClass.None;
    }

    private void Capture(ReadOnlySpan<byte> text, EventRecord record, ColumnEntry entry, int start, int length)
    {
        var value = text.Slice(start, length);
        if (entry.Split is { } split)
        {
            if (!split.TryFind(value, entry.Part, out var partStart, out length))
            {
                return;
            }

            start += partStart;
            value = text.Slice(start, length);
        }

        if (IsUnset(value))
        {
            return;
        }

        if (!entry.IsVector)
        {
            record.Capture(entry.Member, start, length);
            return;
        }

        foreach (var part in value.Split(_header.SetSeparator))
        {
            record.Capture(entry.Member, start + part.Start.Value, part.End.Value - part.Start.Value);
        }
    }

    private bool IsUnset(ReadOnlySpan<byte> value)
    {
        if (_syntax.Header == ColumnHeaderKind.Zeek)
        {
            return value.SequenceEqual(_header.Unset ?? "-"u8);
        }

        foreach (var unset in _unset)
        {
            if (value.SequenceEqual(unset))
            {
                return true;
            }
        }

        return false;
    }

    private string? ReadAll(ReadOnlySpan<byte> text, int start, ColumnLayout layout, EventRecord record, TorClassifier classifier)
    {
        record.Clear();
        var count = _scanner.Scan(text, start, layout.AllColumns);
        record.HasEscapes = _scanner.SawQuotes;
        foreach (var entry in layout.All)
        {
            if (entry.Column < count)
            {
                _scanner.Get(text, entry.Column, out var at, out var length);
                Capture(text, record, entry, at, length);
            }
        }

        if (_syslogTime is not null && SyslogTime.TryFind(text[..start], out var timeStart, out var timeLength))
        {
            record.Capture(_syslogTime, timeStart, timeLength);
        }

        record.InsertAt = text.Length;
        _rules.Apply(text, record, classifier);
        return null;
    }

    // Without names a tag is known by how it begins and ends.
    private static bool HasTag(ReadOnlySpan<byte> text) => text switch
    {
        [.., (byte)'}', (byte)'"'] => text.IndexOf("\"{\"\"confidence\"\":"u8) >= 0,
        [.., (byte)'}'] => text.IndexOf("{\"confidence\":"u8) >= 0,
        _ => false,
    };

    private string WrongColumns(int count) => _header.Names is { } names
        ? string.Create(CultureInfo.InvariantCulture, $"{count} columns where the header has {names.Length}")
        : string.Create(CultureInfo.InvariantCulture, $"{count} columns where at least {_required} are needed");
}
