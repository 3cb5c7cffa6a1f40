using System.Globalization;
using System.IO.Compression;
using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

/// <summary>Eight years of publications, rebuilt from the intervals in which each row stood: what was published when, and what of it was broken in which way.</summary>
internal static class PublicationHistory
{
    /// <summary>Reads the publications of a source in their order.</summary>
    /// <param name="source">How the source's name begins.</param>
    public static IReadOnlyList<Publication> Publications(string source) =>
    [
        .. Rows("snapshots.csv.gz")
            .Where(row => row[0].StartsWith(source, StringComparison.Ordinal))
            .Select(row => new Publication(Time(row[1]), row[3] == "yes", row[4])),
    ];

    /// <summary>Reads intervals: what stood, from when, until when.</summary>
    public static IEnumerable<(string[] Row, DateTimeOffset First, DateTimeOffset Last)> Intervals(string file) =>
        Rows(file).Select(row => (row, Time(row[^2]), Time(row[^1])));

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static IEnumerable<string[]> Rows(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(SharedData.PathOrSkip("data/history/" + file)), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split(',');
        }
    }
}
