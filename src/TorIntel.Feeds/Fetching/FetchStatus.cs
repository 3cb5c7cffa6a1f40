namespace TorIntel.Feeds;

/// <summary>What came of a fetch.</summary>
internal enum FetchStatus
{
    /// <summary>Nothing could be had.</summary>
    Failed = 0,

    /// <summary>The publisher says that nothing changed.</summary>
    NotModified = 1,

    /// <summary>A document, whatever it may be.</summary>
    Fetched = 2,
}
