namespace TorIntel.Pipelines;

/// <summary>Reads Common Event Format: <c>CEF:0|vendor|product|version|id|name|severity|key=value key=value</c>, perhaps behind a header of syslog.</summary>
internal static class CefPairs
{
    private const int Pipes = 7;

    /// <summary>Reads the pairs of a line.</summary>
    /// <returns>What is wrong with the line, or null.</returns>
    public static string? Read(ReadOnlySpan<byte> text, PairKeys keys, EventRecord record)
    {
        var start = text.IndexOf("CEF:"u8);
        if (start < 0)
        {
            return "no header 'CEF:'";
        }

        for (var pipes = 0; pipes < Pipes; start++)
        {
            var found = text[start..].IndexOfAny((byte)'|', (byte)'\\');
            if (found < 0)
            {
                return "a CEF header of seven parts expected";
            }

            start += found;
            pipes += text[start] == '|' ? 1 : 0;
            start += text[start] == '\\' ? 1 : 0; // What stands behind a backslash ends nothing.
            if (start >= text.Length)
            {
                return "a CEF header of seven parts expected";
            }
        }

        record.HasEscapes = text[start..].Contains((byte)'\\');
        ReadExtension(text, start, keys, record);
        return null;
    }

    /// <summary>Reads values that go on up to the next <c> key=</c>.</summary>
    public static void ReadExtension(ReadOnlySpan<byte> text, int start, PairKeys keys, EventRecord record)
    {
        MappedMember? member = null;
        var valueStart = start;
        var position = start;
        for (int equals; (equals = text[position..].IndexOf((byte)'=')) >= 0; position = equals + 1)
        {
            equals += position;
            var blank = text[position..equals].LastIndexOf((byte)' ');
            var keyStart = position + blank + 1;
            if ((blank < 0 && position != start) || !PairKeys.IsKey(text[keyStart..equals]))
            {
                continue; // Part of a value, such as the query of a URL, or escaped.
            }

            if (member is not null)
            {
                Capture(text, valueStart, keyStart, keys, record, member);
            }

            member = keys.Find(text[keyStart..equals]);
            valueStart = equals + 1;
        }

        if (member is not null)
        {
            Capture(text, valueStart, text.Length, keys, record, member);
        }
    }

    private static void Capture(ReadOnlySpan<byte> text, int start, int end, PairKeys keys, EventRecord record, MappedMember member)
    {
        while (end > start && text[end - 1] is (byte)' ' or (byte)'\t')
        {
            end--;
        }

        keys.Capture(text, record, member, start, end);
    }
}
