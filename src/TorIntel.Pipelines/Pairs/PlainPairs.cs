namespace TorIntel.Pipelines;

/// <summary>Reads <c>key=value key="a value"</c>, and words without a value between them.</summary>
internal static class PlainPairs
{
    /// <summary>Reads the pairs of a line. A value that is cut at its end is taken as far as it goes.</summary>
    /// <returns>Whether there are any.</returns>
    public static bool Read(ReadOnlySpan<byte> text, PairKeys keys, EventRecord record, bool withFlags)
    {
        // "<189>date=…": the priority of syslog may stand right in front.
        var position = text is [(byte)'<', ..] ? text[..Math.Min(text.Length, 6)].IndexOf((byte)'>') + 1 : 0;
        var hasPairs = false;
        for (int equals; (equals = text[position..].IndexOf((byte)'=')) >= 0;)
        {
            equals += position;
            var keyStart = equals;
            while (keyStart > position && text[keyStart - 1] is not ((byte)' ' or (byte)'\t'))
            {
                keyStart--;
            }

            if (withFlags && hasPairs)
            {
                // What an ICMP error was about stands in brackets: another packet.
                if (text[keyStart] == '[')
                {
                    return true;
                }

                ReadFlags(text, position, keyStart, keys, record);
            }

            hasPairs = hasPairs || PairKeys.IsKey(text[keyStart..equals]);
            var valueStart = equals + 1;
            var isQuoted = valueStart < text.Length && text[valueStart] == '"';
            valueStart += isQuoted ? 1 : 0;
            var valueEnd = isQuoted ? EndOfQuoted(text, valueStart, record) : EndOfWord(text, valueStart);
            if (keys.Find(text[keyStart..equals]) is { } member)
            {
                keys.Capture(text, record, member, valueStart, valueEnd);
            }

            position = Math.Min(text.Length, isQuoted ? valueEnd + 1 : valueEnd);
        }

        if (withFlags && hasPairs)
        {
            ReadFlags(text, position, text.Length, keys, record);
        }

        return hasPairs;
    }

    private static void ReadFlags(ReadOnlySpan<byte> text, int start, int end, PairKeys keys, EventRecord record)
    {
        while (end - start > 1)
        {
            var length = text[start..end].IndexOf((byte)' ');
            length = length < 0 ? end - start : length;
            if (length != 0 && keys.Find(text.Slice(start, length)) is { } member)
            {
                record.Capture(member, start, length);
            }

            start += length + 1;
        }
    }

    private static int EndOfWord(ReadOnlySpan<byte> text, int start)
    {
        var length = text[start..].IndexOfAny((byte)' ', (byte)'\t');
        return length < 0 ? text.Length : start + length;
    }

    private static int EndOfQuoted(ReadOnlySpan<byte> text, int start, EventRecord record)
    {
        for (int found; (found = text[start..].IndexOfAny((byte)'"', (byte)'\\')) >= 0; start = Math.Min(text.Length, start + found + 2))
        {
            if (text[start + found] == '"')
            {
                return start + found;
            }

            record.HasEscapes = true;
        }

        return text.Length;
    }
}
