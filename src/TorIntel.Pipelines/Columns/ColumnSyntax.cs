using System.Globalization;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>What a mapping says of columns: how they are separated and quoted, and where their names are.</summary>
internal sealed class ColumnSyntax
{
    public const int MaxColumns = 4096;

    private readonly LogMapping _mapping;

    public ColumnSyntax(LogMapping mapping)
    {
        _mapping = mapping;
        (Separator, IsRun) = One("separator") is { } separator ? SeparatorOf(separator, separator.Words) : throw Error(1, "the statement 'separator' is missing");
        HasQuotes = One("quote") is { } quote && (quote.Words is ["\""] ? true : throw Error(quote.Line, "say quote \", there are no other quotes"));
        HasBackslashes = One("escape") is { } escape && (HasQuotes && escape.Words is ["backslash"] ? true : throw Error(escape.Line, "say escape backslash, where there are quotes"));
        Header = One("header") is not { } header ? ColumnHeaderKind.None : header.Words switch
        {
            ["none"] => ColumnHeaderKind.None,
            ["zeek"] => ColumnHeaderKind.Zeek,
            ["w3c"] => ColumnHeaderKind.W3c,
            ["first"] => ColumnHeaderKind.First,
            _ => throw Error(header.Line, "a header is none, zeek, w3c or first"),
        };
        if (Header == ColumnHeaderKind.Zeek && Separator != '\t')
        {
            throw Error(One("separator")!.Line, "logs with Zeek's header have tabs");
        }

        Behind = [.. mapping.SyntaxStatements["behind"].Select(BehindOf)];
        Names = One("columns") is { } names ? [.. names.Words] : null;
        Splits = [.. mapping.SyntaxStatements["split"].Select(SplitOf)];
        Footers = [.. mapping.SyntaxStatements["footer"].SelectMany(footer => footer.Words.Select(word => NumberOf(footer, word)))];
    }

    public byte Separator { get; }

    /// <summary>Gets a value indicating whether several separators count as one, and those in front of the first column as none.</summary>
    public bool IsRun { get; }

    public bool HasQuotes { get; }

    /// <summary>Gets a value indicating whether a backslash inside quotes takes the meaning from what stands behind it.</summary>
    public bool HasBackslashes { get; }

    public ColumnHeaderKind Header { get; }

    /// <summary>Gets the texts behind which the columns begin, each behind the one before; of several such lists the first that is there counts.</summary>
    public byte[][][] Behind { get; }

    /// <summary>Gets the names of columns where no header gives any; null if there are none.</summary>
    public string[]? Names { get; }

    public ColumnSplit[] Splits { get; }

    /// <summary>Gets the numbers of columns of rows that are no events.</summary>
    public int[] Footers { get; }

    /// <summary>Gets a value indicating whether a value in quotes can have line breaks: in a file with a header, not in what comes line by line.</summary>
    public bool IsMultiline => HasQuotes && Header == ColumnHeaderKind.First && !IsRun && Separator != ' ';

    /// <summary>Gives the place of a column that is named by its number, such as <c>#4</c> or, with a name for people, <c>#4:type</c>; -1 for others.</summary>
    public static int PlaceOf(string field, out string name)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        var number = colon < 0 ? field : field[..colon];
        name = field;
        if (number is not ['#', >= '1' and <= '9', ..] || !int.TryParse(number.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place > MaxColumns)
        {
            return -1;
        }

        name = colon < 0 ? field : field[(colon + 1)..];
        return place - 1;
    }

    /// <summary>Refuses fields that no column can be, where no header names any.</summary>
    /// <exception cref="MappingException">There is such a field.</exception>
    public void CheckFields()
    {
        if (Header != ColumnHeaderKind.None)
        {
            return;
        }

        foreach (var field in _mapping.Fields)
        {
            var column = Array.Find(Splits, split => split.Parts.Contains(field.Name, StringComparer.Ordinal))?.Column ?? field.Name;
            if (PlaceOf(column, out _) < 0 && Names?.Contains(column, StringComparer.Ordinal) != true && field.Name is not SyslogTime.FieldName)
            {
                throw Error(field.Line, $"'{column}' is no column: without a header columns are known by their numbers, such as #1, or by the names in 'columns'");
            }
        }
    }

    private int NumberOf(SyntaxStatement statement, string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Error(statement.Line, $"'{word}' is no number of columns");

    private SyntaxStatement? One(string name) => _mapping.SyntaxStatements[name].ToArray() switch
    {
        [] => null,
        [var only] => only,
        [.., var last] => throw Error(last.Line, $"'{name}' is said twice"),
    };

    private (byte Separator, bool IsRun) SeparatorOf(SyntaxStatement statement, IReadOnlyList<string> words) => words switch
    {
        ["tab"] => ((byte)'\t', false),
        ["comma"] => ((byte)',', false),
        ["semicolon"] => ((byte)';', false),
        ["pipe"] => ((byte)'|', false),
        ["space"] => ((byte)' ', false),
        ["spaces"] => ((byte)' ', true),
        _ => throw Error(statement.Line, "a separator is tab, comma, semicolon, pipe, space or spaces"),
    };

    private byte[][] BehindOf(SyntaxStatement statement) => statement.Words.Count > 0 && statement.Words.All(word => word.Length > 0)
        ? [.. statement.Words.Select(Encoding.UTF8.GetBytes)]
        : throw Error(statement.Line, "say behind which text the columns begin");

    // split COLUMN [last] SEPARATOR NAME NAME…
    private ColumnSplit SplitOf(SyntaxStatement statement)
    {
        var words = statement.Words;
        var atLast = words.Count > 1 && words[1] == "last";
        var rest = words.Skip(atLast ? 2 : 1).ToArray();
        if (rest is not [var separator, .. { Length: >= 2 } parts] || (atLast && parts.Length != 2))
        {
            throw Error(statement.Line, "say split COLUMN SEPARATOR NAME NAME…, or split COLUMN last SEPARATOR NAME NAME");
        }

        var character = separator is [var only] && char.IsAscii(only) ? (byte)only : SeparatorOf(statement, [separator]).Separator;
        return new ColumnSplit(words[0], character, atLast, parts);
    }

    private MappingException Error(int line, string reason) => new(_mapping.Source, line, reason);
}
