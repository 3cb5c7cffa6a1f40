namespace TorIntel.Feeds;

/// <summary>Says when to refresh next: after each full hour, spread over some minutes, and sooner after a failure, less and less often.</summary>
internal sealed class RefreshSchedule(TorFeedOptions options)
{
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromMinutes(5);

    private int _failures;

    public TimeSpan Next(DateTimeOffset now, bool isComplete)
    {
        var interval = options.RefreshInterval.Ticks;
        var boundary = ((now.UtcTicks / interval) + 1) * interval;
        var regular = TimeSpan.FromTicks(boundary - now.UtcTicks) + (options.Jitter * Random.Shared.NextDouble());
        _failures = isComplete ? 0 : _failures + 1;
        if (isComplete)
        {
            return regular;
        }

        var retry = s_firstRetry * Math.Pow(2, Math.Min(_failures - 1, 4)) * (0.8 + (0.4 * Random.Shared.NextDouble()));
        return retry < regular ? retry : regular;
    }
}
