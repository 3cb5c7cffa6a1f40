using Microsoft.Extensions.Time.Testing;

namespace TorIntel.Feeds.Tests;

/// <summary>A refresher over a cache of its own, with a clock that stands still until it is told to go on.</summary>
internal sealed class RefreshRun : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 8, 22, 21, 10, 0, TimeSpan.Zero);

    private readonly TorFeedOptions _options;
    private TorFeedRefresher? _refresher;

    public RefreshRun(params TorFeedSource[] sources)
    {
        _options = new TorFeedOptions { CacheFolder = Path.Combine(Folder, "cache"), Sources = [.. sources], IncludeSpecialPurpose = true, FetchTimeout = TimeSpan.FromSeconds(30) };
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("torintel-feeds-").FullName;

    public FakeTimeProvider Clock { get; } = new(Start);

    public TorFeedOptions Options => _options;

    public TorFeedRefresher Refresher => _refresher ??= new TorFeedRefresher(_options, null, FeedClient, Clock);

    public TorFeedStatus Status => TorFeedStatus.Read(_options, Clock.GetUtcNow());

    public FeedCache Cache => new(_options.CacheFolder);

    /// <summary>Gets what HTTP goes through: as in the product, but without waiting between tries.</summary>
    private static HttpClient FeedClient
    {
        get
        {
            var client = new HttpClient(FeedHttp.CreateHandler());
            FeedHttp.Configure(client);
            return client;
        }
    }

    public Task<TorFeedReport> RefreshAsync() => Refresher.RefreshAsync(TestContext.Current.CancellationToken);

    /// <summary>Refreshes some time later.</summary>
    public Task<TorFeedReport> RefreshAfterAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return RefreshAsync();
    }

    /// <summary>Starts anew over the same cache, as another process would.</summary>
    public void Restart()
    {
        _refresher?.Dispose();
        _refresher = null;
    }

    public string File(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        _refresher?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
