using System.Buffers;

namespace TorIntel.Pipelines;

/// <summary>Measures what a typed placeholder takes from the beginning of a text.</summary>
internal static class Placeholder
{
    // What is longer is none of these, and is not to be measured again and again.
    private const int MaxWord = 4096;
    private const int MaxHost = 256;
    private const int MaxDigits = 32;

    private static readonly SearchValues<byte> s_host = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:_-%"u8);
    private static readonly SearchValues<byte> s_address = SearchValues.Create("0123456789abcdefABCDEF.:"u8);

    /// <summary>Gives the length of what a placeholder takes; 0 if there is no such thing.</summary>
    /// <param name="kind">The kind of the placeholder.</param>
    /// <param name="text">The text from there on.</param>
    /// <param name="stop">The byte that is to stand behind it; 0 if that is not known.</param>
    public static int Measure(PlaceholderKind kind, ReadOnlySpan<byte> text, byte stop) => kind switch
    {
        PlaceholderKind.Word => Word(text, stop),
        PlaceholderKind.Host => UpToStop(text, Run(text, s_host), stop),
        PlaceholderKind.Address => Address(text, stop),
        PlaceholderKind.Port => Digits(text) is var digits and <= 5 ? digits : 0,
        PlaceholderKind.Number => Digits(text),
        PlaceholderKind.Time => Time(text),
        _ => 0,
    };

    private static int Word(ReadOnlySpan<byte> text, byte stop)
    {
        text = text[..Math.Min(text.Length, MaxWord)];
        var end = stop == 0 ? text.IndexOfAny((byte)' ', (byte)'\t') : text.IndexOfAny((byte)' ', (byte)'\t', stop);
        end = end < 0 ? text.Length : end;
        return end == MaxWord ? 0 : end;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && length < MaxDigits && (uint)(text[length] - '0') <= 9)
        {
            length++;
        }

        return length;
    }

    private static int Address(ReadOnlySpan<byte> text, byte stop)
    {
        if (text.IsEmpty || !s_address.Contains(text[0]))
        {
            return 0;
        }

        var length = UpToStop(text, Run(text, s_address), stop);
        if (FieldValues.Address(text[..length]).IsNone)
        {
            return 0;
        }

        // The zone behind an IPv6 address belongs to it.
        return length < text.Length && text[length] == '%' ? UpToStop(text, Run(text, s_host), stop) : length;
    }

    // A port behind an IPv6 address without brackets is told by the last colon.
    private static int UpToStop(ReadOnlySpan<byte> text, int length, byte stop)
    {
        if (stop == ':')
        {
            var colon = text[..length].LastIndexOf(stop);
            return colon < 0 ? length : colon;
        }

        return length;
    }

    private static int Run(ReadOnlySpan<byte> text, SearchValues<byte> letters)
    {
        text = text[..Math.Min(text.Length, MaxHost)];
        var length = text.IndexOfAnyExcept(letters);
        return length < 0 ? text.Length : length;
    }

    /// <summary>Gives the length of the time at the beginning of a text; 0 if there is none.</summary>
    public static int Time(ReadOnlySpan<byte> text)
    {
        var length = Outline(text);
        if (length != 0)
        {
            return length;
        }

        var scanner = new TimeScanner(text);
        return scanner.TryDateAndTime() && scanner.TryZone() ? text.Length - scanner.Rest.Length : 0;
    }

    // "Aug 22 21:06:12 x", "22-Aug-2026 21:06:12.902 x" and "2026-08-22T21:06:12Z x", by far the most frequent, by their outlines; 0 if this does not tell.
    private static int Outline(ReadOnlySpan<byte> text)
    {
        if (text.Length < 24)
        {
            return 0;
        }

        var length = text[9] == ':' && text[12] == ':' && text[3] == ' ' && text[6] == ' ' && char.IsAsciiLetterUpper((char)text[0]) ? 15
            : text[14] == ':' && text[17] == ':' && text[2] == '-' && text[6] == '-' && text[11] == ' ' ? 20
            : text[13] == ':' && text[16] == ':' && text[4] == '-' && text[7] == '-' && text[10] is (byte)'T' or (byte)' ' ? 19
            : 0;
        if (length == 0 || !char.IsAsciiDigit((char)text[length - 1]) || !char.IsAsciiDigit((char)text[length - 4]) || !char.IsAsciiDigit((char)text[length - 7]))
        {
            return 0;
        }

        if (text[length] == '.')
        {
            length += 1 + Digits(text[(length + 1)..]);
        }

        length += length < text.Length && text[length] == 'Z' ? 1 : 0;
        return length + 1 < text.Length && text[length] == ' ' && text[length + 1] is not ((byte)'+' or (byte)'-' or (byte)'U' or (byte)'G' or (byte)'Z' or (>= (byte)'0' and <= (byte)'9')) ? length : 0;
    }
}
