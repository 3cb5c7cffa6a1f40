namespace TorIntel.Feeds;

/// <summary>Where the view of the network comes from, where it is kept, and how fresh it must be.</summary>
/// <remarks>Read once, when a refresher is made; later changes do nothing.</remarks>
public sealed class TorFeedOptions
{
    /// <summary>Gets the sources. Default: none, which means <see cref="TorFeedSources.Default"/>.</summary>
    public IList<TorFeedSource> Sources { get; init; } = [];

    /// <summary>Gets further forms of lists that sources may have, such as that of the package TorIntel.MaxMind. Default: none.</summary>
    public IList<ITorListFormat> Formats { get; init; } = [];

    /// <summary>Gets or sets the folder of the cache. Default: <see cref="TorFeedCache.DefaultFolder"/>.</summary>
    public string CacheFolder { get; set; } = TorFeedCache.DefaultFolder;

    /// <summary>Gets or sets whose signatures count. Default: the nine directory authorities.</summary>
    public TrustedAuthorities Authorities { get; set; } = TrustedAuthorities.Default;

    /// <summary>Gets or sets what the guard in front of the view finds hard to believe.</summary>
    public FeedGuardOptions Guard { get; set; } = FeedGuardOptions.Default;

    /// <summary>Gets or sets a value indicating whether addresses that are not globally reachable are let in, for networks in laboratories. Default: false.</summary>
    public bool IncludeSpecialPurpose { get; set; }

    /// <summary>Gets or sets a value indicating whether documents that are hard to believe, but not broken, are taken at once instead of being held. Default: false.</summary>
    public bool AcceptDoubtful { get; set; }

    /// <summary>
    /// Gets or sets the age from which on a view is stale. Default: null, which means that a view is stale when a document of it is no longer valid, or, where none says how long it is valid, is older than 24 hours.
    /// </summary>
    public TimeSpan? StaleAfter { get; set; }

    /// <summary>Gets or sets how long after it became stale a view makes the health check unhealthy; until then it is degraded. Default: 24 hours, as long as Tor clients go on with a consensus that expired.</summary>
    public TimeSpan UnhealthyAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Gets or sets the time between refreshes, which are done a few minutes after each multiple of it since midnight UTC. Default: 1 hour, as the consensus appears.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets the longest delay after the full hour; where in it a refresh falls is random, so that not all ask at once. Default: 20 minutes.</summary>
    public TimeSpan Jitter { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Gets or sets the longest time for one fetch, redirects, retries and body included. Default: 2 minutes.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets the most bytes of a document, before and after decompression. Default: 64 MiB.</summary>
    public long MaxDocumentBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Gets or sets how long another process that refreshes the same cache is waited for. Default: 30 seconds.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Says what is wrong with the options; null if nothing is.</summary>
    public string? Validate()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in Sources)
        {
            if (string.IsNullOrWhiteSpace(source?.Name) || string.IsNullOrWhiteSpace(source.Location))
            {
                return "a source needs a name and a location";
            }

            if (!names.Add(source.Name))
            {
                return $"two sources are called '{source.Name}'";
            }
        }

        return string.IsNullOrWhiteSpace(CacheFolder) ? "the cache needs a folder"
            : RefreshInterval < TimeSpan.FromMinutes(1) || RefreshInterval > TimeSpan.FromDays(1) ? "the refresh interval is not from a minute to a day"
            : Jitter < TimeSpan.Zero || Jitter >= RefreshInterval ? "the jitter is negative, or not less than the refresh interval"
            : FetchTimeout <= TimeSpan.Zero ? "the timeout of a fetch is not positive"
            : MaxDocumentBytes is <= 0 or > 1 << 30 ? "the limit on documents is not from 1 byte to 1 GiB"
            : Authorities is null || Guard is null ? "authorities and guard cannot be null"
            : LockTimeout < TimeSpan.Zero || LockTimeout > TimeSpan.FromHours(1) ? "the time to wait for the lock is not from 0 to an hour"
            : UnhealthyAfter < TimeSpan.Zero || UnhealthyAfter > TimeSpan.FromDays(3650) ? "the time until a stale view is unhealthy is not from 0 to ten years"
            : StaleAfter <= TimeSpan.Zero ? "a view cannot be stale before it is made"
            : null;
    }

    // Of its own, so that later changes do nothing.
    internal TorFeedOptions Copy() => new()
    {
        Sources = [.. Sources],
        Formats = [.. Formats],
        CacheFolder = CacheFolder,
        Authorities = Authorities,
        Guard = Guard,
        IncludeSpecialPurpose = IncludeSpecialPurpose,
        AcceptDoubtful = AcceptDoubtful,
        StaleAfter = StaleAfter,
        UnhealthyAfter = UnhealthyAfter,
        RefreshInterval = RefreshInterval,
        Jitter = Jitter,
        FetchTimeout = FetchTimeout,
        MaxDocumentBytes = MaxDocumentBytes,
        LockTimeout = LockTimeout,
    };
}
