namespace TorIntel.Feeds;

/// <summary>How it stands with a view and its sources at an instant.</summary>
/// <param name="Health">How far the view can be relied on.</param>
/// <param name="Reason">Why it is not healthy, for people; null if it is.</param>
/// <param name="Network">The view; null if there is none.</param>
/// <param name="Age">The age of the view; null if there is none, or its time is unknown.</param>
/// <param name="IsStale">Whether the view is stale.</param>
/// <param name="Sources">The sources.</param>
public sealed record TorFeedStatus(
    TorFeedHealth Health,
    string? Reason,
    TorNetwork? Network,
    TimeSpan? Age,
    bool IsStale,
    IReadOnlyList<TorFeedSourceStatus> Sources)
{
    /// <summary>Reads how it stands from a cache, without a lock and without changing anything.</summary>
    /// <param name="options">The options: cache, sources, limits of age.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="IOException">The cache cannot be read.</exception>
    public static TorFeedStatus Read(TorFeedOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(options);
        var cache = new FeedCache(options.CacheFolder);
        string? damage = null;
        var network = cache.TryReadView(message => damage = message, setAside: false);
        var status = Of(network, cache.ReadState(), options, now);
        return damage is null ? status : status with { Health = TorFeedHealth.Unhealthy, Reason = damage };
    }

    internal static TorFeedStatus Of(TorNetwork? network, FeedState state, TorFeedOptions options, DateTimeOffset now)
    {
        IEnumerable<TorFeedSource> names = options.Sources.Count != 0 ? options.Sources : TorFeedSources.Default;
        var isStale = network is not null && network.IsStaleAt(now, options.StaleAfter);
        TorFeedSourceStatus[] sources = [.. state.Sources.Where(pair => pair.Value.Outcome != TorFeedOutcome.None).Select(pair => SourceStatus(pair.Key, pair.Value, state, names))];
        var (health, reason) = Judge(network, sources, state.Groups, isStale, options, now);
        return new TorFeedStatus(health, reason, network, network?.AgeAt(now), isStale, sources);
    }

    private static TorFeedSourceStatus SourceStatus(string name, SourceState source, FeedState state, IEnumerable<TorFeedSource> known)
    {
        var group = state.Current.FirstOrDefault(pair => string.Equals(pair.Value, name, StringComparison.Ordinal)).Key;
        return new TorFeedSourceStatus(
            name,
            group ?? known.FirstOrDefault(other => string.Equals(other.Name, name, StringComparison.Ordinal))?.Group ?? name,
            group is not null,
            source.Outcome,
            source.Message,
            source.LastAttempt,
            source.LastSuccess,
            source.Accepted?.Entries ?? 0,
            source.Held?.Since);
    }

    private static (TorFeedHealth Health, string? Reason) Judge(TorNetwork? network, TorFeedSourceStatus[] sources, IReadOnlyList<string> groups, bool isStale, TorFeedOptions options, DateTimeOffset now)
    {
        if (network is null)
        {
            return (TorFeedHealth.Unhealthy, "there is no view of the network yet");
        }

        if (isStale)
        {
            return network.IsStaleAt(now - options.UnhealthyAfter, options.StaleAfter)
                ? (TorFeedHealth.Unhealthy, "the view has been stale for long")
                : (TorFeedHealth.Degraded, "the view is stale");
        }

        if (groups.FirstOrDefault(group => !Array.Exists(sources, source => source.IsCurrent && string.Equals(source.Group, group, StringComparison.Ordinal))) is { } empty)
        {
            return (TorFeedHealth.Degraded, $"{empty}: nothing good has come yet");
        }

        var failing = Array.Find(sources, source => source is { IsCurrent: true, Outcome: TorFeedOutcome.Failed or TorFeedOutcome.Refused or TorFeedOutcome.Held });
        return failing is null ? (TorFeedHealth.Healthy, null) : (TorFeedHealth.Degraded, $"{failing.Name}: {failing.Message}");
    }
}
