namespace TorIntel.Feeds;

/// <summary>What came of a fetch: a document as it was published, without content coding, or why there is none.</summary>
internal sealed record FetchResult(FetchStatus Status)
{
    public ReadOnlyMemory<byte> Content { get; init; }

    public FetchValidators Validators { get; init; } = FetchValidators.None;

    /// <summary>Gets why nothing could be had, for people.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets how long the publisher asks to be left alone; null if it does not ask.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets a value indicating whether the publisher was reached.</summary>
    public bool IsAnswered { get; init; } = true;

    // Servers have a say in reasons, and terminals obey some characters.
    public static FetchResult Failed(string reason, TimeSpan? retryAfter = null) => new(FetchStatus.Failed) { Reason = new string([.. reason.Select(c => char.IsControl(c) ? '\uFFFD' : c)]), RetryAfter = retryAfter };
}
