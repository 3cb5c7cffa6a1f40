namespace TorIntel.Pipelines;

/// <summary>Reads whole numbers of seconds, milliseconds, microseconds or nanoseconds since 1970: which it is, their length tells.</summary>
internal static class EpochTime
{
    /// <summary>Reads a time of 12 digits or more; fewer are seconds, which others read.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length is < 12 or > 19 || !System.Buffers.Text.Utf8Parser.TryParse(text, out ulong number, out var used) || used != text.Length || text[0] == '0')
        {
            return false;
        }

        var ticks = text.Length switch
        {
            <= 14 => number * TimeSpan.TicksPerMillisecond,
            <= 17 => number * TimeSpan.TicksPerMicrosecond,
            _ => number / TimeSpan.NanosecondsPerTick,
        };
        time = DateTimeOffset.UnixEpoch.AddTicks((long)ticks);
        return true;
    }
}
