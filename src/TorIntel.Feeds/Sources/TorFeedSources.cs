using System.Globalization;

namespace TorIntel.Feeds;

/// <summary>The public sources, ready to be used.</summary>
public static class TorFeedSources
{
    /// <summary>The name of the group of consensus documents.</summary>
    public const string ConsensusGroup = "consensus";

    /// <summary>The name of the group of measured exit addresses.</summary>
    public const string ExitGroup = "exit-addresses";

    /// <summary>Gets the verified consensus, from any of the directory authorities, joined with the measured exit addresses. What is used if nothing else is asked for.</summary>
    public static IReadOnlyList<TorFeedSource> Default => [.. Consensus, .. ExitAddresses];

    /// <summary>Gets the consensus from the directory port of each directory authority, over HTTP: its signatures are verified, so that the way does not matter.</summary>
    public static IReadOnlyList<TorFeedSource> Consensus { get; } =
    [
        .. DirectoryAuthorities.All
            .Where(authority => authority.Until is null && authority.DirectoryPort != 0)
            .Select(authority => DirectoryMirror(
                $"consensus from {authority.Name}",
                string.Create(CultureInfo.InvariantCulture, $"http://{authority.Address}:{authority.DirectoryPort}"))),
    ];

    /// <summary>Gets the addresses from which exit traffic was measured to leave: the list with fingerprints, and in its place the bulk exit list.</summary>
    public static IReadOnlyList<TorFeedSource> ExitAddresses { get; } =
    [
        new("exit-addresses", "https://check.torproject.org/exit-addresses") { Group = ExitGroup, MinimumEntries = 300 },
        new("torbulkexitlist", "https://check.torproject.org/torbulkexitlist") { Group = ExitGroup, Priority = 1, Role = RelayRoles.Exit, MinimumEntries = 300 },
    ];

    /// <summary>Gets the running relays from Onionoo, with first and last seen times and IPv6 policies; not signed.</summary>
    public static TorFeedSource Onionoo { get; } = new("onionoo", "https://onionoo.torproject.org/details?search=type:relay%20running:true") { MinimumEntries = 3000 };

    /// <summary>Gets all relays and exits from dan.me.uk, which blocks who asks more than once in 30 minutes; not signed.</summary>
    public static IReadOnlyList<TorFeedSource> DanMeUk { get; } =
    [
        new("dan.me.uk", "https://www.dan.me.uk/torlist/") { Role = RelayRoles.Relay, MinimumInterval = TimeSpan.FromMinutes(31), MinimumEntries = 3000 },
        new("dan.me.uk exits", "https://www.dan.me.uk/torlist/?exit") { Role = RelayRoles.Exit, MinimumInterval = TimeSpan.FromMinutes(31), MinimumEntries = 300 },
    ];

    /// <summary>Makes the source of a verified consensus from a directory port, of an authority or any mirror (dir-spec section 4.3).</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="address">Its address, such as <c>http://192.0.2.1:80</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="address"/> is null.</exception>
    public static TorFeedSource DirectoryMirror(string name, string address)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(address);
        var root = address.TrimEnd('/');
        return new TorFeedSource(name, root + "/tor/status-vote/current/consensus") { Group = ConsensusGroup, KeyLocation = root + "/tor/keys/all" };
    }

    /// <summary>Makes sources of the files in a folder, told by their content: for machines that fetch nothing.</summary>
    /// <remarks>
    /// A consensus is verified with the key certificates that lie beside it; without any it is taken unverified, which the view says. Of several consensuses one counts: the ns flavour before
    /// microdesc, then the last by name. What lists without roles mean is told by their names: <c>exit</c>, <c>guard</c>, <c>relay</c> or <c>node</c> somewhere in it, or <c>all</c> at its beginning.
    /// </remarks>
    /// <param name="folder">The folder.</param>
    /// <returns>The sources; none if the folder is empty.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="folder"/> is null.</exception>
    /// <exception cref="IOException">The folder or a file of it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or a file of it may not be read.</exception>
    public static IReadOnlyList<TorFeedSource> FromFolder(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return FolderSources.Of(folder);
    }
}
