using System.Text;
using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

/// <summary>Documents that know more than addresses, as lists of a view.</summary>
public sealed class DocumentListTests
{
    private const string Groups = "AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA";
    private const string ExitAddresses = $"ExitNode {Lists.A}\nPublished 2018-10-31 05:08:21\nLastStatus 2018-10-31 06:02:24\nExitAddress 192.0.2.1 2018-10-31 06:03:23\n";
    private const string Onionoo = $$"""{"version":"8.0","relays_published":"2026-08-22 15:00:00","relays":[{"fingerprint":"{{Lists.A}}","or_addresses":["192.0.2.1:9001"],"flags":["Exit"]}]}""";
    private const string OnionooWithoutFlags = $$"""{"relays":[{"fingerprint":"{{Lists.A}}","or_addresses":["192.0.2.1:9001"]}]}""";
    private const string TorNodes = "<html>\n__BEGIN_TOR_NODE_LIST__\n192.0.2.1|Example|9001|9030|EFGHRSDV|123456|Tor 0.4.8.12|mail<br>\n__END_TOR_NODE_LIST__\n";
    private const string Misp = """{"Event":{"timestamp":"1535000000","Attribute":[{"type":"ip-src","value":"192.0.2.1"}]}}""";
    private const string Stix = """{"type":"bundle","objects":[{"type":"indicator","modified":"2026-08-22T10:00:00Z","pattern":"[ipv4-addr:value = '192.0.2.1']","valid_until":"2026-09-01T00:00:00Z"}]}""";

    private static readonly DateTimeOffset s_given = new(2026, 8, 23, 0, 0, 0, TimeSpan.Zero);

    private static string Descriptor(string address, string published) =>
        $"router Example {address} 9001 0 0\npublished {published}\nfingerprint {Groups}\naccept *:80\nreject *:*\nrouter-signature\n-----BEGIN SIGNATURE-----\nx\n-----END SIGNATURE-----\n";

    public static TheoryData<string, TorListKind, RelayRoles, bool, string?> Documents => new()
    {
        { ExitAddresses, TorListKind.ExitAddresses, RelayRoles.Exit, true, "2018-10-31T06:03:23Z" },
        { "@type tordnsel 1.0\nDownloaded 2018-11-01 00:02:01\n" + ExitAddresses, TorListKind.ExitAddresses, RelayRoles.Exit, true, "2018-11-01T00:02:01Z" },
        { Descriptor("192.0.2.1", "2014-12-08 14:01:26"), TorListKind.ServerDescriptors, RelayRoles.Relay | RelayRoles.Exit, true, null },
        { "@type server-descriptor 1.0\n" + Descriptor("192.0.2.1", "2014-12-08 14:01:26"), TorListKind.ServerDescriptors, RelayRoles.Relay | RelayRoles.Exit, true, null },
        { "@downloaded-at 2014-12-08 15:00:00\n@source \"192.0.2.9\"\n" + Descriptor("192.0.2.1", "2014-12-08 14:01:26"), TorListKind.ServerDescriptors, RelayRoles.Relay | RelayRoles.Exit, true, null },
        { Onionoo, TorListKind.OnionooDetails, RelayRoles.Relay | RelayRoles.Exit, true, "2026-08-22T15:00:00Z" },
        { OnionooWithoutFlags, TorListKind.OnionooDetails, RelayRoles.Relay, false, null },
        { TorNodes, TorListKind.TorNodes, RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Exit, true, null },
        { Misp, TorListKind.Misp, RelayRoles.Exit, false, "2018-08-23T04:53:20Z" },
        { "[" + Misp + "]", TorListKind.Misp, RelayRoles.Exit, false, "2018-08-23T04:53:20Z" },
        { "{\"response\":[" + Misp + "]}", TorListKind.Misp, RelayRoles.Exit, false, "2018-08-23T04:53:20Z" },
        { Stix, TorListKind.Stix, RelayRoles.Exit, false, "2026-08-22T10:00:00Z" },
        { "# This File Date: Thu Sep 10 08:40:29 UTC 2026\n192.0.2.1\n", TorListKind.AddressList, RelayRoles.Exit, false, "2026-09-10T08:40:29Z" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Load_recognises_a_document_by_its_content_and_takes_its_roles_and_time(string text, TorListKind kind, RelayRoles roles, bool knowsRoles, string? time)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var blank = kind is TorListKind.ExitAddresses or TorListKind.ServerDescriptors ? "\n" : " \r\n";
        foreach (var form in new[] { bytes, Lists.Gzip(bytes), Encoding.UTF8.GetBytes("\uFEFF" + text), Encoding.UTF8.GetBytes(blank + text) })
        {
            var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
            using var stream = new ChunkedStream(form);
            var report = new TorListLoader(builder).Load(stream, "list", role: null, s_given);

            Assert.Null(report.Refusal);
            Assert.Equal((kind, 1, 0L), (report.Kind, report.Entries, report.ErrorCount));
            Assert.Equal(roles, builder.RolesOf("192.0.2.1"));
            Assert.Equal(knowsRoles, report.KnowsRoles);
            Assert.Equal(time is null ? s_given : DateTimeOffset.Parse(time, null), report.Time);
            Assert.Equal(report.Time, builder.Build().Time);
        }
    }

    [Theory]
    [InlineData(Onionoo, RelayRoles.Guard, RelayRoles.Relay | RelayRoles.Exit)] // it tells roles itself
    [InlineData(OnionooWithoutFlags, RelayRoles.Guard, RelayRoles.Relay | RelayRoles.Guard)]
    [InlineData(OnionooWithoutFlags, RelayRoles.Exit, RelayRoles.Relay | RelayRoles.Exit)]
    [InlineData(TorNodes, RelayRoles.Relay, RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Exit)]
    [InlineData(Misp, RelayRoles.Guard, RelayRoles.Relay | RelayRoles.Guard)]
    [InlineData(Stix, RelayRoles.Relay, RelayRoles.Relay)]
    [InlineData(ExitAddresses, RelayRoles.Guard, RelayRoles.Exit)]
    public void A_role_is_for_lists_that_tell_none(string text, RelayRoles role, RelayRoles expected)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        Assert.Null(Lists.Load(text, builder, role).Refusal);

        Assert.Equal(expected, builder.RolesOf("192.0.2.1"));
    }

    [Fact]
    public void Of_several_descriptors_of_a_relay_the_newest_counts()
    {
        foreach (var text in new[]
        {
            Descriptor("192.0.2.1", "2014-12-08 14:01:26") + Descriptor("192.0.2.2", "2014-12-08 15:01:26"),
            Descriptor("192.0.2.2", "2014-12-08 15:01:26") + Descriptor("192.0.2.1", "2014-12-08 14:01:26"),
        })
        {
            var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
            Assert.Equal(1, Lists.Load(text, builder).Entries);

            Assert.Equal(RelayRoles.None, builder.RolesOf("192.0.2.1"));
            Assert.Equal(RelayRoles.Relay | RelayRoles.Exit, builder.RolesOf("192.0.2.2"));
        }
    }

    [Theory]
    [InlineData("2026-08-31T23:59:59Z", 1, 0)]
    [InlineData("2026-09-01T00:00:00Z", 0, 1)]
    [InlineData(null, 1, 0)]
    public void Indicators_have_to_be_valid_at_the_time_that_is_given(string? time, int entries, int passedOver)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Stix));
        var report = new TorListLoader(new TorNetworkBuilder { IncludeSpecialPurpose = true }).Load(stream, "list", null, time is null ? null : DateTimeOffset.Parse(time, null));

        Assert.Equal((entries, passedOver), (report.Entries, report.PassedOver));
        Assert.Equal(entries == 0, report.Refusal is not null);
    }

    [Fact]
    public void A_relay_with_one_address_left_out_is_taken_and_the_right_address_is_named()
    {
        var report = Lists.Load(
            $$"""{"relays":[{"fingerprint":"{{Lists.A}}","or_addresses":["9.9.9.9:9001","[2001:db8::1]:9001"]},{"fingerprint":"{{Lists.B}}","or_addresses":["10.0.0.1:9001"]}]}""", new TorNetworkBuilder());

        Assert.Equal((1, 2, null), (report.Entries, report.LeftOut, report.Refusal));
        Assert.Equal("2001:db8::1/128: documentation (RFC 3849)", report.FirstLeftOut);
    }

    [Fact]
    public void Relays_that_do_not_run_are_counted()
    {
        var report = Lists.Load($$"""{"relays":[{"fingerprint":"{{Lists.A}}","or_addresses":["192.0.2.1:9001"]},{"fingerprint":"{{Lists.B}}","or_addresses":["192.0.2.2:9001"],"running":false}]}""");

        Assert.Equal((1, 1), (report.Entries, report.PassedOver));
    }

    [Fact]
    public void Nothing_of_a_document_that_is_cut_is_taken()
    {
        foreach (var text in new[] { Onionoo, Misp, Stix, TorNodes[..^10], ExitAddresses })
        {
            var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
            var report = Lists.Load(text[..^1], builder);

            Assert.NotNull(report.Refusal);
            Assert.Equal(RelayRoles.None, builder.RolesOf("192.0.2.1"));
            Assert.Empty(builder.Build().Sources);
        }
    }

    [Theory]
    [InlineData("onionoo/details-running-relays-2026-08-22T15.json.gz", TorListKind.OnionooDetails, 9_470, 0, false)]
    [InlineData("onionoo/details-address-only-2026-08-22T11.json.gz", TorListKind.OnionooDetails, 10_157, 0, false)]
    [InlineData("tor-documents/exit-addresses-2018-11-01-00-02-01.gz", TorListKind.ExitAddresses, 931, 0, true)]
    [InlineData("tor-documents/exit-addresses-2018-11-01-01-02-01.gz", TorListKind.ExitAddresses, 935, 0, true)]
    [InlineData("tor-documents/server-descriptors-2014-12-08.gz", TorListKind.ServerDescriptors, 761, 2, true)]
    public void LoadFile_takes_every_relay_of_the_real_documents(string path, TorListKind kind, int entries, int leftOut, bool knowsRoles)
    {
        var report = new TorListLoader(new TorNetworkBuilder()).LoadFile(SharedData.PathOrSkip("data/" + path));

        Assert.Null(report.Refusal);
        Assert.Equal((kind, entries, leftOut, 0L), (report.Kind, report.Entries, report.LeftOut, report.ErrorCount));
        Assert.Equal(knowsRoles, report.KnowsRoles);
    }
}
