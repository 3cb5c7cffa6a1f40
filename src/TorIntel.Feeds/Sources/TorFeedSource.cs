namespace TorIntel.Feeds;

/// <summary>A place that publishes a list or document of the Tor network.</summary>
/// <remarks>
/// Sources of one <see cref="Group"/> stand in for one another: they are asked in the order of their <see cref="Priority"/> until one gives a good document, and that one counts.
/// What different groups say is joined to one view.
/// </remarks>
/// <param name="Name">What the source is called, in tags, status and messages; unique among the sources.</param>
/// <param name="Location">
/// An address (<c>https</c>, <c>http</c>, <c>file</c>), or the path of a file, or of a folder: then each file in it is a source, see <see cref="TorFeedSources.FromFolder"/>.
/// </param>
public sealed record TorFeedSource(string Name, string Location)
{
    /// <summary>Gets the group. Default: the name, so that the source stands for itself.</summary>
    public string Group { get => field ?? Name; init; }

    /// <summary>Gets the place in the order of the group: the lowest first; those of equal priority in random order, so that the load is spread. Default: 0.</summary>
    public int Priority { get; init; }

    /// <summary>Gets what a list without roles means. Default: null, a list of bare addresses is one of exit addresses.</summary>
    public RelayRoles? Role { get; init; }

    /// <summary>Gets where the key certificates of the directory authorities are. If set, the document must be a consensus, and nothing of it is used unless its signatures verify.</summary>
    public string? KeyLocation { get; init; }

    /// <summary>Gets the least time between two fetches, which the publisher asks for. Default: 30 minutes.</summary>
    public TimeSpan MinimumInterval { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Gets how few entries are doubtful where there is no earlier document to compare with. Default: 0, none.</summary>
    public int MinimumEntries { get; init; }

    /// <summary>Gets a value indicating whether the source is a local file or folder, which has no limits on fetching.</summary>
    public bool IsFile => !IsHttp;

    internal bool IsHttp => IsWeb(Location);

    /// <summary>Gives the path of a location that is not of the web.</summary>
    internal static string PathOf(string location) =>
        location.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(location, UriKind.Absolute, out var uri) ? uri.LocalPath : location;

    internal static bool IsWeb(string location) =>
        location.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || location.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
