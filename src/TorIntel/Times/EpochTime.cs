namespace TorIntel;

/// <summary>Reads seconds, or by their size thousandths, millionths or billionths of them, since 1970-01-01 UTC.</summary>
internal static class EpochTime
{
    private const int MaxDigits = 19;

    // Seconds reach the year 5138, the other units further: the time of no log is taken for one in another unit.
    private const ulong MaxSeconds = 100_000_000_000;

    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? text.Length : digits;
        var fraction = digits == text.Length ? default : text[digits..];
        var isPlain = digits is > 0 and <= MaxDigits && (fraction.IsEmpty || (fraction[0] == '.' && !fraction[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9')));
        return isPlain ? TryMake(text[..digits], fraction, out time) : TimeText.TryParseEpoch(text, out time); // Exponents and signs.
    }

    private static bool TryMake(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> fraction, out DateTimeOffset time)
    {
        ulong value = 0;
        foreach (var digit in digits)
        {
            value = (value * 10) + (uint)(digit - '0');
        }

        var ticksInUnit = TimeSpan.TicksPerSecond;
        ulong unitsInTick = 1;
        if (value >= MaxSeconds * 1_000_000)
        {
            (ticksInUnit, unitsInTick) = (1, 100);
        }
        else if (value >= MaxSeconds * 1_000)
        {
            ticksInUnit = TimeSpan.TicksPerMicrosecond;
        }
        else if (value >= MaxSeconds)
        {
            ticksInUnit = TimeSpan.TicksPerMillisecond;
        }

        var ticks = (long)(value / unitsInTick) * ticksInUnit;
        for (var i = 1; i < fraction.Length && ticksInUnit > 1; i++)
        {
            ticksInUnit /= 10;
            ticks += (fraction[i] - '0') * ticksInUnit;
        }

        var isInRange = ticks <= DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks;
        time = isInRange ? DateTimeOffset.UnixEpoch.AddTicks(ticks) : default;
        return isInRange;
    }
}
