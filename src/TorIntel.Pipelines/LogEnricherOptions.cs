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
    /// <exception cref="ArgumentOutOfRangeException">It is not from 1970 to 9999.</exception>
    public int? Year
    {
        get;
        init => field = value is null or (>= 1970 and <= 9999) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "it is not from 1970 to 9999");
    }

    /// <summary>
    /// Gets the proxies of ours whose X-Forwarded-For is believed: where the client is one of them, the last address there that is none of them is taken for the client.
    /// Default: none, and X-Forwarded-For is not read.
    /// </summary>
    public IReadOnlyList<IPPrefix> TrustedProxies { get; init; } = [];

    /// <summary>Gets the least confidence that is tagged. Default: <see cref="Confidence.Low"/>.</summary>
    public Confidence MinConfidence { get; init; } = Confidence.Low;

    /// <summary>Gets a value indicating whether only tagged events, and headers, are passed on. Default: false.</summary>
    public bool OnlyTagged { get; init; }

    /// <summary>Gets the schema that tags are written in. Default: <see cref="TagSchema.Tor"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such schema.</exception>
    public TagSchema Schema
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "there is no such schema");
    }

    /// <summary>Gets the name of the member, column or key that holds the tag, or that the names of plain members begin with. Default: <c>tor</c>.</summary>
    /// <remarks>OpenTelemetry attributes begin with <c>torintel</c> unless another name is given.</remarks>
    /// <exception cref="ArgumentException">It is not 1 to 64 letters, digits, <c>_</c>, <c>-</c>, <c>.</c> or <c>@</c> that begin with a letter or <c>_</c>.</exception>
    public string TagName { get; init => field = TagNames.Check(value); } = TagNames.Default;

    /// <summary>Gets the age from which on a view is said to be stale at the time of an event.</summary>
    /// <value>Default: null, which goes by what the lists say (<see cref="TorNetwork.IsStaleAt"/>): past the time until which they are valid, else 24 hours.</value>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>Gets the number of threads that read records of one log; the order of the output is kept. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>
    /// Gets what is told how far a log was dealt with, each time after the output up to there was written to its stream. It may then be kept, to go on from there later.
    /// Called on the thread that writes. Default: nothing.
    /// </summary>
    public Action<LogCheckpoint>? OnCheckpoint { get; init; }

    /// <summary>Gets what is told of each line that could not be read. Default: nothing.</summary>
    public Action<BadLine>? OnBadLine { get; init; }
}
