using Microsoft.Extensions.Logging;

namespace TorIntel.Feeds;

/// <summary>The log events of refreshes.</summary>
internal static partial class FeedLog
{
    public static void Asked(this ILogger logger, TorFeedSourceReport report)
    {
        switch (report.Outcome)
        {
            case TorFeedOutcome.Accepted or TorFeedOutcome.NotModified:
                logger.Good(report.Source.Name, report.Outcome, report.Message);
                break;
            case TorFeedOutcome.Held or TorFeedOutcome.Refused or TorFeedOutcome.Failed:
                logger.Bad(report.Source.Name, report.Outcome, report.Message);
                break;
            default:
                logger.PassedOver(report.Source.Name, report.Outcome, report.Message);
                break;
        }
    }

    public static void NewView(this ILogger logger, TorNetwork network) =>
        logger.ViewInForce(network.SourceName, network.Time, network.IsVerified, network.RelayCount, network.AddressCount);

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Source}: {Outcome} {Reason}")]
    public static partial void Good(this ILogger logger, string source, TorFeedOutcome outcome, string? reason);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Source}: {Outcome}: {Reason}; its last good document stays")]
    public static partial void Bad(this ILogger logger, string source, TorFeedOutcome outcome, string? reason);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "{Source}: {Outcome} {Reason}")]
    public static partial void PassedOver(this ILogger logger, string source, TorFeedOutcome outcome, string? reason);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "View in force: {Sources} of {Time}, verified {IsVerified}, {Relays} relays, {Addresses} addresses")]
    public static partial void ViewInForce(this ILogger logger, string sources, DateTimeOffset? time, bool isVerified, int relays, int addresses);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "{Problem}")]
    public static partial void DamagedCache(this ILogger logger, string problem);

    [LoggerMessage(EventId = 6, Level = LogLevel.Error, Message = "The cache cannot be used: {Problem}; the view stays as it is")]
    public static partial void CacheFailed(this ILogger logger, string problem, Exception exception);
}
