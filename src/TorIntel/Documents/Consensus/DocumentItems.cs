using System.Buffers;

namespace TorIntel;

/// <summary>Walks through the items of a directory document: a keyword line, and perhaps an object behind it (dir-spec section 1.2). Nothing is repaired.</summary>
/// <param name="text">Text that holds items and nothing else.</param>
/// <param name="endIsNewline">Whether the last line may lack its newline.</param>
internal ref struct DocumentItems(ReadOnlySpan<byte> text, bool endIsNewline = false)
{
    private static readonly SearchValues<byte> s_keyword = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);
    private static readonly SearchValues<byte> s_label = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 "u8);
    private static readonly SearchValues<byte> s_body = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _next;

    /// <summary>Gets where the item begins, or where it went wrong.</summary>
    public int Position { get; private set; }

    /// <summary>Gets where what follows the keyword line begins: an object or the next item.</summary>
    public int LineEnd { get; private set; }

    public ReadOnlySpan<byte> Keyword { get; private set; }

    public ReadOnlySpan<byte> Arguments { get; private set; }

    /// <summary>Gets the label of the object, such as <c>SIGNATURE</c>; empty if there is no object.</summary>
    public ReadOnlySpan<byte> ObjectLabel { get; private set; }

    private ReadOnlySpan<byte> ObjectBody { get; set; }

    /// <summary>Gets what is wrong with the text; null if nothing is, as far as it was read.</summary>
    public string? Error { get; private set; }

    /// <summary>Reads the next item.</summary>
    /// <returns>Whether there was one; false at the end and at an error.</returns>
    public bool MoveNext()
    {
        Position = _next;
        var rest = _text[_next..];
        if (rest.IsEmpty)
        {
            return false;
        }

        if (!TryReadLine(rest, out var line, out var length))
        {
            return Fail("it is cut: the last line has no newline");
        }

        var keyword = line.IndexOfAnyExcept(s_keyword);
        keyword = keyword < 0 ? line.Length : keyword;
        if (keyword == 0 || (keyword < line.Length && line[keyword] != ' '))
        {
            return Fail($"{DocumentText.Quote(line)} is no keyword with arguments");
        }

        Keyword = line[..keyword];
        Arguments = keyword == line.Length ? default : line[(keyword + 1)..];
        ObjectLabel = default;
        ObjectBody = default;
        _next += length;
        LineEnd = _next;
        return ReadObject();
    }

    /// <summary>Decodes the object.</summary>
    /// <returns>Whether there is one with that label, and it is base64 that fits.</returns>
    public readonly bool TryDecode(ReadOnlySpan<byte> label, Span<byte> destination, out int written)
    {
        written = 0;
        return ObjectLabel.SequenceEqual(label) && DocumentText.TryDecodeBase64(ObjectBody, destination, out written);
    }

    private bool ReadObject()
    {
        var rest = _text[_next..];
        if (!rest.StartsWith("-----BEGIN "u8))
        {
            return true;
        }

        rest = rest["-----BEGIN ".Length..];
        var labelLength = rest.IndexOfAnyExcept(s_label);
        var label = labelLength > 0 ? rest[..labelLength] : default;
        rest = rest[label.Length..];
        if (label.IsEmpty || !rest.StartsWith("-----\n"u8))
        {
            return Fail("the object has no proper first line", _next);
        }

        rest = rest["-----\n".Length..];
        var bodyLength = rest.IndexOfAnyExcept(s_body);
        var body = bodyLength < 0 ? rest : rest[..bodyLength];
        rest = rest[body.Length..];
        if (!TryReadLine(rest, out var line, out var length) || !IsEndOf(label, line))
        {
            return Fail("the object is cut or no base64, or its last line is not as its first", _next);
        }

        ObjectLabel = label;
        ObjectBody = body;
        _next = _text.Length - rest.Length + length;
        return true;
    }

    private static bool IsEndOf(ReadOnlySpan<byte> label, ReadOnlySpan<byte> line) =>
        line.StartsWith("-----END "u8) && line.EndsWith("-----"u8) && line.Length == "-----END ".Length + label.Length + 5 && line["-----END ".Length..^5].SequenceEqual(label);

    private readonly bool TryReadLine(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line, out int length)
    {
        var end = rest.IndexOf((byte)'\n');
        line = end < 0 ? rest : rest[..end];
        length = end < 0 ? rest.Length : end + 1;
        return end >= 0 || endIsNewline;
    }

    private bool Fail(string reason, int? position = null)
    {
        Error = reason;
        Position = position ?? Position;
        _next = _text.Length;
        return false;
    }
}
