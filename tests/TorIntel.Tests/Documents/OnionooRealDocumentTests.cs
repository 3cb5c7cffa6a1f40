using System.IO.Compression;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>The real details documents, against the history that another program made of Onionoo in the same hours.</summary>
public sealed class OnionooRealDocumentTests
{
    private const string At15 = "onionoo/details-running-relays-2026-08-22T15.json.gz";
    private const string At11 = "onionoo/details-address-only-2026-08-22T11.json.gz";

    [Theory]
    [InlineData(At15, 9_470, 14_809, "2026-08-22 15:00", true)]
    [InlineData(At11, 10_157, 15_702, "2026-08-22 11:00", false)]
    public void Read_takes_every_relay(string path, int relays, int endpoints, string time, bool hasFirstSeen)
    {
        var bytes = RelayText.Shared(path);
        foreach (var reader in new[] { new OnionooReader(bytes.AsMemory()), new OnionooReader(new MemoryStream(bytes)) })
        {
            var all = reader.ReadAll();

            Assert.Null(reader.Refusal);
            Assert.Equal(0, reader.ErrorCount);
            Assert.Equal(0, reader.NotRunningCount);
            Assert.Equal(relays, all.Count);
            Assert.Equal(endpoints, all.Sum(relay => relay.OrEndpoints.Count));
            Assert.Equal(RelayText.Time(time), reader.Time);
            Assert.False(reader.KnowsRoles);
            Assert.All(all, relay => Assert.Equal(hasFirstSeen, relay.FirstSeen is not null));
        }
    }

    // Onionoo shows a consensus about an hour after it: what it published for 11:00 is what the history saw at 12:19, and 15:00 at 16:12.
    [Fact]
    public void The_document_of_11_00_has_the_addresses_and_ports_that_the_history_has_an_hour_later()
    {
        var document = Endpoints(At11);

        Assert.Equal(document.Order(), ListedAt("2026-08-22T12:19:38Z").Order());
        Assert.Equal((30, 38), Differences(ListedAt("2026-08-22T11:13:05Z"), document));
    }

    // The mirror left out 681 relays, which have nothing in common that the data tell: all kinds of roles, countries and ages.
    [Fact]
    public void The_document_of_15_00_has_no_address_and_port_that_the_history_lacks_an_hour_later()
    {
        var document = Endpoints(At15);
        var listed = ListedAt("2026-08-22T16:12:44Z");

        Assert.Equal((882, 0), Differences(listed, document));
        Assert.Equal(681, listed.Select(row => row.Fingerprint).Except(document.Select(row => row.Fingerprint)).Count());
        Assert.Equal((922, 36), Differences(ListedAt("2026-08-22T15:11:30Z"), document));
    }

    [Fact]
    public void Reading_allocates_little_more_than_the_buffer()
    {
        var bytes = RelayText.Shared(At15);
        Read(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(bytes);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 100_000);

        static void Read(byte[] bytes)
        {
            using var stream = new MemoryStream(bytes);
            var reader = new OnionooReader(stream);
            while (reader.Read())
            {
            }
        }
    }

    private static (int OnlyHistory, int OnlyDocument) Differences(HashSet<(string Fingerprint, string Endpoint)> listed, HashSet<(string Fingerprint, string Endpoint)> document) =>
        (listed.Except(document).Count(), document.Except(listed).Count());

    private static HashSet<(string Fingerprint, string Endpoint)> Endpoints(string path) =>
        [.. new OnionooReader(RelayText.Shared(path)).ReadAll().SelectMany(relay => relay.OrEndpoints.Select(endpoint => (relay.Fingerprint.ToString(), endpoint.ToString())))];

    private static HashSet<(string Fingerprint, string Endpoint)> ListedAt(string time)
    {
        HashSet<(string Fingerprint, string Endpoint)> rows = [];
        using var gzip = new GZipStream(File.OpenRead(SharedData.PathOrSkip("data/history/relays-2024-2026.csv.gz")), CompressionMode.Decompress);
        using var text = new StreamReader(gzip);
        while (text.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            if (string.CompareOrdinal(cells[4], time) <= 0 && string.CompareOrdinal(cells[5], time) >= 0)
            {
                rows.Add((cells[2], cells[0].Contains(':', StringComparison.Ordinal) ? $"[{cells[0]}]:{cells[1]}" : $"{cells[0]}:{cells[1]}"));
            }
        }

        return rows;
    }
}
