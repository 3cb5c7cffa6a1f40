using TorIntel.Feeds;

namespace TorIntel.Cli;

/// <summary>The words for what came of sources and views.</summary>
internal static class FeedWords
{
    public static string Of(TorFeedOutcome outcome) => outcome switch
    {
        TorFeedOutcome.Accepted => "accepted",
        TorFeedOutcome.NotModified => "not modified",
        TorFeedOutcome.Held => "held",
        TorFeedOutcome.Refused => "refused",
        TorFeedOutcome.Failed => "failed",
        TorFeedOutcome.NotDue => "not due",
        TorFeedOutcome.NotNeeded => "not needed",
        TorFeedOutcome.Waiting => "waiting",
        _ => "never asked",
    };

    public static string Of(TorFeedHealth health) => health switch
    {
        TorFeedHealth.Healthy => "healthy",
        TorFeedHealth.Degraded => "degraded",
        _ => "unhealthy",
    };
}
