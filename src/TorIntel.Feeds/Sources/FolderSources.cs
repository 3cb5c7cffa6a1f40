using System.Text;

namespace TorIntel.Feeds;

/// <summary>Makes sources of the files in a folder, for machines that fetch nothing.</summary>
internal static class FolderSources
{
    private const int HeadLength = 256;

    /// <summary>Gives a source for each file in a folder, not for those below it; see <see cref="TorFeedSources.FromFolder"/>.</summary>
    public static IReadOnlyList<TorFeedSource> Of(string folder)
    {
        string? keys = null;
        List<(string Name, bool IsMicrodescriptors)> consensuses = [];
        List<TorFeedSource> sources = [];
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal))
        {
            var head = Head(path);
            var name = Path.GetFileName(path);
            if (head.StartsWith("dir-key-certificate-version", StringComparison.Ordinal) || head.StartsWith("@type dir-key-certificate-3", StringComparison.Ordinal))
            {
                keys = path;
            }
            else if (head.StartsWith("network-status-version", StringComparison.Ordinal) || head.StartsWith("@type network-status-", StringComparison.Ordinal))
            {
                consensuses.Add((name, head.Contains("microdesc", StringComparison.Ordinal)));
            }
            else
            {
                sources.Add(new TorFeedSource(name, path) { Role = RoleOf(name) });
            }
        }

        // The ns flavour has exit policies; of several the one whose name comes last, which is the newest where names begin with the time.
        var ordered = consensuses.OrderBy(consensus => consensus.IsMicrodescriptors).ThenByDescending(consensus => consensus.Name, StringComparer.Ordinal);
        return
        [
            .. ordered.Select((consensus, i) => new TorFeedSource(consensus.Name, Path.Combine(folder, consensus.Name)) { Group = TorFeedSources.ConsensusGroup, Priority = i, KeyLocation = keys }),
            .. sources,
        ];
    }

    private static RelayRoles? RoleOf(string name) =>
        name.Contains("exit", StringComparison.OrdinalIgnoreCase) ? RelayRoles.Exit
        : name.Contains("guard", StringComparison.OrdinalIgnoreCase) ? RelayRoles.Guard
        : name.Contains("relay", StringComparison.OrdinalIgnoreCase) || name.Contains("node", StringComparison.OrdinalIgnoreCase) || name.StartsWith("all", StringComparison.OrdinalIgnoreCase) ? RelayRoles.Relay
        : null;

    // Also of what is under gzip, as archives have it.
    private static string Head(string path)
    {
        using var file = File.OpenRead(path);
        var peeked = new PeekStream(file, HeadLength);
        if (peeked.Head is not [0x1F, 0x8B, ..])
        {
            return Encoding.Latin1.GetString(peeked.Head);
        }

        try
        {
            using var gzip = new WholeGzipStream(peeked);
            return Encoding.Latin1.GetString(new PeekStream(gzip, HeadLength).Head);
        }
        catch (InvalidDataException)
        {
            return ""; // The reader says what is wrong with it.
        }
    }
}
