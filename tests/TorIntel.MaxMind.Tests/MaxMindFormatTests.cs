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

    // 2^40 paths, which nobody can walk. The number of nodes is behind a pointer, and a text says another one.
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_tree_that_forks_without_end_is_read_or_refused_at_once(bool isExit, bool isMetadataSly)
    {
        const int Count = 40;
        byte[] type = [.. "GeoIP2-Anonymous-IP"u8, .. CraftedDatabase.Text("node_count"), 0xA1, 1];
        byte[] first = [.. CraftedDatabase.Text("database_type"), .. CraftedDatabase.Text(type)];
        var target = 1 + first.Length - 2 - "node_count".Length - 1; // of the pointer: the key within the text
        var sly = CraftedDatabase.Map(
            (first[..14], first[14..]), (CraftedDatabase.Pointer(target), CraftedDatabase.UInt32(Count)), (CraftedDatabase.Text("record_size"), [0xA1, 24]),
            (CraftedDatabase.Text("binary_format_major_version"), [0xA1, 2]), (CraftedDatabase.Text("ip_version"), [0xA1, 6]), (CraftedDatabase.Text("build_epoch"), [0x01, 0x02, 99]));
        var nodes = CraftedDatabase.Ladder(0, Count, Count + 16, Count).ToList();
        var database = CraftedDatabase.Make(nodes, isExit ? CraftedDatabase.Exit : CraftedDatabase.NoExit, isMetadataSly ? sly : null);
        using (var reader = Databases.Read(database))
        {
            Assert.NotNull(Databases.Find(reader, "2001:db8::1")); // A reader that is not ours takes it, with the same number of nodes.
        }

        var read = await Soon(() => Record.Exception(() => Assert.Empty(Read(database).ExitAddresses)));
        Assert.Equal(isExit ? "it has more exits than the Tor network ever had" : null, read?.Message);
    }

    // 2002:c633:6401::/48 forks down to its last bit, and each path ends in an exit; but 198.51.100.1 is one.
    [Fact]
    public async Task Forks_below_an_alias_are_not_walked()
    {
        const int IPv4 = 128;
        const int Aliases = IPv4 + 48;
        const int Ladder = Aliases + 48;
        const int Count = Ladder + 80;
        List<(int Left, int Right)> nodes = [.. Way(0, UInt128.Parse("c6336401", System.Globalization.NumberStyles.HexNumber), 128, Count + 16)];
        nodes.AddRange(Enumerable.Repeat((Count, Count), 48)); // not used
        nodes.AddRange(Way(Aliases, ((UInt128)0x2002 << 112) | ((UInt128)0xC633_6401 << 80), 48, Ladder));
        nodes.AddRange(CraftedDatabase.Ladder(Ladder, 80, Count + 16, Count + 16));
        nodes[0] = (1, nodes[0].Right);
        nodes[2] = (nodes[2].Left, Aliases + 3); // Both begin with 00; then 2002 has a 1.
        var content = await Soon(() => Read(CraftedDatabase.Make(nodes, CraftedDatabase.Exit)));
        Assert.Equal([IPPrefix.Parse("198.51.100.1")], content.ExitAddresses);

        IEnumerable<(int Left, int Right)> Way(int start, UInt128 address, int length, int end)
        {
            for (var i = 0; i < length; i++)
            {
                var next = i == length - 1 ? end : start + i + 1;
                yield return ((address >> (127 - i)) & 1) == 0 ? (next, Count) : (Count, next);
            }
        }
    }

    [Fact]
    public async Task Records_that_take_for_ever_to_read_are_refused()
    {
        // Every third byte begins a map, whose one value is an array of nearly all that follows.
        const int Records = 20_000;
        byte[] record = [0xE1, 0x41, (byte)'a', 0x1F, 0x04, 0x01, 0x00, 0x00];
        byte[] data = [.. Enumerable.Range(0, Records).SelectMany(_ => record), .. new byte[1 << 18]];
        List<(int Left, int Right)> nodes = [];
        for (var i = 0; i < Records - 1; i++)
        {
            nodes.Add((Child((2 * i) + 1), Child((2 * i) + 2))); // A heap: nodes first, records last.
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => Soon(() => Read(CraftedDatabase.Make(nodes, data))));

        int Child(int i) => i < Records - 1 ? i : Records - 1 + 16 + (record.Length * (i - (Records - 1)));
    }

    [Theory]
    [InlineData("node_count")]
    [InlineData("record_size")]
    public void Texts_of_the_metadata_may_say_anything(string key)
    {
        var options = Databases.Options with { DatabaseType = "GeoIP2-Anonymous-IP", Description = new Dictionary<string, string>(StringComparer.Ordinal) { [key] = $"about {key}\u0001", ["en"] = key } };
        var database = Databases.Write([(IPPrefix.Parse("198.51.100.1"), MmdbValue.FromMap(("is_tor_exit_node", MmdbValue.FromBoolean(true))))], options);
        var content = Read(database);
        Assert.Equal([IPPrefix.Parse("198.51.100.1")], content.ExitAddresses);
        Assert.Equal(Databases.Time, content.Time);
    }

    [Fact]
    public void Metadata_that_say_a_number_twice_or_none_are_refused()
    {
        var metadata = CraftedDatabase.Metadata(1);
        byte[] twice = [(byte)(metadata[0] + 1), .. metadata[1..], .. CraftedDatabase.Text("node_count"), 0xC1, 1];
        byte[] without = [(byte)(metadata[0] - 1), .. metadata[1..^14]];
        foreach (var wrong in new[] { twice, without, [], [0xFF], metadata[..^1], CraftedDatabase.Metadata(2), CraftedDatabase.Metadata(int.MaxValue), CraftedDatabase.Metadata(0), CraftedDatabase.Metadata(1, ipVersion: 5) })
        {
            Assert.Equal("its metadata are damaged", Assert.Throws<InvalidDataException>(() => Read(CraftedDatabase.Make([(1, 1)], [], wrong))).Message.Replace("its data", "its metadata", StringComparison.Ordinal));
        }

        Assert.Empty(Read(CraftedDatabase.Make([(1, 1)], [], metadata)).ExitAddresses);
    }

    // An IPv4 tree is 32 deep and one of IPv6 128: what is deeper is not that of addresses.
    [Theory]
    [InlineData(4, 32)]
    [InlineData(6, 128)]
    public void Trees_deeper_than_addresses_are_refused(int ipVersion, int depth)
    {
        byte[] Deep(int count) => CraftedDatabase.Make([.. Enumerable.Range(0, count).Select(i => i == count - 1 ? (count + 16, count) : (i + 1, count))], CraftedDatabase.Exit, ipVersion: ipVersion);
        Assert.Equal([IPPrefix.Parse("0.0.0.0")], Read(Deep(depth)).ExitAddresses);
        Assert.Equal("its search tree is damaged", Assert.Throws<InvalidDataException>(() => Read(Deep(depth + 1))).Message);
    }

    [Fact]
    public void Pointers_are_followed_once()
    {
        byte[] data = [.. CraftedDatabase.Text("is_tor_exit_node"), 0x01, 0x07, 0xE1, .. CraftedDatabase.Pointer(0), .. CraftedDatabase.Pointer(17), .. CraftedDatabase.Pointer(19), 0xE1, .. CraftedDatabase.Pointer(24), 0x01, 0x07];
        byte[] DatabaseOf(int offset) => CraftedDatabase.Make([(1 + 16 + offset, 1)], data, ipVersion: 4);
        Assert.Equal([IPPrefix.Parse("0.0.0.0/1")], Read(DatabaseOf(19)).ExitAddresses);
        Assert.Equal([IPPrefix.Parse("0.0.0.0/1")], Read(DatabaseOf(24)).ExitAddresses);
        Assert.Throws<InvalidDataException>(() => Read(DatabaseOf(26)));
        Assert.Throws<InvalidDataException>(() => Read(DatabaseOf(17)));
    }

    [Fact]
    public void What_is_found_is_what_another_reader_finds_but_for_aliases()
    {
        var random = new Random(20260822);
        var (exit, other) = (MmdbValue.FromMap(("is_tor_exit_node", MmdbValue.FromBoolean(true))), MmdbValue.FromMap(("is_anonymous", MmdbValue.FromBoolean(true))));
        for (var round = 0; round < 50; round++)
        {
            var entries = Enumerable.Range(0, 400).Select(i => (
                Prefix: i % 4 == 0
                    ? Cut(IPAddressValue.FromIPv6(((UInt128)0x2001_0DB8 << 96) | ((UInt128)random.Next() << 64)), random.Next(32, 129))
                    : Cut(IPAddressValue.FromIPv4(0xC633_0000 | (uint)random.Next(1 << 16)), random.Next(20, 33)),
                Value: random.Next(3) switch { 0 => null, 1 => exit, _ => other })).ToList();
            var database = Databases.Write(entries, Databases.Options with { DatabaseType = "Anonymous", RecordSize = (round % 3) switch { 0 => 24, 1 => 28, _ => 32 } });
            using var reader = Databases.Read(database);
            var expected = reader.FindAll<Dictionary<string, object>>().Where(node => node.Data.ContainsKey("is_tor_exit_node"))
                .Select(node => (Start: IPAddressValue.FromIPAddress(node.Start), Length: node.PrefixLength))
                .Where(node => node.Start.IsIPv4 || node.Start.ToIPv6() >> 112 == 0x2001)
                .Select(node => IPPrefix.TryCreate(node.Start, node.Start.IsIPv4 && node.Length > 32 ? node.Length - 96 : node.Length, out var prefix) ? prefix : throw new InvalidOperationException())
                .Distinct().Order();
            Assert.Equal(expected, Read(database).ExitAddresses);
        }

        static IPPrefix Cut(IPAddressValue address, int length)
        {
            var all = address.IsIPv4 ? address.ToIPv4() : address.ToIPv6();
            all &= UInt128.MaxValue << ((address.IsIPv4 ? 32 : 128) - length);
            return IPPrefix.TryCreate(address.IsIPv4 ? IPAddressValue.FromIPv4((uint)all) : IPAddressValue.FromIPv6(all), length, out var prefix) ? prefix : throw new InvalidOperationException();
        }
    }

    private static TorListContent Read(byte[] database) => new MaxMindFormat().Read(new MemoryStream(database));

    private static async Task<T> Soon<T>(Func<T> read) => await Task.Run(read).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

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
