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
        // "Aug 22 21:06:12 ", by far the most frequent, by its outline alone.
        if (text.Length > 15 && text[9] == ':' && text[12] == ':' && text[3] == ' ' && text[6] == ' ' && text[15] == ' '
            && char.IsAsciiDigit((char)text[14]) && char.IsAsciiDigit((char)text[5]) && char.IsAsciiLetterUpper((char)text[0])
            && (text.Length < 20 || !char.IsAsciiDigit((char)text[16]) || !char.IsAsciiDigit((char)text[19])))
        {
            return 15;
        }

        var scanner = new TimeScanner(text);
        return scanner.TryDateAndTime() && scanner.TryZone() ? text.Length - scanner.Rest.Length : 0;
    }
}
