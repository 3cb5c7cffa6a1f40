using System.Diagnostics.CodeAnalysis;

namespace TorIntel.Feeds;

/// <summary>What one refresh works with; the lock on the cache is held.</summary>
internal sealed class FeedContext(FeedCache cache, FeedState state, IFeedFetcher fetcher, FeedGuard guard, FeedDocumentReader reader, DateTimeOffset now)
{
    private static readonly TimeSpan s_longestLimit = TimeSpan.FromDays(1);

    private readonly List<string> _warnings = [];
    private readonly Dictionary<string, bool> _present = new(StringComparer.Ordinal); // Whether a document is there and whole: found out once in a refresh.

    public FeedState State => state;

    public IFeedFetcher Fetcher => fetcher;

    public FeedGuard Guard => guard;

    public FeedDocumentReader Reader => reader;

    /// <summary>Gets or sets who can speak for a list that is doubted.</summary>
    public Witnesses Witnesses { get; set; } = new(() => null);

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

        if (found.Accepted is { } accepted && (!IsTrusted(accepted, source.KeyLocation is not null) || !HasDocument(accepted.Digest)))
        {
            // What is lost still has its place in the view in force; what is not trusted any more has none.
            (found.Accepted, found.EntityTag, found.LastModified) = (null, null, null);
            if (!IsTrusted(accepted, source.KeyLocation is not null) && string.Equals(state.Current.GetValueOrDefault(source.Group), source.Name, StringComparison.Ordinal))
            {
                state.Current.Remove(source.Group);
            }
        }

        return found;
    }

    /// <summary>Drops what is remembered of sources that are no longer asked, but for the limits of their publishers.</summary>
    public void Forget(IReadOnlyCollection<TorFeedSource> sources)
    {
        var names = sources.Select(source => source.Name).ToHashSet(StringComparer.Ordinal);
        var groups = sources.Select(source => source.Group).ToHashSet(StringComparer.Ordinal);
        state.Groups = [.. groups];
        foreach (var group in state.Current.Where(pair => !groups.Contains(pair.Key)).Select(pair => pair.Key).ToList())
        {
            state.Current.Remove(group);
        }

        names.UnionWith(state.Current.Values); // What counts until something better comes.
        foreach (var (name, known) in state.Sources.Where(pair => !names.Contains(pair.Key)).ToList())
        {
            if (TorFeedSource.IsWeb(known.Location) && (now - known.LastAnswer < s_longestLimit || now < known.NotBefore))
            {
                state.Sources[name] = new SourceState { Location = known.Location, LastAttempt = known.LastAttempt, LastAnswer = known.LastAnswer, NotBefore = known.NotBefore };
            }
            else
            {
                state.Sources.Remove(name);
            }
        }
    }

    /// <summary>Drops what other files of a group stand in for: there are no limits on asking files, and folders of dated ones grow.</summary>
    public void ForgetSuperseded()
    {
        var current = state.Current.Values.ToHashSet(StringComparer.Ordinal);
        foreach (var (_, source) in state.Sources.Where(pair => !TorFeedSource.IsWeb(pair.Value.Location) && !current.Contains(pair.Key)))
        {
            source.Accepted = null;
        }
    }

    public void DeleteUnusedDocuments() => cache.DeleteDocumentsBut(
        state.Sources.Values.SelectMany(source => new[] { source.Accepted?.Digest, source.Accepted?.KeyDigest, source.Held?.Digest }).OfType<string>().ToHashSet(StringComparer.Ordinal));

    public void SaveState() => cache.WriteState(state);

    public void WriteDocument(string digest, ReadOnlyMemory<byte> content)
    {
        cache.WriteDocument(digest, content);
        _present[digest] = true;
    }

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

    /// <summary>Tells whether a document may count: what must be signed must have been signed by those that are trusted now.</summary>
    public bool IsTrusted(AcceptedDocument accepted, bool mustBeVerified) =>
        !mustBeVerified || (accepted.IsVerified && string.Equals(accepted.TrustDigest, reader.TrustDigest, StringComparison.Ordinal));

    private bool HasDocument(string digest)
    {
        if (!_present.TryGetValue(digest, out var isPresent))
        {
            _present[digest] = isPresent = cache.TryReadDocument(digest, Warn, out _);
        }

        return isPresent;
    }
}
