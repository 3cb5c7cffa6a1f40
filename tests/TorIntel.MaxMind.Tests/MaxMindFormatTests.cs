using System.IO.Compression;
using System.Text.Json;
using TorIntel.Feeds;
using TorIntel.Testing;

namespace TorIntel.MaxMind.Tests;

/// <summary>MaxMind's public test databases, against the JSON that they were made from.</summary>
public sealed class MaxMindFormatTests
{
    [Theory]
    [InlineData("GeoIP2-Anonymous-IP-Test")]
    [InlineData("GeoIP-Anonymous-Plus-Test")]
    public void Exactly_the_networks_of_exits_are_read(string name)
    {
        using var database = File.OpenRead(SharedData.PathOrSkip($"data/mmdb/{name}.mmdb"));
        var content = new MaxMindFormat().Read(database);
        var expected = Networks(SharedData.PathOrSkip($"data/mmdb/{name}.json")).ToArray();

        Assert.NotEmpty(expected);
        Assert.Equal(expected.Order(), content.ExitAddresses);
        Assert.InRange(content.Time!.Value.Year, 2014, 2100);
    }

    [Theory]
    [InlineData("GeoIP2-Anonymous-IP-Test")]
    [InlineData("GeoIP-Anonymous-Plus-Test")]
    public void The_loader_recognises_a_database_also_under_gzip(string name)
    {
        var path = SharedData.PathOrSkip($"data/mmdb/{name}.mmdb");
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(path));
        }

        compressed.Position = 0;
        var (plain, packed) = (new TorNetworkBuilder(), new TorNetworkBuilder());
        var report = new TorListLoader(plain, new MaxMindFormat()).LoadFile(path, RelayRoles.Relay, DateTimeOffset.UnixEpoch);
        Assert.Null(report.Refusal);
        Assert.Equal(TorListKind.MaxMind, report.Kind);
        Assert.Equal(report.Entries, new TorListLoader(packed, new MaxMindFormat()).Load(compressed, "packed").Entries);

        var view = plain.Build();
        Assert.True(view.TryFind(IPAddressValue.Parse("81.2.69.77"), out var listed));
        Assert.Equal(RelayRoles.Exit, listed.RolesAt(null));
        Assert.True(listed.IsExitAddress);
        Assert.True(view.KnowsExits);
        Assert.False(view.TryFind(IPAddressValue.Parse("1.2.0.1"), out _));
        Assert.NotEqual(DateTimeOffset.UnixEpoch, view.Time);
    }

    [Fact]
    public void Without_the_format_a_database_is_binary_data()
    {
        var report = new TorListLoader(new TorNetworkBuilder()).LoadFile(SharedData.PathOrSkip("data/mmdb/GeoIP2-Anonymous-IP-Test.mmdb"));
        Assert.Contains("binary data", report.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0\0\0", "it is binary data")]
    [InlineData("a\0MaxMind.com", "it is binary data")]
    public void What_only_looks_like_a_database_is_refused_as_ever(string content, string reason)
    {
        using var stream = new MemoryStream(System.Text.Encoding.Latin1.GetBytes(content));
        Assert.Contains(reason, new TorListLoader(new TorNetworkBuilder(), new MaxMindFormat()).Load(stream, "x").Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_lists_are_read_beside_it()
    {
        using var stream = new MemoryStream("185.220.101.1\n"u8.ToArray());
        Assert.Equal(1, new TorListLoader(new TorNetworkBuilder(), new MaxMindFormat()).Load(stream, "x").Entries);
    }

    [Fact]
    public void A_damaged_database_is_refused_and_nothing_else_happens()
    {
        var database = File.ReadAllBytes(SharedData.PathOrSkip("data/mmdb/GeoIP2-Anonymous-IP-Test.mmdb"));
        var random = new Random(20260822);
        for (var round = 0; round < 2_000; round++)
        {
            var damaged = database.ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                damaged[random.Next(2) == 0 ? random.Next(damaged.Length) : damaged.Length - 1 - random.Next(400)] = (byte)random.Next(256);
            }

            using var stream = new MemoryStream(round % 10 == 0 ? damaged[..random.Next(damaged.Length)] : damaged);
            var report = new TorListLoader(new TorNetworkBuilder(), new MaxMindFormat()).Load(stream, "x");
            Assert.True(report.Refusal is null || report.Entries == 0);
        }
    }

    [Theory]
    [InlineData(0)] // to itself
    [InlineData(1)] // to the node in front of it
    public void A_tree_that_goes_in_circles_is_refused(int child)
    {
        var database = File.ReadAllBytes(SharedData.PathOrSkip("data/mmdb/GeoIP2-Anonymous-IP-Test.mmdb"));
        Assert.Equal(0, database[0]);
        var node = child == 0 ? 0 : 2;
        database.AsSpan(node * 7, 3).Clear();
        database[(node * 7) + 2] = (byte)child;
        database[(node * 7) + 3] &= 0x0F;
        var e = Assert.Throws<InvalidDataException>(() => new MaxMindFormat().Read(new MemoryStream(database)));
        Assert.Equal("its search tree is damaged", e.Message);
    }

    private static IEnumerable<IPPrefix> Networks(string json)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(json));
        foreach (var network in document.RootElement.EnumerateArray().SelectMany(entry => entry.EnumerateObject()))
        {
            if (network.Value.TryGetProperty("is_tor_exit_node", out var isExit) && isExit.GetBoolean())
            {
                yield return Network(network.Name);
            }
        }
    }

    // "::65.0.0.0/109" is an IPv4 network.
    private static IPPrefix Network(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var isIPv4 = text.StartsWith("::", StringComparison.Ordinal) && text.Contains('.', StringComparison.Ordinal);
        return IPPrefix.Parse(isIPv4 ? $"{text[2..slash]}/{int.Parse(text[(slash + 1)..]) - 96}" : text);
    }
}
