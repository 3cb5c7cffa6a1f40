namespace TorIntel.Feeds;

/// <summary>The document of a source that counts, as the state of the cache remembers it.</summary>
internal sealed record AcceptedDocument
{
    public required string Digest { get; init; }

    public TorListKind Kind { get; init; }

    public int Entries { get; init; }

    /// <summary>Gets what it means if it has no roles of its own.</summary>
    public RelayRoles? Role { get; init; }

    /// <summary>Gets the document's own time.</summary>
    public DateTimeOffset? Time { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    public bool IsVerified { get; init; }

    /// <summary>Gets the digest of the key certificates that it was verified with.</summary>
    public string? KeyDigest { get; init; }

    /// <summary>Gets the digest of the authorities that were trusted then.</summary>
    public string? TrustDigest { get; init; }

    public DateTimeOffset FetchedAt { get; init; }

    /// <summary>Gets the time as of which it holds, where it has none of its own: when the publisher says that it changed last, else when it was last fetched; of a file, when it was first read.</summary>
    public DateTimeOffset AsOf { get; init; }

    public bool EndsWithNewline { get; init; } = true;
}
