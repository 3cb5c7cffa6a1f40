namespace TorIntel.Feeds;

/// <summary>What is remembered of a source between refreshes.</summary>
internal sealed class SourceState
{
    /// <summary>Gets or sets the place; if a source moves, what was known of it no longer counts, but for a verified document.</summary>
    public string Location { get; set; } = "";

    public DateTimeOffset? LastAttempt { get; set; }

    /// <summary>Gets or sets when the publisher was last heard of, to whatever effect: its limits count from there.</summary>
    public DateTimeOffset? LastAnswer { get; set; }

    /// <summary>Gets or sets when the source last gave a document that counts, or said that it has not changed.</summary>
    public DateTimeOffset? LastSuccess { get; set; }

    public TorFeedOutcome Outcome { get; set; }

    public string? Message { get; set; }

    /// <summary>Gets or sets until when the publisher asks to be left alone.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    public string? EntityTag { get; set; }

    public DateTimeOffset? LastModified { get; set; }

    public AcceptedDocument? Accepted { get; set; }

    public HeldDocument? Held { get; set; }

    public IReadOnlyList<DateTimeOffset> Contradictions { get; set; } = [];
}
