using System.Diagnostics.CodeAnalysis;

namespace TorIntel.Feeds;

/// <summary>What one refresh works with; the lock on the cache is held.</summary>
internal sealed class FeedContext(FeedCache cache, FeedState state, IFeedFetcher fetcher, FeedGuard guard, FeedDocumentReader reader, DateTimeOffset now)
{
    private readonly List<string> _warnings = [];

    public FeedState State => state;

    public IFeedFetcher Fetcher => fetcher;

    public FeedGuard Guard => guard;

    public FeedDocumentReader Reader => reader;

    /// <summary>Gets the time of the refresh.</summary>
    public DateTimeOffset Now => now;

    public IReadOnlyList<string> Warnings => _warnings;

    public void Warn(string message) => _warnings.Add(message);

    public SourceState StateOf(TorFeedSource source)
    {
        if (!state.Sources.TryGetValue(source.Name, out var found) || !string.Equals(found.Location, source.Location, StringComparison.Ordinal))
        {
            // What is signed is the same document wherever it lies: it does not go back in time because its folder has another name.
            found = new SourceState { Location = source.Location, Accepted = source.KeyLocation is null ? null : found?.Accepted };
            state.Sources[source.Name] = found;
        }

        return found;
    }

    public void SaveState() => cache.WriteState(state);

    public void WriteDocument(string digest, ReadOnlyMemory<byte> content) => cache.WriteDocument(digest, content);

    public bool HasDocument(string digest) => cache.TryReadDocument(digest, Warn, out _);

    public bool TryReadDocument(string digest, [NotNullWhen(true)] out byte[]? content) => cache.TryReadDocument(digest, Warn, out content);

    public bool TryReadEntries(TorFeedSource source, string digest, [NotNullWhen(true)] out EntrySet? entries)
    {
        entries = cache.TryReadDocument(digest, Warn, out var content) ? reader.Read(source with { KeyLocation = null }, content, default, now).Entries.Value : null;
        return entries is not null;
    }

    /// <summary>Gives an accepted document as the guard compares with it; its addresses are read again only if they are asked for.</summary>
    public GuardedDocument Remember(TorFeedSource source, AcceptedDocument accepted) => new()
    {
        Digest = accepted.Digest,
        Kind = accepted.Kind,
        EntryCount = accepted.Entries,
        Time = accepted.Time,
        FetchedAt = accepted.FetchedAt,
        IsVerified = accepted.IsVerified,
        EndsWithNewline = accepted.EndsWithNewline,
        Entries = new Lazy<EntrySet>(() => TryReadEntries(source, accepted.Digest, out var entries) ? entries : EntrySet.Empty),
    };

    /// <summary>Gives the document of a group that counts, if it is of a kind: a source that was never asked is compared with what stood in its place.</summary>
    public GuardedDocument? RememberCurrent(string group, TorListKind kind) =>
        state.Current.GetValueOrDefault(group) is { } name && state.Sources.GetValueOrDefault(name) is { Accepted: { } accepted } source && accepted.Kind == kind
            ? Remember(new TorFeedSource(name, source.Location), accepted)
            : null;

    /// <summary>Gives the key certificates that verified the last document, of the source or of the one in its place.</summary>
    public bool TryReadKeys(SourceState source, string group, out ReadOnlyMemory<byte> keys, [NotNullWhen(true)] out string? digest)
    {
        var current = state.Current.GetValueOrDefault(group) is { } name ? state.Sources.GetValueOrDefault(name) : null;
        digest = source.Accepted?.KeyDigest ?? current?.Accepted?.KeyDigest;
        keys = digest is not null && cache.TryReadDocument(digest, Warn, out var content) ? content : default;
        return digest is not null && !keys.IsEmpty;
    }
}
