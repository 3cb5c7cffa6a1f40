namespace TorIntel.Pipelines;

/// <summary>How a log is read and what is tagged.</summary>
public sealed record LogEnricherOptions
{
    /// <summary>Gets the format. Default: recognised by content.</summary>
    public LogFormat Format { get; init; }

    /// <summary>Gets the least confidence that is tagged. Default: <see cref="Confidence.Low"/>.</summary>
    public Confidence MinConfidence { get; init; } = Confidence.Low;

    /// <summary>Gets a value indicating whether only tagged events, and headers, are passed on. Default: false.</summary>
    public bool OnlyTagged { get; init; }

    /// <summary>Gets the age from which on a view is said to be stale at the time of an event. Default: 24 hours, as long as Tor clients use a consensus after it expired.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Gets what is told of each line that could not be read. Default: nothing.</summary>
    public Action<BadLine>? OnBadLine { get; init; }
}
