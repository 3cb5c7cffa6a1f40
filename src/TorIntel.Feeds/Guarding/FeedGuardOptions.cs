namespace TorIntel.Feeds;

/// <summary>What the guard in front of a view finds hard to believe.</summary>
/// <remarks>
/// The defaults come from eight years of publications. What genuinely happened: the exits nearly doubled within three hours (2026-02-04), fell by 41 % within an hour (the same evening), by 22 %
/// for good (2026-05-12), by 26 % (2020-02-16). What was false: lists of 15 to 84 % of the true size, for half an hour to an hour and a half, now and then several times a night.
/// </remarks>
public sealed record FeedGuardOptions
{
    /// <summary>Gets the defaults.</summary>
    public static FeedGuardOptions Default { get; } = new();

    /// <summary>Gets the share of the accepted entries below which a list is doubtful. Default: 0.85.</summary>
    public double ShrinkLimit { get; init; } = 0.85;

    /// <summary>Gets the multiple of the accepted entries above which a list is doubtful. Default: 1.5.</summary>
    public double GrowthLimit { get; init; } = 1.5;

    /// <summary>Gets the share of the accepted addresses that a list must still have, whatever its size, not to be doubtful. Default: 0.5.</summary>
    public double RetainedLimit { get; init; } = 0.5;

    /// <summary>Gets the age of the accepted list from which on only half of it, or twice as much, is expected. Default: 3 days.</summary>
    public TimeSpan LongAgo { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Gets how long after a doubtful list another one that agrees with it is believed; three times as long for each doubtful list of the past day that proved wrong. Default: 45 minutes.</summary>
    /// <remarks>Broken files stood for half an hour, and were fetched twice. An agreeing list must be another publication, not the same bytes again.</remarks>
    public TimeSpan ConfirmAfter { get; init; } = TimeSpan.FromMinutes(45);

    /// <summary>Gets how long the very same doubtful document must be published before it is believed. Default: 6 hours; a day if its last line is not whole.</summary>
    public TimeSpan ConfirmSameAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Gets the share of bad lines above which a list is doubtful. Default: 0.01.</summary>
    public double BadLineLimit { get; init; } = 0.01;

    /// <summary>Gets the shortest IPv4 prefix that a list may have. Default: 20; publishers join neighbours to at most a /26.</summary>
    public int ShortestIPv4Prefix { get; init; } = 20;

    /// <summary>Gets the shortest IPv6 prefix that a list may have. Default: 48.</summary>
    public int ShortestIPv6Prefix { get; init; } = 48;
}
