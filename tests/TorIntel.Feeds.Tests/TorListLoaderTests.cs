using System.Text;
using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

public sealed class TorListLoaderTests
{
    private const string Csv = $"fingerprint, ipaddr, port\n{Lists.A}, 192.0.2.1, 9001\n{Lists.A}, 2001:db8::1, 9001\n{Lists.B}, 198.51.100.2, 443\n";
    private const string Addresses = "192.0.2.1\n198.51.100.0/24\n2001:db8::1\n";

    [Theory]
    [InlineData(Addresses, TorListKind.AddressList)]
    [InlineData("# fingerprint, of the list\n" + Addresses, TorListKind.AddressList)]
    [InlineData("\r\n\uFEFF", TorListKind.AddressList)]
    [InlineData(Csv, TorListKind.RelayCsv)]
    [InlineData("\uFEFF" + Csv, TorListKind.RelayCsv)]
    [InlineData("\n# made hourly\n\n" + Csv, TorListKind.RelayCsv)]
    [InlineData("\"Fingerprint\",\"IPADDR\",\"Port\"\r\n" + Lists.A + ",192.0.2.1,9001\r\n", TorListKind.RelayCsv)]
    public void Load_recognises_a_list_by_its_content(string text, TorListKind kind)
    {
        Assert.Equal(kind, Lists.Load(text).Kind);
        Assert.Equal(kind, Lists.Load(Lists.Gzip(Encoding.UTF8.GetBytes(text))).Kind);
    }

    [Theory]
    [InlineData(null, RelayRoles.Exit)] // a bulk exit list
    [InlineData(RelayRoles.Exit, RelayRoles.Exit)]
    [InlineData(RelayRoles.Guard, RelayRoles.Relay | RelayRoles.Guard)]
    [InlineData(RelayRoles.Relay, RelayRoles.Relay)]
    public void Load_gives_bare_addresses_the_role_that_is_said(RelayRoles? role, RelayRoles expected)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        var report = Lists.Load(Addresses, builder, role);

        Assert.Equal(3, report.Entries);
        Assert.Equal(expected, builder.RolesOf("192.0.2.1"));
        Assert.Equal(expected, builder.RolesOf("198.51.100.77"));
        Assert.Equal(expected, builder.RolesOf("2001:db8::1"));
        Assert.Equal(RelayRoles.None, builder.RolesOf("192.0.2.2"));
    }

    [Theory]
    [InlineData(null, RelayRoles.Relay)]
    [InlineData(RelayRoles.Exit, RelayRoles.Relay | RelayRoles.Exit)]
    [InlineData(RelayRoles.Guard, RelayRoles.Relay | RelayRoles.Guard)]
    public void Load_gives_relays_of_a_CSV_list_the_role_that_is_said(RelayRoles? role, RelayRoles expected)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        var report = Lists.Load(Csv, builder, role);
        var network = builder.Build();

        Assert.Equal(3, report.Entries);
        Assert.Equal(2, network.RelayCount);
        Assert.Equal(3, network.OrEndpointCount);
        Assert.Equal(expected, builder.RolesOf("2001:db8::1"));
        Assert.True(network.TryFind(IPAddressValue.Parse("198.51.100.2"), out var listed) && listed.HasOrPort(443) && !listed.HasOrPort(9001));
    }

    [Fact]
    public void Load_joins_lists_and_keeps_their_names_and_the_oldest_time()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        var loader = new TorListLoader(builder);
        var (older, newer) = (new DateTimeOffset(2026, 8, 22, 20, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 8, 22, 21, 0, 0, TimeSpan.Zero));
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes(Csv));
        using var exits = new MemoryStream("192.0.2.1\n203.0.113.9\n"u8.ToArray());
        using var page = new MemoryStream("<html>\n"u8.ToArray());
        loader.Load(csv, "relays.csv", RelayRoles.Guard, newer);
        loader.Load(exits, "exits", time: older);
        loader.Load(page, "refused", time: older.AddDays(-1));
        var network = builder.Build();

        Assert.Equal("relays.csv, exits", network.SourceName);
        Assert.Equal(older, network.Time);
        Assert.False(network.IsVerified);
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Exit, builder.RolesOf("192.0.2.1"));
        Assert.Equal(RelayRoles.Exit, builder.RolesOf("203.0.113.9"));
    }

    [Fact]
    public void Load_leaves_out_special_purpose_addresses_and_counts_them()
    {
        var builder = new TorNetworkBuilder();
        var report = Lists.Load("9.9.9.9\n10.1.2.3\n127.0.0.1\n2001:db8::/32\n0.0.0.0/0\n", builder);

        Assert.Equal(1, report.Entries);
        Assert.Equal(4, report.LeftOut);
        Assert.Equal("10.1.2.3/32: private use (RFC 1918)", report.FirstLeftOut);
        Assert.Null(report.Refusal);
        Assert.Equal(RelayRoles.None, builder.RolesOf("10.1.2.3"));
    }

    [Fact]
    public void Load_refuses_a_list_of_which_nothing_can_be_used()
    {
        Assert.Equal("none of its entries can be used (192.0.2.1/32: documentation (RFC 5737))", Lists.Load(Addresses, new TorNetworkBuilder()).Refusal);
        Assert.Equal("none of its entries can be used (192.0.2.1/32: documentation (RFC 5737))", Lists.Load(Csv, new TorNetworkBuilder()).Refusal);
        Assert.Equal("none of its entries can be used (0.0.0.0/0: default route)", Lists.Load("0.0.0.0/0\n").Refusal);
        Assert.Equal("none of its entries can be used (::/0: default route)", Lists.Load("::/0\n::\n").Refusal);
    }

    [Theory]
    [InlineData("@type tordnsel 1.0\nDownloaded 2018-11-01 00:02:00\n", "a document of the Tor directory archives")]
    [InlineData("ExitNode AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nPublished 2018-10-31 12:00:00\nExitAddress 192.0.2.1 2018-10-31 23:01:00\n", "an exit-addresses document")]
    [InlineData("router example 192.0.2.1 9001 0 0\n", "a list of server descriptors")]
    [InlineData("dir-key-certificate-version 3\n", "a list of key certificates")]
    [InlineData("{\"version\":\"8.0\",\"relays_published\":\"2026-08-22 11:00:00\",\"relays\":[]}", "a JSON document")]
    [InlineData("\uFEFF\r\n {\"version\":\"8.0\"}", "a JSON document")]
    public void Load_says_what_a_document_is_that_cannot_be_read_yet(string text, string what)
    {
        var expected = $"it is {what}, which cannot be read as a list yet";

        Assert.Equal(expected, Lists.Load(text).Refusal);
        Assert.Equal(expected, Lists.Load(Lists.Gzip(Encoding.UTF8.GetBytes(text))).Refusal);
        Assert.Equal(TorListKind.Unknown, Lists.Load(text).Kind);
    }

    [Theory]
    [InlineData("data/onionoo/details-running-relays-2026-08-22T15.json.gz", "a JSON document")]
    [InlineData("data/mmdb/GeoIP2-Anonymous-IP-Test.mmdb", "binary data")]
    public void LoadFile_refuses_real_documents_of_other_kinds(string path, string what)
    {
        var report = new TorListLoader(new TorNetworkBuilder()).LoadFile(SharedData.PathOrSkip(path));

        Assert.StartsWith("it is " + what, report.Refusal);
        Assert.Equal(Path.GetFileName(path), report.Name);
    }

    [Theory]
    [InlineData("all.csv", TorListKind.RelayCsv, 15_612)]
    [InlineData("guards.csv", TorListKind.RelayCsv, 9_361)]
    [InlineData("exits.csv", TorListKind.RelayCsv, 5_933)]
    [InlineData("torbulkexitlist", TorListKind.AddressList, 1_363)]
    [InlineData("torbulkexitlist.sorted", TorListKind.AddressList, 1_363)]
    [InlineData("tor-nodes.lst", TorListKind.AddressList, 8_054)]
    [InlineData("tor-exit-nodes.lst", TorListKind.AddressList, 1_746)]
    public void LoadFile_takes_every_row_of_the_real_lists(string file, TorListKind kind, int entries)
    {
        var report = new TorListLoader(new TorNetworkBuilder()).LoadFile(SharedData.PathOrSkip("data/snapshot/" + file));

        Assert.Null(report.Refusal);
        Assert.Equal(kind, report.Kind);
        Assert.Equal(entries, report.Entries);
        Assert.Equal(0, report.LeftOut + report.ErrorCount);
    }

    [Fact]
    public void Load_gives_the_same_whatever_pieces_the_stream_comes_in()
    {
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(Csv), Lists.Gzip(Encoding.UTF8.GetBytes(Csv)), Encoding.UTF8.GetBytes(Addresses) })
        {
            using var stream = new ChunkedStream(bytes);
            var report = new TorListLoader(new TorNetworkBuilder { IncludeSpecialPurpose = true }).Load(stream, "list");
            Assert.Null(report.Refusal);
            Assert.Equal(3, report.Entries);
        }
    }

    [Fact]
    public void Load_and_LoadFile_say_what_they_need()
    {
        var loader = new TorListLoader(new TorNetworkBuilder());
        using var stream = new MemoryStream();

        Assert.Throws<ArgumentNullException>(() => loader.Load(null!, "list"));
        Assert.Throws<ArgumentNullException>(() => loader.Load(stream, null!));
        Assert.Throws<FileNotFoundException>(() => loader.LoadFile(Path.Combine(Path.GetTempPath(), "torintel-no-such-file")));
        Assert.Throws<UnauthorizedAccessException>(() => loader.LoadFile(Path.GetTempPath()));
    }
}
