using System.Buffers.Text;

namespace TorIntel.Pipelines;

/// <summary>Reads Log Event Extended Format: <c>LEEF:1.0|vendor|product|version|id|key=value⇥key=value</c>; from 2.0 on a further part may name another separator than the tab.</summary>
internal static class LeefPairs
{
    private const int Pipes = 5;
    private const byte Tab = (byte)'\t';

    /// <summary>Reads the pairs of a line.</summary>
    /// <returns>What is wrong with the line, or null.</returns>
    public static string? Read(ReadOnlySpan<byte> text, PairKeys keys, EventRecord record)
    {
        var start = text.IndexOf("LEEF:"u8);
        if (start < 0)
        {
            return "no header 'LEEF:'";
        }

        var hasSeparator = text[(start + 5)..].StartsWith("2"u8);
        for (var pipes = 0; pipes < Pipes; pipes++)
        {
            var found = text[start..].IndexOf((byte)'|');
            if (found < 0)
            {
                return "a LEEF header of five parts expected";
            }

            start += found + 1;
        }

        var separator = hasSeparator ? TakeSeparator(text, ref start) : Tab;
        if (separator == Tab && !text[start..].Contains(Tab))
        {
            CefPairs.ReadExtension(text, start, keys, record); // Some writers put blanks for the tabs.
            return null;
        }

        while (start < text.Length)
        {
            var length = text[start..].IndexOf(separator);
            length = length < 0 ? text.Length - start : length;
            ReadPair(text, start, start + length, keys, record);
            start += length + 1;
        }

        return null;
    }

    private static void ReadPair(ReadOnlySpan<byte> text, int start, int end, PairKeys keys, EventRecord record)
    {
        while (start < end && text[start] == ' ')
        {
            start++;
        }

        var equals = text[start..end].IndexOf((byte)'=');
        if (equals > 0 && keys.Find(text.Slice(start, equals)) is { } member)
        {
            keys.Capture(text, record, member, start + equals + 1, end);
        }
    }

    // "^|", "x5E|", "0x5E|" or "|"; some writers leave it out.
    private static byte TakeSeparator(ReadOnlySpan<byte> text, ref int start)
    {
        var length = text[start..].IndexOf((byte)'|');
        if (length is < 0 or > 4)
        {
            return Tab;
        }

        var part = text.Slice(start, length);
        var hex = part.StartsWith("0x"u8) || part.StartsWith("0X"u8) ? part[2..] : part is [(byte)'x' or (byte)'X', _, ..] ? part[1..] : default;
        var separator = part.Length == 1 ? part[0]
            : part.IsEmpty ? Tab
            : Utf8Parser.TryParse(hex, out byte value, out var used, 'x') && used == hex.Length ? value
            : (byte)0;
        if (separator == 0)
        {
            return Tab;
        }

        start += length + 1;
        return separator;
    }
}
