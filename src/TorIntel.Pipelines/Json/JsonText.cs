using System.Buffers;
using System.Text;
using System.Text.Json;

namespace TorIntel.Pipelines;

/// <summary>What is needed of JSON text off the fast path.</summary>
internal static class JsonText
{
    public const int MaxDepth = 64;

    /// <summary>What is said of text that is no JSON.</summary>
    public const string NotValid = "not valid JSON";

    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = MaxDepth };

    /// <summary>Resolves the escapes of the inside of a string.</summary>
    /// <param name="inside">The inside.</param>
    /// <param name="buffer">Room for the result. Longer text is no name or address, and of a URL the beginning is enough: the rest is dropped.</param>
    /// <returns>The text; <paramref name="inside"/> itself if it has no escapes, empty if it cannot be resolved.</returns>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> inside, Span<byte> buffer)
    {
        if (!inside.Contains((byte)'\\'))
        {
            return inside;
        }

        var written = 0;
        for (var i = 0; i < inside.Length;)
        {
            if (written + 4 > buffer.Length)
            {
                break;
            }

            if (inside[i] != '\\')
            {
                buffer[written++] = inside[i++];
                continue;
            }

            if (i + 1 >= inside.Length)
            {
                return default;
            }

            var escape = inside[i + 1];
            i += 2;
            if (escape != 'u')
            {
                var index = "\"\\/bfnrt"u8.IndexOf(escape);
                if (index < 0)
                {
                    return default;
                }

                buffer[written++] = "\"\\/\b\f\n\r\t"u8[index];
                continue;
            }

            if (!TryReadRune(inside, ref i, out var rune))
            {
                return default;
            }

            written += rune.EncodeToUtf8(buffer[written..]);
        }

        return buffer[..written];
    }

    /// <summary>Tells whether all escapes in the inside of a string are of RFC 8259.</summary>
    public static bool HasValidEscapes(ReadOnlySpan<byte> inside)
    {
        for (int found; (found = inside.IndexOf((byte)'\\')) >= 0;)
        {
            inside = inside[(found + 1)..];
            var length = inside is [(byte)'u', ..] ? 5 : 1;
            if (inside.Length < length || !"\"\\/bfnrtu"u8.Contains(inside[0]) || (length == 5 && inside[1..5].ContainsAnyExcept(s_hexDigits)))
            {
                return false;
            }

            inside = inside[length..];
        }

        return true;
    }

    /// <summary>Tells whether a text is a number of RFC 8259.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        text = text is [(byte)'-', ..] ? text[1..] : text;
        var digits = Digits(text);
        if (digits == 0 || (digits > 1 && text[0] == '0'))
        {
            return false;
        }

        text = text[digits..];
        if (text is [(byte)'.', ..])
        {
            digits = Digits(text[1..]);
            if (digits == 0)
            {
                return false;
            }

            text = text[(digits + 1)..];
        }

        if (text is [(byte)'e' or (byte)'E', ..])
        {
            text = text[(text is [_, (byte)'+' or (byte)'-', ..] ? 2 : 1)..];
            return !text.IsEmpty && Digits(text) == text.Length;
        }

        return text.IsEmpty;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (count < text.Length && (uint)(text[count] - '0') <= 9)
        {
            count++;
        }

        return count;
    }

    /// <summary>Checks a whole object by the rules of RFC 8259, for text that no reader has walked through.</summary>
    public static bool IsValidObject(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, s_options);
        try
        {
            while (reader.Read())
            {
                // Only the grammar matters.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // The four digits behind "\u" and, for a surrogate, those of its other half.
    private static bool TryReadRune(ReadOnlySpan<byte> inside, ref int i, out Rune rune)
    {
        rune = default;
        if (!TryReadHex(inside, i, out var first))
        {
            return false;
        }

        i += 4;
        if (!char.IsSurrogate(first))
        {
            rune = new Rune(first);
            return true;
        }

        if (i + 6 > inside.Length || inside[i] != '\\' || inside[i + 1] != 'u' || !TryReadHex(inside, i + 2, out var second) || !Rune.TryCreate(first, second, out rune))
        {
            rune = Rune.ReplacementChar;
            return true;
        }

        i += 6;
        return true;
    }

    private static bool TryReadHex(ReadOnlySpan<byte> text, int start, out char value)
    {
        value = default;
        if (start + 4 > text.Length
            || !System.Buffers.Text.Utf8Parser.TryParse(text.Slice(start, 4), out ushort number, out var used, 'x')
            || used != 4)
        {
            return false;
        }

        value = (char)number;
        return true;
    }
}
