namespace TorIntel.Feeds;

/// <summary>The view that <c>torintel update</c> or a refresher keeps on disk, for programs that only want to use it.</summary>
public static class TorFeedCache
{
    /// <summary>Gets the folder of the cache: the environment variable <c>TORINTEL_CACHE</c>, else <c>torintel</c> in the user's folder of caches (<c>XDG_CACHE_HOME</c>, <c>~/.cache</c>, <c>%LOCALAPPDATA%</c>), or in <c>/var/cache</c> where there is no home.</summary>
    public static string DefaultFolder =>
        Environment.GetEnvironmentVariable("TORINTEL_CACHE") is { Length: > 0 } given ? given : Path.Combine(UserCaches, "torintel");

    private static string UserCaches =>
        OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
        : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given ? given
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? Path.Combine(home, ".cache")
        : "/var/cache"; // A service without a home.

    /// <summary>Loads the last good view by a memory map, without any lock.</summary>
    /// <param name="folder">The folder; null for <see cref="DefaultFolder"/>.</param>
    /// <param name="problem">What is wrong with the view that is there; null if nothing is.</param>
    /// <returns>The view; null if there is none, or it is damaged.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static TorNetwork? TryLoad(string? folder, out string? problem)
    {
        string? damage = null;
        var network = new FeedCache(folder ?? DefaultFolder).TryReadView(message => damage = message, setAside: false);
        problem = damage;
        return network;
    }
}
