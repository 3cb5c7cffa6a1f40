namespace TorIntel.Pipelines;

/// <summary>Finds the time in a syslog header (RFC 3164, RFC 5424).</summary>
internal static class SyslogTime
{
    /// <summary>The name of the pseudo field.</summary>
    public const string FieldName = "syslog.time";

    /// <summary>Finds the time.</summary>
    /// <param name="header">The header, with whatever is behind it.</param>
    /// <param name="start">Where the time begins.</param>
    /// <param name="length">How long it is.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryFind(ReadOnlySpan<byte> header, out int start, out int length)
    {
        start = header is [(byte)'<', ..] ? header.IndexOf((byte)'>') + 1 : 0;
        length = 0;
        var rest = header[start..];
        if (rest is [>= (byte)'1' and <= (byte)'9', (byte)' ', ..])
        {
            start += 2; // The version.
            rest = rest[2..];
        }

        length = Placeholder.Time(rest);
        return length != 0;
    }
}
