using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TorIntel.Feeds;

/// <summary>Keeps a view of the network fresh: asks the sources, verifies and guards what they give, keeps it on disk, and puts it in force.</summary>
/// <remarks>
/// Whatever the sources give, the view in force stays the last good one, and the status says why. Readers of the <see cref="Store"/> never wait. Several processes may share a cache; one at a
/// time refreshes it. Safe for several threads, one refresh at a time.
/// </remarks>
public sealed class TorFeedRefresher : IDisposable
{
    private readonly TorFeedOptions _options;
    private readonly IReadOnlyList<TorFeedSource> _sources;
    private readonly FeedCache _cache;
    private readonly IFeedFetcher _fetcher;
    private readonly FeedGuard _guard;
    private readonly FeedDocumentReader _reader;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly FeedMetrics _metrics;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HttpClient? _ownClient;
    private FeedState _state = new();
    private string? _publishedKey;
    private string? _problem; // Why the last refresh of all came to nothing.

    /// <summary>Initializes a new instance of the <see cref="TorFeedRefresher"/> class.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="store">Where views are put in force; null for a store of its own.</param>
    /// <param name="client">The HTTP client; null for one that retries what passes and follows five redirects.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <param name="logger">What is told of refreshes; null for nobody.</param>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public TorFeedRefresher(TorFeedOptions? options = null, TorNetworkStore? store = null, HttpClient? client = null, TimeProvider? clock = null, ILogger<TorFeedRefresher>? logger = null)
        : this(options ?? new TorFeedOptions(), store, client, clock, logger, metrics: null)
    {
    }

    internal TorFeedRefresher(TorFeedOptions options, TorNetworkStore? store, HttpClient? client, TimeProvider? clock, ILogger? logger, FeedMetrics? metrics)
    {
        if (options.Validate() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _options = options.Copy();
        _clock = clock ?? TimeProvider.System;
        _sources = options.Sources.Count != 0 ? [.. options.Sources] : TorFeedSources.Default;
        _cache = new FeedCache(options.CacheFolder);
        _ownClient = client is null ? FeedHttp.CreateClient(_clock) : null;
        _fetcher = new FeedFetcher(client ?? _ownClient!, options.MaxDocumentBytes, options.FetchTimeout, _clock);
        _guard = new FeedGuard(options.Guard, options.AcceptDoubtful);
        _reader = new FeedDocumentReader(options.Authorities, options.IncludeSpecialPurpose, options.MaxDocumentBytes, [.. options.Formats]);
        _logger = logger ?? NullLogger.Instance;
        Store = store ?? new TorNetworkStore();
        _metrics = metrics ?? new FeedMetrics(null);
        _metrics.Watch(() => Status);
    }

    /// <summary>Gets the store of the view in force.</summary>
    public TorNetworkStore Store { get; }

    /// <summary>Gets how it stands with the view and its sources now.</summary>
    public TorFeedStatus Status
    {
        get
        {
            var status = TorFeedStatus.Of(CurrentOrNull, Volatile.Read(ref _state), _options, _clock.GetUtcNow());
            return _problem is { } problem && status.Health == TorFeedHealth.Healthy ? status with { Health = TorFeedHealth.Degraded, Reason = problem } : status;
        }
    }

    /// <summary>Puts the last good view of the cache in force, if there is one: so that a program that starts has one before anything is fetched.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="IOException">The cache cannot be read.</exception>
    public bool LoadCached()
    {
        _turn.Wait();
        try
        {
            return LoadView();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Refreshes once: asks each source that is due, and puts a new view in force if there is one.</summary>
    /// <param name="cancellationToken">Ends the refresh; what was accepted by then is kept.</param>
    /// <returns>What came of it. Sources that fail are no exception.</returns>
    /// <exception cref="IOException">The cache cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The cache may not be written.</exception>
    public async Task<TorFeedReport> RefreshAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _cache.Create();
            var theLock = await LockAsync(cancellationToken).ConfigureAwait(false);
            if (theLock is null)
            {
                LoadView();
                return new TorFeedReport([], CurrentOrNull, false, [$"{_cache.Folder}: another process refreshes it"]);
            }

            await using (theLock.ConfigureAwait(false))
            {
                return await RefreshLockedAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Refreshes until it is cancelled: at once if anything is due, then a few minutes after each full hour, and sooner after failures.</summary>
    /// <param name="onReport">Is told what came of each refresh, also of one that the cache stopped; null for nobody. What it throws ends the run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task that ends when it is cancelled, without an exception.</returns>
    public async Task RunAsync(Action<TorFeedReport>? onReport = null, CancellationToken cancellationToken = default)
    {
        var schedule = new RefreshSchedule(_options);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var report = await RefreshSafelyAsync(cancellationToken).ConfigureAwait(false);
                onReport?.Invoke(report);
                await Task.Delay(schedule.Next(_clock.GetUtcNow(), report.IsComplete), _clock, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        _ownClient?.Dispose();
        _metrics.Dispose();
    }

    private async Task<TorFeedReport> RefreshSafelyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var report = await RefreshAsync(cancellationToken).ConfigureAwait(false);
            _problem = null;
            return report;
        }
#pragma warning disable CA1031 // Whatever it is, the host goes on with the view in force: a full disk may be emptied, a fault may pass.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _problem = e.Message;
            _logger.CacheFailed(e.Message, e);
            return new TorFeedReport([], CurrentOrNull, false, [e.Message]);
        }
    }

    private bool LoadView()
    {
        var state = _cache.ReadState();
        var network = _cache.TryReadView(message => _logger.DamagedCache(message), setAside: false);
        if (network is null)
        {
            return false;
        }

        Publish(network, state, state.ViewKey ?? "");
        return true;
    }

    private TorNetwork? CurrentOrNull => _publishedKey is null ? null : Store.Current;

    private async Task<TorFeedReport> RefreshLockedAsync(CancellationToken cancellationToken)
    {
        List<string> warnings = [];
        var context = new FeedContext(_cache, _cache.ReadState(warnings.Add), _fetcher, _guard, _reader, _clock.GetUtcNow());
        var cached = _cache.TryReadView(warnings.Add, setAside: true);
        var sources = SourceExpansion.Of(_sources, warnings, out var reports);
        context.Witnesses = new Witnesses(() => ReadVerified(context, sources));
        context.Forget(sources);
        foreach (var group in sources.GroupBy(source => source.Group, StringComparer.Ordinal))
        {
            var refresh = new GroupRefresh(context, group.Key, [.. group]);
            reports.AddRange(await refresh.RunAsync(cancellationToken).ConfigureAwait(false));
        }

        foreach (var report in reports)
        {
            _metrics.Count(report);
            _logger.Asked(report);
        }

        var network = Assemble(context, sources, cached, out var isNew);
        context.Forget(sources);
        context.ForgetSuperseded();
        context.SaveState();
        context.DeleteUnusedDocuments();
        warnings.AddRange(context.Warnings);
        warnings.ForEach(_logger.DamagedCache);
        if (network is null)
        {
            Volatile.Write(ref _state, context.State);
        }
        else
        {
            Publish(network, context.State, context.State.ViewKey ?? "");
        }

        return new TorFeedReport(reports, CurrentOrNull, isNew, warnings);
    }

    private TorNetwork? Assemble(FeedContext context, IReadOnlyList<TorFeedSource> sources, TorNetwork? cached, out bool isNew)
    {
        var assembly = new ViewAssembly(context, sources, _options.IncludeSpecialPurpose);
        isNew = false;
        if (cached is not null && (!assembly.IsWhole || assembly.Current.Count == 0 || string.Equals(context.State.ViewKey, assembly.Key, StringComparison.Ordinal)))
        {
            return cached;
        }

        if (assembly.Build() is not { } built)
        {
            return cached;
        }

        _cache.WriteView(built);
        context.State.ViewKey = assembly.Key;
        isNew = true;
        return _cache.TryReadView(context.Warn, setAside: true) ?? built; // From the map, as other processes have it.
    }

    // A verified consensus knows the relays and exits: it can speak for a list of them that is hard to believe.
    private TorNetworkBuilder? ReadVerified(FeedContext context, IReadOnlyList<TorFeedSource> sources)
    {
        foreach (var source in sources.Where(source => source.KeyLocation is not null))
        {
            if (context.StateOf(source).Accepted is { IsVerified: true } accepted
                && string.Equals(context.State.Current.GetValueOrDefault(source.Group), source.Name, StringComparison.Ordinal)
                && context.TryReadDocument(accepted.Digest, out var content))
            {
                var builder = new TorNetworkBuilder { IncludeSpecialPurpose = _options.IncludeSpecialPurpose };
                return _reader.Load(builder, content, new TorListSource(source.Name), role: null).Refusal is null ? builder : null;
            }
        }

        return null;
    }

    private void Publish(TorNetwork network, FeedState state, string key)
    {
        Volatile.Write(ref _state, state);
        if (string.Equals(_publishedKey, key, StringComparison.Ordinal) && key.Length != 0)
        {
            return;
        }

        var before = _publishedKey is null ? null : Store.Current;
        Store.Publish(network);
        _publishedKey = key;
        _metrics.Swapped(before, network);
        _logger.NewView(network);
    }

    private async Task<FileStream?> LockAsync(CancellationToken cancellationToken)
    {
        var start = _clock.GetTimestamp();
        while (true)
        {
            if (_cache.TryLock() is { } taken)
            {
                return taken;
            }

            if (_clock.GetElapsedTime(start) >= _options.LockTimeout)
            {
                return null;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), _clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
