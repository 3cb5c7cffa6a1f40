using System.Text;

namespace TorIntel;

/// <summary>Makes pieces of whatever stands in a document safe to print in a message.</summary>
internal static class PrintableText
{
    private const int MaxLength = 60;

    public static string Of(ReadOnlySpan<byte> text)
    {
        var length = Math.Min(text.Length, MaxLength);
        while (length < text.Length && length > MaxLength - 4 && (text[length] & 0xC0) == 0x80)
        {
            length--; // Not in the middle of a character.
        }

        var piece = Encoding.UTF8.GetString(text[..length]);
        var printable = string.Create(piece.Length, piece, static (chars, source) =>
        {
            for (var i = 0; i < chars.Length; i++)
            {
                chars[i] = source[i] == '\t' ? ' ' : char.IsControl(source[i]) ? '\uFFFD' : source[i];
            }
        });
        return length < text.Length ? printable + "…" : printable;
    }
}
