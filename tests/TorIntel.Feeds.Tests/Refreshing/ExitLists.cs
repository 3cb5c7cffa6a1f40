using System.Text;

namespace TorIntel.Feeds.Tests;

/// <summary>Lists of exits at documentation addresses.</summary>
internal static class ExitLists
{
    /// <summary>Makes a list of addresses from a number on.</summary>
    public static byte[] Of(int count, int first = 0) =>
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(first, count).Select(i => $"{(i < 250 ? "192.0.2." : "198.51.100.")}{(i % 250) + 1}\n")));

    /// <summary>Makes the source of a list of exits, called as its path.</summary>
    public static TorFeedSource Source(PlaybackServer server, string path = "/exits") => new(path.TrimStart('/'), server.AddressOf(path)) { Role = RelayRoles.Exit };

    public static int CountOf(TorNetwork? network) => network is null ? 0 : network.AddressCount - TorNetwork.Empty.AddressCount;
}
