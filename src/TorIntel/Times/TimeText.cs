using System.Buffers.Text;
using System.Globalization;

namespace TorIntel;

/// <summary>Reads the times of logs and documents: ISO 8601, seconds since 1970, and the form of access logs. A time without a zone is UTC.</summary>
/// <remarks>Pure and total; allocates nothing. Fractions are kept to 100 ns.</remarks>
public static class TimeText
{
    /// <summary>Reads <c>2026-08-22T21:13:34Z</c>, with a space for the <c>T</c>, a fraction, a zone as <c>Z</c>, <c>+02:00</c>, <c>+0200</c> or none, or the date alone.</summary>
    /// <param name="utf8Text">The text.</param>
    /// <param name="time">The time, or <c>default</c>.</param>
    /// <returns>Whether the text is such a time.</returns>
    public static bool TryParseIso(ReadOnlySpan<byte> utf8Text, out DateTimeOffset time)
    {
        time = default;
        if (utf8Text.Length < 10 || utf8Text[4] != '-' || utf8Text[7] != '-'
            || !TryDigits(utf8Text, 0, 4, out var year) || !TryDigits(utf8Text, 5, 2, out var month) || !TryDigits(utf8Text, 8, 2, out var day))
        {
            return false;
        }

        if (utf8Text.Length == 10)
        {
            return TryMake(year, month, day, 0, 0, 0, 0, 0, out time);
        }

        if (utf8Text.Length < 19 || utf8Text[10] is not ((byte)'T' or (byte)' ' or (byte)'t') || utf8Text[13] != ':' || utf8Text[16] != ':'
            || !TryDigits(utf8Text, 11, 2, out var hour) || !TryDigits(utf8Text, 14, 2, out var minute) || !TryDigits(utf8Text, 17, 2, out var second))
        {
            return false;
        }

        var rest = utf8Text[19..];
        return TryReadFraction(ref rest, out var ticks)
            && TryReadZone(rest, out var offset)
            && TryMake(year, month, day, hour, minute, second, ticks, offset, out time);
    }

    /// <summary>Reads seconds since 1970-01-01 UTC, with or without a fraction.</summary>
    /// <param name="utf8Text">The text.</param>
    /// <param name="time">The time, or <c>default</c>.</param>
    /// <returns>Whether the text is such a time, between the years 1 and 9999.</returns>
    public static bool TryParseEpoch(ReadOnlySpan<byte> utf8Text, out DateTimeOffset time)
    {
        time = default;
        if (!Utf8Parser.TryParse(utf8Text, out decimal seconds, out var used) || used != utf8Text.Length || Math.Abs(seconds) > 62_135_596_800m)
        {
            return false;
        }

        var ticks = (long)(seconds * TimeSpan.TicksPerSecond);
        var inRange = ticks <= DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks;
        time = inRange ? DateTimeOffset.UnixEpoch.AddTicks(ticks) : default;
        return inRange;
    }

    /// <summary>Reads <c>17/May/2015:10:05:03 +0000</c>, the form of Apache and nginx access logs.</summary>
    /// <param name="utf8Text">The text, without brackets.</param>
    /// <param name="time">The time, or <c>default</c>.</param>
    /// <returns>Whether the text is such a time.</returns>
    public static bool TryParseAccessLog(ReadOnlySpan<byte> utf8Text, out DateTimeOffset time)
    {
        time = default;
        if (utf8Text.Length is not (20 or 26) || utf8Text[2] != '/' || utf8Text[6] != '/' || utf8Text[11] != ':' || utf8Text[14] != ':' || utf8Text[17] != ':')
        {
            return false;
        }

        var month = "JanFebMarAprMayJunJulAugSepOctNovDec"u8.IndexOf(utf8Text.Slice(3, 3));
        return month >= 0 && month % 3 == 0
            && TryDigits(utf8Text, 0, 2, out var day) && TryDigits(utf8Text, 7, 4, out var year)
            && TryDigits(utf8Text, 12, 2, out var hour) && TryDigits(utf8Text, 15, 2, out var minute) && TryDigits(utf8Text, 18, 2, out var second)
            && (utf8Text.Length == 20 || utf8Text[20] == ' ')
            && TryReadZone(utf8Text.Length == 20 ? default : utf8Text[21..], out var offset)
            && TryMake(year, (month / 3) + 1, day, hour, minute, second, 0, offset, out time);
    }

    /// <summary>Writes <c>2026-08-22T21:13:34Z</c>, the form of all output.</summary>
    internal static string ToIso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static bool TryReadFraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest is not [(byte)'.' or (byte)',', ..])
        {
            return true;
        }

        var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? rest.Length - 1 : digits;
        var unit = TimeSpan.TicksPerSecond;
        for (var i = 1; i <= Math.Min(digits, 7); i++)
        {
            unit /= 10;
            ticks += (rest[i] - '0') * unit;
        }

        rest = rest[(digits + 1)..];
        return digits > 0;
    }

    private static bool TryReadZone(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.IsEmpty || rest.SequenceEqual("Z"u8) || rest.SequenceEqual("z"u8))
        {
            return true;
        }

        var minuteAt = rest.Length == 6 && rest[3] == ':' ? 4 : 3;
        if (rest.Length != minuteAt + 2 || rest[0] is not ((byte)'+' or (byte)'-') || !TryDigits(rest, 1, 2, out var hours) || !TryDigits(rest, minuteAt, 2, out minutes)
            || hours > 14 || minutes > 59)
        {
            return false;
        }

        minutes += hours * 60;
        minutes = rest[0] == '-' ? -minutes : minutes;
        return true;
    }

    private static bool TryMake(int year, int month, int day, int hour, int minute, int second, long ticks, int offsetMinutes, out DateTimeOffset time)
    {
        time = default;
        second = second == 60 ? 59 : second; // A leap second is told as the one before it.
        if (year is < 2 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        time = new DateTimeOffset(local.Ticks + ticks - (offsetMinutes * TimeSpan.TicksPerMinute), TimeSpan.Zero);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, int start, int count, out int value)
    {
        value = 0;
        for (var i = start; i < start + count; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit > 9)
            {
                return false;
            }

            value = (value * 10) + (int)digit;
        }

        return true;
    }
}
