namespace TorIntel.Feeds;

/// <summary>What the guard looks at: a document that was read.</summary>
internal sealed record GuardedDocument
{
    public required string Digest { get; init; }

    public TorListKind Kind { get; init; }

    /// <summary>Gets how many entries were read, duplicates included.</summary>
    public int EntryCount { get; init; }

    public long ErrorCount { get; init; }

    /// <summary>Gets the addresses; made when asked for, as most documents are judged by their size.</summary>
    public required Lazy<EntrySet> Entries { get; init; }

    /// <summary>Gets the document's own time; null if it has none.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Gets when it was fetched.</summary>
    public DateTimeOffset FetchedAt { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    public bool IsVerified { get; init; }

    public bool EndsWithNewline { get; init; } = true;

    public bool HasConflictMarkers { get; init; }

    /// <summary>Gets why it is no document that can be used; null if it is one.</summary>
    public string? Refusal { get; init; }

    /// <summary>Gets the shortest IPv4 prefix and the shortest IPv6 prefix in it.</summary>
    public (int IPv4, int IPv6) ShortestPrefixes { get; init; } = (32, 128);
}
