using System.Text;
using FsCheck;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class NameClassifierTests
{
    private const string Version2 = "expyuzz4wqqyqhjn";
    private const string Version3 = OnionForge.PublicExample;
    private const string WrongChecksum = "qg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd";

    public static TheoryData<string> Gateways => [.. NameOracle.Gateways];

    [Theory]
    [InlineData(Version3 + ".onion", NameClass.OnionV3)]
    [InlineData(Version3 + ".onion.", NameClass.OnionV3)]
    [InlineData(Version3 + ".onion:80", NameClass.OnionV3)]
    [InlineData(Version3 + ".onion.:80", NameClass.OnionV3)]
    [InlineData(Version3 + ".onion:65535", NameClass.OnionV3)]
    [InlineData("www." + Version3 + ".onion", NameClass.OnionV3)]
    [InlineData("a.b.c." + Version3 + ".onion", NameClass.OnionV3)]
    [InlineData("xn--mnchen-3ya." + Version3 + ".onion", NameClass.OnionV3)]
    [InlineData("m\u00fcnchen." + Version3 + ".onion", NameClass.OnionV3)]
    [InlineData("." + Version3 + ".onion", NameClass.OnionV3)]
    [InlineData("PG6MMJIYJMCRSSLVYKFWNNTLARU7P5SVN6Y2YMMJU6NUBXNDF4PSCRYD.ONION", NameClass.OnionV3)]
    [InlineData("Pg6mmjIYJmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryD.oNiOn", NameClass.OnionV3)]
    [InlineData(Version2 + ".onion", NameClass.OnionV2)]
    [InlineData(Version2 + ".onion.", NameClass.OnionV2)]
    [InlineData(Version2 + ".onion:1", NameClass.OnionV2)]
    [InlineData("EXPYUZZ4wqqyqhjn.Onion", NameClass.OnionV2)]
    [InlineData("www." + Version2 + ".onion", NameClass.OnionV2)]
    [InlineData(WrongChecksum + ".onion", NameClass.OnionInvalid)]
    [InlineData("www." + WrongChecksum + ".onion", NameClass.OnionInvalid)]
    [InlineData(Version3 + ".www.onion", NameClass.OnionInvalid)]
    [InlineData(Version2 + ".x.onion", NameClass.OnionInvalid)]
    [InlineData(Version3 + "..onion", NameClass.OnionInvalid)]
    [InlineData("x" + Version3 + ".onion", NameClass.OnionInvalid)]
    [InlineData("x-" + Version2 + ".onion", NameClass.OnionInvalid)]
    [InlineData("expyuzz4wqqyqhj1.onion", NameClass.OnionInvalid)]
    [InlineData("expyuzz4wqqyqhj.onion", NameClass.OnionInvalid)]
    [InlineData("facebook.onion", NameClass.OnionInvalid)]
    [InlineData("xn--mnchen-3ya.onion", NameClass.OnionInvalid)]
    [InlineData("m\u00fcnchen.onion", NameClass.OnionInvalid)]
    [InlineData("onion", NameClass.OnionInvalid)]
    [InlineData("ONION", NameClass.OnionInvalid)]
    [InlineData("onion.", NameClass.OnionInvalid)]
    [InlineData("onion:80", NameClass.OnionInvalid)]
    [InlineData("onion.:80", NameClass.OnionInvalid)]
    [InlineData(".onion", NameClass.OnionInvalid)]
    [InlineData("a.onion", NameClass.OnionInvalid)]
    [InlineData("onion.onion", NameClass.OnionInvalid)]
    [InlineData(Version3 + ".onion.onion", NameClass.OnionInvalid)]
    public void Names_under_onion_are_told_by_the_label_in_front(string name, NameClass expected) => Assert.Equal(expected, Classify(name));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(":")]
    [InlineData(":80")]
    [InlineData(".:80")]
    [InlineData("a")]
    [InlineData("example.org")]
    [InlineData("www.google.com")]
    [InlineData("onion.com")]
    [InlineData("onion.org")]
    [InlineData("notonion")]
    [InlineData("xonion")]
    [InlineData("onions")]
    [InlineData("nion")]
    [InlineData("x.notonion")]
    [InlineData("x.onions")]
    [InlineData("x.onion.example.com")]
    [InlineData(Version3)]
    [InlineData(Version3 + ".com")]
    [InlineData(Version3 + "onion")]
    [InlineData(Version3 + "-onion")]
    [InlineData(Version3 + ".onion.example.org")]
    [InlineData(Version2 + ".onion.com")]
    [InlineData("onion..")]
    [InlineData("x.onion..")]
    [InlineData("x.onion ")]
    [InlineData(" onion")]
    [InlineData("x.onion\0")]
    [InlineData("x.onion/")]
    [InlineData("x.onion:http")]
    [InlineData("x.onion:")]
    [InlineData("x.onion:-1")]
    [InlineData("x.onion:80:80")]
    [InlineData("x.onion:80.")]
    [InlineData("x.oni\u03bfn")] // a Greek omicron
    [InlineData("x.\uff4fnion")] // a full-width o
    [InlineData("x\u3002onion")] // an ideographic full stop
    [InlineData("x.\u043enion")] // a Cyrillic o
    [InlineData("xn--nion-uxc")]
    [InlineData("192.0.2.1")]
    [InlineData("[2001:db8::1]:443")]
    [InlineData("2001:db8::1")]
    [InlineData("host.nickname.exit")]
    [InlineData("tor.com")]
    [InlineData("tor")]
    public void Names_that_only_look_like_it_say_nothing(string name) => Assert.Equal(NameClass.None, Classify(name));

    [Theory]
    [MemberData(nameof(Gateways))]
    public void A_gateway_says_more_with_an_onion_address_right_in_front(string gateway)
    {
        foreach (var end in new[] { "", ".", ":443", ".:8080" })
        {
            foreach (var (name, expected) in new[]
            {
                (gateway, NameClass.Tor2web),
                ("www." + gateway, NameClass.Tor2web),
                ("a.b." + gateway, NameClass.Tor2web),
                ("." + gateway, NameClass.Tor2web),
                (Version2 + "." + gateway, NameClass.Tor2webOnion),
                (Version3 + "." + gateway, NameClass.Tor2webOnion),
                (WrongChecksum + "." + gateway, NameClass.Tor2webOnion),
                ("www." + Version2 + "." + gateway, NameClass.Tor2webOnion),
                ("www." + Version3 + "." + gateway, NameClass.Tor2webOnion),
                (Version2 + ".www." + gateway, NameClass.Tor2web),
                (Version3 + ".www." + gateway, NameClass.Tor2web),
                (Version2[..15] + "." + gateway, NameClass.Tor2web),
                (Version3[..55] + "." + gateway, NameClass.Tor2web),
                (Version2[..15] + "1." + gateway, NameClass.Tor2web),
                (Version3[..55] + "8." + gateway, NameClass.Tor2web),
                ("x" + gateway, NameClass.None),
                ("x-" + gateway, NameClass.None),
                (Version2 + gateway, NameClass.None),
                (gateway + ".example.org", NameClass.None),
                (Version2 + "." + gateway + "x", NameClass.None),
                (gateway[1..], NameClass.None),
                (gateway[(gateway.IndexOf('.') + 1)..], NameClass.None),
            })
            {
                Assert.Equal((name + end, expected), (name + end, Classify(name + end)));
                Assert.Equal((name + end, expected), (name + end, Classify(name.ToUpperInvariant() + end)));
            }
        }
    }

    [Theory]
    [InlineData("onion.guard")]
    [InlineData("onion.de")]
    [InlineData("onion.net")]
    [InlineData("s6.tor-gateways.de")]
    [InlineData("tor-gateways.de")]
    [InlineData("www.tor-gateways.de")]
    [InlineData("ae.org")]
    [InlineData("blutmagie.de")]
    [InlineData("in.net")]
    [InlineData("tor2web.net")]
    [InlineData("torlink.com")]
    [InlineData("hiddenservice.org")]
    public void Domains_beside_the_gateways_say_nothing(string name)
    {
        Assert.Equal(NameClass.None, Classify(name));
        Assert.Equal(NameClass.None, Classify(Version2 + "." + name));
    }

    [Theory]
    [InlineData("torproject.org", NameClass.TorProject)]
    [InlineData("TorProject.ORG", NameClass.TorProject)]
    [InlineData("torproject.org.", NameClass.TorProject)]
    [InlineData("torproject.org:443", NameClass.TorProject)]
    [InlineData("www.torproject.org", NameClass.TorProject)]
    [InlineData("check.torproject.org", NameClass.TorProject)]
    [InlineData("metrics.torproject.org", NameClass.TorProject)]
    [InlineData("onionoo.torproject.org", NameClass.TorProject)]
    [InlineData("collector.torproject.org", NameClass.TorProject)]
    [InlineData("gitlab.torproject.org", NameClass.TorProject)]
    [InlineData("support.torproject.org", NameClass.TorProject)]
    [InlineData("a.b.torproject.org", NameClass.TorProject)]
    [InlineData("xdist.torproject.org", NameClass.TorProject)]
    [InlineData("dist.www.torproject.org", NameClass.TorProject)]
    [InlineData("aus2.torproject.org", NameClass.TorProject)]
    [InlineData("snowflake.torproject.org", NameClass.TorProject)]
    [InlineData("snowflake-broker.torproject.org", NameClass.TorProject)]
    [InlineData("torproject.net", NameClass.TorProject)]
    [InlineData("www.torproject.net", NameClass.TorProject)]
    [InlineData("dist.torproject.net", NameClass.TorProject)]
    [InlineData("bridges.torproject.net", NameClass.TorProject)]
    [InlineData("xsnowflake.torproject.net", NameClass.TorProject)]
    [InlineData("dist.torproject.org", NameClass.TorProjectUse)]
    [InlineData("Dist.TorProject.org.", NameClass.TorProjectUse)]
    [InlineData("dist.torproject.org:443", NameClass.TorProjectUse)]
    [InlineData("aus1.torproject.org", NameClass.TorProjectUse)]
    [InlineData("archive.torproject.org", NameClass.TorProjectUse)]
    [InlineData("deb.torproject.org", NameClass.TorProjectUse)]
    [InlineData("rpm.torproject.org", NameClass.TorProjectUse)]
    [InlineData("bridges.torproject.org", NameClass.TorProjectUse)]
    [InlineData("cdn.dist.torproject.org", NameClass.TorProjectUse)]
    [InlineData("a.b.bridges.torproject.org", NameClass.TorProjectUse)]
    [InlineData("snowflake.torproject.net", NameClass.TorProjectUse)]
    [InlineData("snowflake-broker.torproject.net", NameClass.TorProjectUse)]
    [InlineData("x.snowflake.torproject.net", NameClass.TorProjectUse)]
    [InlineData("torproject.com", NameClass.None)]
    [InlineData("torproject.org.example.com", NameClass.None)]
    [InlineData("xtorproject.org", NameClass.None)]
    [InlineData("my-torproject.org", NameClass.None)]
    [InlineData("torproject.orga", NameClass.None)]
    [InlineData("torproject.or", NameClass.None)]
    [InlineData("orproject.org", NameClass.None)]
    [InlineData("torproject", NameClass.None)]
    [InlineData("dist-torproject.org", NameClass.None)]
    public void Names_of_the_Tor_Project_count_as_use_or_as_interest(string name, NameClass expected) => Assert.Equal(expected, Classify(name));

    [Fact]
    public void The_table_has_a_version() => Assert.Matches("^[0-9]{4}-[0-9]{2}$", NameClassifier.Version);

    [Fact]
    public void The_table_has_the_gateways_of_its_sources_and_no_others()
    {
        var rows = EmbeddedTable.ReadRows("names.txt").ToLookup(words => words[0], words => words[1]);
        Assert.Equal(NameOracle.Gateways.Order(), rows["gateway"].Order());
        Assert.Equal(NameOracle.Project.Order(), rows["project"].Order());
        Assert.Equal(NameOracle.ProjectUse.Order(), rows["project-use"].Order());
        Assert.Single(rows["version"]);
    }

    [Fact]
    public void Names_of_any_length_are_classified()
    {
        foreach (var length in new[] { 0, 1, 5, 6, 7, 63, 64, 253, 254, 255, 256, 1000, 65536, 1_000_000 })
        {
            Assert.Equal(NameClass.None, Classify(new string('a', length)));
            Assert.Equal(NameClass.None, Classify(new string('.', length)));
            Assert.Equal(NameClass.None, Classify(new string(':', length)));
            Assert.Equal(NameClass.None, Classify(new string('1', length)));
            Assert.Equal(NameClass.OnionInvalid, Classify(new string('a', length) + ".onion"));
            Assert.Equal(NameClass.OnionV2, Classify(new string('a', length) + "." + Version2 + ".onion"));
            Assert.Equal(NameClass.Tor2webOnion, Classify(new string('.', length) + "." + Version2 + ".onion.to"));
        }
    }

    [Fact]
    public void Invalid_UTF8_is_a_label_like_any_other()
    {
        byte[] garbage = [0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0x00, 0xFE];
        Assert.Equal(NameClass.None, NameClassifier.Classify(garbage));
        Assert.Equal(NameClass.OnionInvalid, NameClassifier.Classify([.. garbage, .. ".onion"u8]));
        Assert.Equal(NameClass.Tor2web, NameClassifier.Classify([.. garbage, .. ".onion.to"u8]));
        Assert.Equal(NameClass.None, NameClassifier.Classify([.. "x.onion"u8, .. garbage]));

        // Setting bit 5 makes these equal to the letters of "onion" in a careless comparison.
        Assert.Equal(NameClass.None, NameClassifier.Classify([(byte)'x', 0x0E, (byte)'o', (byte)'n', (byte)'i', (byte)'o', (byte)'n']));
        Assert.Equal(NameClass.None, NameClassifier.Classify([(byte)'x', (byte)'.', (byte)'o' | 0x80, (byte)'n', (byte)'i', (byte)'o', (byte)'n']));
    }

    [Property(MaxTest = 3000)]
    public void Classify_of_any_bytes_never_throws(byte[] name)
    {
        _ = NameClassifier.Classify(name);
        _ = NameClassifier.HostOfUrl(name);
        _ = NameClassifier.HasTorLinkForm(name);
        _ = NameClassifier.IsTorLinkCertificate(name, name);
        _ = NameClassifier.Classify([.. name, .. ".onion"u8]);
        _ = NameClassifier.Classify([.. name, .. "onion.to:"u8, .. name]);
    }

    [Property(MaxTest = 20_000)]
    public void Classify_agrees_with_a_plain_oracle(DoNotSize<int> seed)
    {
        var name = NameForge.Make(new Random(seed.Item), out var isVersion3);
        var expected = NameOracle.Classify(name, isVersion3);
        Assert.Equal((name, expected), (name, Classify(name)));
    }

    private static NameClass Classify(string name) => NameClassifier.Classify(Encoding.UTF8.GetBytes(name));
}
