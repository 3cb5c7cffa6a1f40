using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TorIntel.Feeds;

/// <summary>Keeps the view fresh as long as the host runs.</summary>
internal sealed class TorFeedService(TorFeedRefresher refresher, ILogger<TorFeedService> logger) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            refresher.LoadCached(); // Before the host takes requests: what was good yesterday is better than nothing.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.CacheFailed(e.Message, e);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => refresher.RunAsync(null, stoppingToken);
}
