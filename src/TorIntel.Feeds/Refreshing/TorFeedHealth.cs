namespace TorIntel.Feeds;

/// <summary>How far a view can be relied on.</summary>
public enum TorFeedHealth
{
    /// <summary>There is no view, or it has been stale for long.</summary>
    Unhealthy = 0,

    /// <summary>The view is stale, or a source gives nothing good although the view is not stale yet.</summary>
    Degraded = 1,

    /// <summary>The view is fresh.</summary>
    Healthy = 2,
}
