namespace TorIntel.Pipelines;

/// <summary>How a log is read and what is tagged.</summary>
public sealed record LogEnricherOptions
{
    /// <summary>Gets the format; null, the default, if it is to be recognised by content.</summary>
    public LogFormat? Format { get; init; }

    /// <summary>Gets formats beside the built-in ones that are recognised by content; they come first. Default: none.</summary>
    public IReadOnlyList<LogFormat> MoreFormats { get; init; } = [];

    /// <summary>Gets the zone of times that are written without one. Default: UTC.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Gets the year of times that are written without one, such as those of RFC 3164; null, the default, if it is not known: such events have no time then.</summary>
    public int? Year { get; init; }

    /// <summary>
    /// Gets the proxies of ours whose X-Forwarded-For is believed: where the client is one of them, the last address there that is none of them is taken for the client.
    /// Default: none, and X-Forwarded-For is not read.
    /// </summary>
    public IReadOnlyList<IPPrefix> TrustedProxies { get; init; } = [];

    /// <summary>Gets the least confidence that is tagged. Default: <see cref="Confidence.Low"/>.</summary>
    public Confidence MinConfidence { get; init; } = Confidence.Low;

    /// <summary>Gets a value indicating whether only tagged events, and headers, are passed on. Default: false.</summary>
    public bool OnlyTagged { get; init; }

    /// <summary>Gets the age from which on a view is said to be stale at the time of an event. Default: 24 hours, as long as Tor clients use a consensus after it expired.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Gets the number of threads that read records of one log; the order of the output is kept. Default: 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Gets what is told how far a log was dealt with, each time after the output up to there was written to its stream. It may then be kept, to go on from there later.
    /// Called on the thread that writes. Default: nothing.
    /// </summary>
    public Action<LogCheckpoint>? OnCheckpoint { get; init; }

    /// <summary>Gets what is told of each line that could not be read. Default: nothing.</summary>
    public Action<BadLine>? OnBadLine { get; init; }
}
