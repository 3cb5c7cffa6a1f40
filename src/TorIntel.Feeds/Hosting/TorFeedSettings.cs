namespace TorIntel.Feeds;

/// <summary>What the configuration may say about feeds: the options that can be written as text. What is null stays as it is.</summary>
internal sealed class TorFeedSettings
{
    public IList<Source> Sources { get; } = [];

    public string? CacheFolder { get; set; }

    public bool? IncludeSpecialPurpose { get; set; }

    public bool? AcceptDoubtful { get; set; }

    public TimeSpan? StaleAfter { get; set; }

    public TimeSpan? UnhealthyAfter { get; set; }

    public TimeSpan? RefreshInterval { get; set; }

    public TimeSpan? Jitter { get; set; }

    public TimeSpan? FetchTimeout { get; set; }

    public long? MaxDocumentBytes { get; set; }

    public TimeSpan? LockTimeout { get; set; }

    public void ApplyTo(TorFeedOptions options)
    {
        foreach (var source in Sources)
        {
            options.Sources.Add(source.ToSource());
        }

        options.CacheFolder = CacheFolder ?? options.CacheFolder;
        options.IncludeSpecialPurpose = IncludeSpecialPurpose ?? options.IncludeSpecialPurpose;
        options.AcceptDoubtful = AcceptDoubtful ?? options.AcceptDoubtful;
        options.StaleAfter = StaleAfter ?? options.StaleAfter;
        options.UnhealthyAfter = UnhealthyAfter ?? options.UnhealthyAfter;
        options.RefreshInterval = RefreshInterval ?? options.RefreshInterval;
        options.Jitter = Jitter ?? options.Jitter;
        options.FetchTimeout = FetchTimeout ?? options.FetchTimeout;
        options.MaxDocumentBytes = MaxDocumentBytes ?? options.MaxDocumentBytes;
        options.LockTimeout = LockTimeout ?? options.LockTimeout;
    }

    /// <summary>A source as the configuration has it.</summary>
    internal sealed class Source
    {
        public string Name { get; set; } = "";

        public string Location { get; set; } = "";

        public string? Group { get; set; }

        public int Priority { get; set; }

        public RelayRoles? Role { get; set; }

        public string? KeyLocation { get; set; }

        public TimeSpan? MinimumInterval { get; set; }

        public int MinimumEntries { get; set; }

        public TorFeedSource ToSource()
        {
            var source = new TorFeedSource(Name, Location) { Priority = Priority, Role = Role, KeyLocation = KeyLocation, MinimumEntries = MinimumEntries };
            source = Group is null ? source : source with { Group = Group };
            return MinimumInterval is { } interval ? source with { MinimumInterval = interval } : source;
        }
    }
}
