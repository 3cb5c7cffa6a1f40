using System.Text;

namespace TorIntel.Pipelines;

/// <summary>The header of a log with columns: what it says, and how it is written again with the column of the tag.</summary>
internal sealed class ColumnHeader(ColumnSyntax syntax, Func<ReadOnlySpan<byte>, string[]> columnsOf, HashSet<string> known)
{
    private static readonly string[] s_zeekKeys = ["#separator", "#set_separator", "#unset_field", "#path", "#fields", "#types"];

    private readonly byte[]?[] _lines = new byte[]?[s_zeekKeys.Length]; // Of other kinds, the only line is the first.

    private byte[] _firstName = syntax.Names is [var name, ..] ? Encoding.UTF8.GetBytes(name + (char)syntax.Separator) : [];
    private bool _isFirstLineKnown;
    private int _firstByte = syntax.Header switch { ColumnHeaderKind.None => byte.MaxValue + 1, ColumnHeaderKind.First => -1, _ => '#' }; // Any, if negative.

    private byte[]? FieldsLine => _lines[syntax.Header == ColumnHeaderKind.Zeek ? 4 : 0];

    private byte[] TypesLine => syntax.Header == ColumnHeaderKind.Zeek ? _lines[5] ?? [] : [];

    /// <summary>Gets the names of the columns; null before the header.</summary>
    public string[]? Names { get; private set; }

    /// <summary>Gets or sets a value indicating whether the header was written again with the columns of the tag, or has them.</summary>
    public bool IsExtended { get; set; }

    /// <summary>Gets the value that stands for none; null if the header says none.</summary>
    public byte[]? Unset => Value(2);

    /// <summary>Gets how often anything of the header changed.</summary>
    public int Version { get; private set; }

    /// <summary>Gets what stands between the elements of sets and vectors.</summary>
    public byte SetSeparator => Value(1) is [var only] ? only : (byte)',';

    /// <summary>Gets the name of the log.</summary>
    public byte[] Path => Value(3) ?? [];

    /// <summary>Gets or sets the lines, each with a line feed.</summary>
    public byte[] Lines
    {
        get => [.. _lines.Where(line => line is not null).SelectMany(line => (byte[])[.. line!, (byte)'\n'])];
        set
        {
            var rest = value.AsSpan().TrimEnd("\r\n"u8);
            while (!rest.IsEmpty)
            {
                // A first line may have line breaks in quotes.
                var end = syntax.Header == ColumnHeaderKind.First ? -1 : rest.IndexOf((byte)'\n');
                _ = TryRead((end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r'), out _);
                rest = end < 0 ? default : rest[(end + 1)..];
            }
        }
    }

    /// <summary>Gets a value indicating whether any line may be the header.</summary>
    public bool IsSought => _firstByte < 0;

    /// <summary>Gets the byte that lines of the header begin with; 0 if there is none.</summary>
    public byte FirstByte => _firstByte is > 0 and <= byte.MaxValue ? (byte)_firstByte : (byte)0;

    /// <summary>Tells whether a line may be part of a header, by how it begins.</summary>
    public bool MayBegin(ReadOnlySpan<byte> line) => line is [var first, ..] && (first == _firstByte || _firstByte < 0);

    /// <summary>Tells whether a column has several elements.</summary>
    public bool IsVector(int column) => Value(5) is { } types && Encoding.UTF8.GetString(types).Split('\t') is var all && column < all.Length
        && (all[column].StartsWith("vector[", StringComparison.Ordinal) || all[column].StartsWith("set[", StringComparison.Ordinal));

    /// <summary>Takes in a line if it is part of a header.</summary>
    /// <param name="line">The line.</param>
    /// <param name="problem">What is wrong with it, or null.</param>
    /// <returns>Whether it is part of a header.</returns>
    public bool TryRead(ReadOnlySpan<byte> line, out string? problem)
    {
        problem = null;
        switch (syntax.Header)
        {
            case ColumnHeaderKind.Zeek when line is [(byte)'#', ..]:
                problem = ReadZeek(line);
                return true;
            case ColumnHeaderKind.W3c when line is [(byte)'#', ..]:
                if (line.StartsWith("#Fields:"u8))
                {
                    SetNames(line, NamesIn(line));
                }

                return true;
            case ColumnHeaderKind.First when !_isFirstLineKnown || line.StartsWith(_firstName): // Logs may be put one behind the other.
                return TryReadFirst(line);
            default:
                return false;
        }
    }

    /// <summary>Gives the names in a line that is the header with the names of columns; empty if it is none.</summary>
    public string[] NamesIn(ReadOnlySpan<byte> line) => syntax.Header switch
    {
        ColumnHeaderKind.W3c when line.StartsWith("#Fields:"u8) => Encoding.UTF8.GetString(line[8..]).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries),
        ColumnHeaderKind.Zeek when line.StartsWith("#fields\t"u8) => Encoding.UTF8.GetString(line[8..]).Split('\t'),
        ColumnHeaderKind.First => columnsOf(line),
        _ => [],
    };

    /// <summary>Gives what makes the header one with the column of the tag: its lines again, or for a first line what belongs at its end.</summary>
    public byte[] Extend(ReadOnlySpan<byte> lineEnd, TagColumns columns)
    {
        if (Names is null || IsExtended || FieldsLine is not { } fields)
        {
            return [];
        }

        columns.Fit(Names);
        if (columns.AreInHeader || columns.TakenName is not null)
        {
            return [];
        }

        IsExtended = true;
        var separator = syntax.Header == ColumnHeaderKind.W3c ? ' ' : (char)syntax.Separator;
        var tag = Encoding.UTF8.GetBytes(string.Concat(columns.Added.Select(field => separator + field.Column)));
        var types = TypesLine;
        lineEnd = lineEnd.IsEmpty ? "\n"u8 : lineEnd;
        return syntax.Header switch
        {
            ColumnHeaderKind.First => tag,
            ColumnHeaderKind.W3c => [.. fields.AsSpan().TrimEnd((byte)' '), .. tag, .. lineEnd],
            _ when types.Length == 0 => [.. fields, .. tag, .. lineEnd],
            _ => [.. fields, .. tag, .. lineEnd, .. types, .. Encoding.ASCII.GetBytes(string.Concat(columns.Added.Select(field => "\t" + field.ZeekType))), .. lineEnd],
        };
    }

    private byte[]? Value(int key) => syntax.Header == ColumnHeaderKind.Zeek && _lines[key] is { } line && line.Length > s_zeekKeys[key].Length ? line[(s_zeekKeys[key].Length + 1)..] : null;

    private string? ReadZeek(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOfAny((byte)'\t', (byte)' ');
        var key = Array.IndexOf(s_zeekKeys, Encoding.UTF8.GetString(end < 0 ? line : line[..end]));
        if (key < 0)
        {
            return null;
        }

        if (key == 0)
        {
            Array.Clear(_lines, 1, 3); // A new header begins. The old columns hold until it names its own.
        }

        Version++;
        _lines[key] = line.ToArray();
        if (key == 4)
        {
            _lines[5] = null;
            SetNames(line, NamesIn(line));
        }

        return key == 0 && Value(0) is var value && !value.AsSpan().SequenceEqual("\\x09"u8) ? $"the separator {Encoding.UTF8.GetString(value ?? [])} is not the tab" : null;
    }

    // A line that names nothing that is looked for is no header; where the format has names of its own, it is a record.
    private bool TryReadFirst(ReadOnlySpan<byte> line)
    {
        var names = line.ContainsAnyExcept(" \t\r"u8) ? columnsOf(line) : [];
        if (names.Length != 0 && syntax.Names is not null && !_isFirstLineKnown)
        {
            _isFirstLineKnown = true;
            _firstByte = _firstName[0];
        }

        if (!Array.Exists(names, known.Contains))
        {
            return false;
        }

        _isFirstLineKnown = true;
        _firstName = line[..(line.IndexOf(syntax.Separator) + 1)].ToArray();
        _firstName = _firstName.Length == 0 ? line.ToArray() : _firstName;
        _firstByte = _firstName[0];
        SetNames(line, names);
        return true;
    }

    private void SetNames(ReadOnlySpan<byte> line, string[] names)
    {
        Version++;
        _lines[syntax.Header == ColumnHeaderKind.Zeek ? 4 : 0] = line.ToArray();
        Names = names;
        IsExtended = false;
    }
}
