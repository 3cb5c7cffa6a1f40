namespace TorIntel;

/// <summary>Reads the times of logs, whatever their form; a time without a zone is of the zone that the options or the format say.</summary>
/// <remarks>
/// Total; allocates nothing. The forms are listed in docs/mappings.md. A local time that clocks showed twice is taken for the one in standard time; one that
/// they left out is read with the offset of standard time, as if they had gone on.
/// </remarks>
/// <param name="zone">The zone of times without one.</param>
/// <param name="year">The year of times without one; null if it is not known, and so no such time.</param>
internal sealed class TimeReader(TimeZoneInfo zone, int? year)
{
    /// <summary>Reads a time.</summary>
    /// <param name="text">The text; if the date stands elsewhere, the time of day alone.</param>
    /// <param name="date">The date, if it stands elsewhere.</param>
    /// <param name="zoneText">The zone, if it stands elsewhere.</param>
    /// <returns>The time; null if it is none, or lacks the year.</returns>
    public DateTimeOffset? Read(ReadOnlySpan<byte> text, ReadOnlySpan<byte> date, ReadOnlySpan<byte> zoneText)
    {
        if (date.IsEmpty && text is [_, _, _, _, (byte)'-', .., _] && HasZone(text) && TimeText.TryParseIso(text, out var iso))
        {
            return iso; // Most logs.
        }

        var scanner = new TimeScanner(text.Trim(" \t\""u8));
        if (!date.IsEmpty && TryTimeOfDay(scanner.Rest, date, out var together))
        {
            scanner = together;
        }
        else if (EpochTime.TryParse(scanner.Rest, out var time))
        {
            return time;
        }
        else if (!scanner.TryDateAndTime())
        {
            return null;
        }

        if (!scanner.TryZone() || !scanner.IsAtEnd)
        {
            return null;
        }

        if (scanner.ZoneMinutes is null && !zoneText.IsEmpty)
        {
            var zoneScanner = new TimeScanner(zoneText.Trim(" \t\""u8));
            if (!zoneScanner.TryZone() || !zoneScanner.IsAtEnd)
            {
                return null;
            }

            scanner.ZoneMinutes = zoneScanner.ZoneMinutes;
        }

        return Make(scanner);
    }

    private static bool HasZone(ReadOnlySpan<byte> text) => text is [.., (byte)'Z'] or [.., (byte)'+' or (byte)'-', _, _, _, _] or [.., (byte)'+' or (byte)'-', _, _, (byte)':', _, _];

    // A time that has a date itself needs no other.
    private static bool TryTimeOfDay(ReadOnlySpan<byte> text, ReadOnlySpan<byte> date, out TimeScanner scanner)
    {
        scanner = new TimeScanner(text);
        var dateScanner = new TimeScanner(date.Trim(" \t\""u8));
        if (!scanner.TryTimeOfDay() || !dateScanner.TryDate() || !dateScanner.IsAtEnd)
        {
            return false;
        }

        (scanner.Year, scanner.Month, scanner.Day) = (dateScanner.Year, dateScanner.Month, dateScanner.Day);
        return true;
    }

    private DateTimeOffset? Make(in TimeScanner time)
    {
        var second = time.Second == 60 ? 59 : time.Second; // A leap second is told as the one before it.
        var ofYear = time.Year == 0 ? year.GetValueOrDefault() : time.Year;
        if (ofYear is < 2 or > 9998 || time.Month is < 1 or > 12 || time.Day < 1 || time.Day > DateTime.DaysInMonth(ofYear, time.Month)
            || time.Hour > 23 || time.Minute > 59 || second > 59)
        {
            return null;
        }

        var local = new DateTime(ofYear, time.Month, time.Day, time.Hour, time.Minute, second, DateTimeKind.Unspecified).AddTicks(time.Ticks);
        var offset = time.ZoneMinutes is { } minutes ? TimeSpan.FromMinutes(minutes)
            : ReferenceEquals(zone, TimeZoneInfo.Utc) ? TimeSpan.Zero
            : zone.GetUtcOffset(local);
        return new DateTimeOffset(local.Ticks - offset.Ticks, TimeSpan.Zero);
    }
}
