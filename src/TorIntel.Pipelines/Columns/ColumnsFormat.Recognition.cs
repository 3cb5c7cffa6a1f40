using System.Globalization;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Recognising lines by their columns.</summary>
internal sealed partial class ColumnsFormat
{
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
}
