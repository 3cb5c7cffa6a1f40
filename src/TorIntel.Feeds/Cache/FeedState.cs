namespace TorIntel.Feeds;

/// <summary>What is remembered between refreshes: a small JSON file in the cache.</summary>
internal sealed class FeedState
{
    public const int CurrentVersion = 1;

    public int Version { get; set; } = CurrentVersion;

    /// <summary>Gets or sets what is known of each source, by name.</summary>
    public Dictionary<string, SourceState> Sources { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets which source of each group counts.</summary>
    public Dictionary<string, string> Current { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the groups that the last refresh was to fill.</summary>
    public IReadOnlyList<string> Groups { get; set; } = [];

    /// <summary>Gets or sets which documents the view in the cache was made from, and how.</summary>
    public string? ViewKey { get; set; }
}
