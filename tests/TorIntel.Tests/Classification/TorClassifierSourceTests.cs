using static TorIntel.Tests.SampleNetwork;

namespace TorIntel.Tests;

/// <summary>Evidence about the initiator's address.</summary>
public sealed class TorClassifierSourceTests
{
    private const string SourceExit = "inbound high: source-exit high";
    private const string Rejects = "inbound low: source-exit-policy-rejects low";
    private const string SourceRelay = "inbound low: source-relay low";

    [Theory]
    [InlineData(Exit, SourceExit)]
    [InlineData(MeasuredExit, SourceExit)]
    [InlineData(ExitAddress, SourceExit)]
    [InlineData(ExitAddressOfMiddle, SourceExit)]
    [InlineData(Shared, SourceExit)]
    [InlineData(Guard, SourceRelay)]
    [InlineData(Middle, SourceRelay)]
    [InlineData(GuardWithoutPort, SourceRelay)]
    [InlineData(GuardAddress, SourceRelay)]
    [InlineData(RelayAddress, SourceRelay)]
    [InlineData(GuardAddressOfMiddle, SourceRelay)]
    [InlineData(InPrefix, SourceRelay)]
    [InlineData("203.0.113.200", "inbound none")]
    [InlineData("198.51.101.77", "inbound none")]
    public void Traffic_leaves_an_exit_and_no_other_relay(string source, string expected)
    {
        Assert.Equal(expected, VerdictText.Of(source + ":40000", "10.0.0.1:22"));
        Assert.Equal(expected, VerdictText.Of(source, "10.0.0.1:22"));
        Assert.Equal(expected, VerdictText.Of(source + ":443", "10.0.0.1"));
    }

    [Theory]
    [InlineData(TransportProtocol.NotStated)]
    [InlineData(TransportProtocol.Tcp)]
    [InlineData(TransportProtocol.Udp)]
    [InlineData(TransportProtocol.Other)]
    public void The_transport_does_not_matter_for_the_initiator(TransportProtocol transport)
    {
        Assert.Equal(SourceExit, VerdictText.Of(Exit + ":40000", "10.0.0.1:22", transport));
        Assert.Equal(SourceRelay, VerdictText.Of(Middle + ":40000", "10.0.0.1:22", transport));
        Assert.Equal(Rejects, VerdictText.Of(WebExit + ":40000", "10.0.0.1:22", transport));
    }

    [Theory]
    [InlineData("10.0.0.1:80", "inbound")]
    [InlineData("203.0.113.200:80", "external")]
    [InlineData("-", "unknown")]
    [InlineData(":80", "unknown")]
    public void The_direction_does_not_matter_for_the_initiator(string destination, string direction)
    {
        Assert.Equal(direction + " high: source-exit high", VerdictText.Of(Exit + ":40000", destination));
        Assert.Equal(direction + " high: source-exit high", VerdictText.Of(WebExit + ":40000", destination));
    }

    [Theory]
    [InlineData(WebExit, 80, SourceExit)]
    [InlineData(WebExit, 443, SourceExit)]
    [InlineData(WebExit, 22, Rejects)]
    [InlineData(WebExit, 65535, Rejects)]
    [InlineData(WebExit, 0, SourceExit)] // no port
    [InlineData(TwoExits, 80, SourceExit)]
    [InlineData(TwoExits, 22, SourceExit)]
    [InlineData(TwoExits, 443, SourceExit)]
    [InlineData(TwoExits, 25, Rejects)]
    [InlineData(ExitsOfKnownAndUnknownPolicy, 25, SourceExit)]
    [InlineData(ExitAddressOfWebExit, 25, Rejects)]
    [InlineData(ExitAddressOfWebExit, 80, SourceExit)]
    [InlineData(Exit, 25, SourceExit)]
    [InlineData(ExitAddress, 25, SourceExit)]
    public void A_policy_counts_only_if_all_exits_there_are_known_to_refuse_the_port(string source, int port, string expected) =>
        Assert.Equal(expected, VerdictText.Of(source + ":40000", "10.0.0.1:" + port));

    [Theory]
    [InlineData(WebExit, "[fd00::1]:443", SourceExit)]
    [InlineData(WebExit, "[fd00::1]:80", Rejects)]
    [InlineData("[2001:db8::4]", "[fd00::1]:443", SourceExit)]
    [InlineData("[2001:db8::4]", "[fd00::1]:80", Rejects)]
    [InlineData("[2001:db8::4]", "10.0.0.1:80", SourceExit)]
    [InlineData(WebExit, "[::ffff:10.0.0.1]:80", SourceExit)]
    [InlineData(TwoExits, "[fd00::1]:80", SourceExit)] // relay 5's IPv6 policy is not known
    public void The_policy_for_the_destinations_family_counts(string source, string destination, string expected) =>
        Assert.Equal(expected, VerdictText.Of(source + ":40000", destination));

    [Theory]
    [InlineData("192.31.196.1:80", false)] // 192.31.196.0/24 is nobody's, and reachable from everywhere
    [InlineData("192.31.196.2:80", true)]
    [InlineData("192.31.196.2:25", false)]
    [InlineData("10.0.0.1:80", true)] // behind address translation, perhaps of 192.31.196.1, perhaps not
    [InlineData("10.0.0.1:25", false)]
    [InlineData("10.0.0.1:0", true)] // no port
    [InlineData("[::ffff:192.31.196.1]:80", false)]
    [InlineData("[fd00::1]:25", true)] // no IPv6 policy is known
    public void An_exact_policy_counts_for_the_destination_itself_where_that_can_be_reached(string destination, bool mayReach)
    {
        var options = TorClassifierOptions.Default with { InternalNetworks = [.. TorClassifierOptions.PrivateNetworks, Sketch.Prefix("192.31.196.0/24")] };

        Assert.Equal(mayReach ? SourceExit : Rejects, VerdictText.Of(Events.Between(ExactExit + ":40000", destination), options));
    }

    [Theory]
    [InlineData(":80", true)]
    [InlineData(":25", false)]
    public void Without_a_destination_an_exact_policy_refuses_what_it_refuses_everywhere(string destination, bool mayReach) =>
        Assert.Equal(mayReach ? SourceExit : Rejects, VerdictText.Of(Events.Between(ExactExit + ":40000", destination) with { IsServiceLog = true }));

    [Theory]
    [InlineData(WebExit + ":40000", ":80", "high: source-exit high")]
    [InlineData(WebExit + ":40000", ":22", "low: source-exit-policy-rejects low")]
    [InlineData("[2001:db8::4]:40000", ":443", "high: source-exit high")]
    [InlineData("[2001:db8::4]:40000", ":80", "low: source-exit-policy-rejects low")]
    public void Without_a_destination_address_its_family_is_the_sources(string source, string destination, string expected)
    {
        Assert.Equal("unknown " + expected, VerdictText.Of(source, destination));
        Assert.Equal("inbound " + expected, VerdictText.Of(Events.Between(source, destination) with { IsServiceLog = true }));
    }

    [Fact]
    public void An_exit_that_is_also_the_responder_gives_both_kinds_of_evidence() =>
        Assert.Equal("external confirmed: source-exit high, destination-or-endpoint confirmed", VerdictText.Of(Exit + ":40000", Guard + ":443"));

    [Theory]
    [InlineData("203.0.113.2", "::ffff:203.0.113.2")]
    [InlineData("203.0.113.2", "::ffff:cb00:7102")]
    public void A_mapped_address_is_the_IPv4_address(string plain, string mapped)
    {
        Assert.Equal(SourceExit, VerdictText.Of(plain, "10.0.0.1:22"));
        Assert.Equal(SourceExit, VerdictText.Of(mapped, "::ffff:10.0.0.1"));
        Assert.Equal("outbound confirmed: destination-or-endpoint confirmed, port-relay low", VerdictText.Of("10.0.0.1:40000", $"[{mapped}]:9001"));
    }

    [Theory]
    [InlineData("2002:cb00:7102::1")] // 6to4 of 203.0.113.2
    [InlineData("2002:cb00:7102::")]
    [InlineData("64:ff9b::203.0.113.2")] // NAT64
    [InlineData("2001:0:cb00:7102:0:ffff:34ff:8efd")] // Teredo: its server and its client are 203.0.113.2
    [InlineData("2001:0:101:101:0:ffff:34ff:8efd")]
    [InlineData("::203.0.113.2")] // IPv4-compatible
    [InlineData("2001:db8::cb00:7102")]
    public void An_embedded_IPv4_address_never_matches_by_itself(string address)
    {
        Assert.Equal("inbound none", VerdictText.Of(address, "10.0.0.1:22"));
        Assert.Equal("outbound none", VerdictText.Of("10.0.0.1:40000", $"[{address}]:443"));
        Assert.Equal("outbound low: port-relay low", VerdictText.Of("10.0.0.1:40000", $"[{address}]:9001"));
    }

    [Fact]
    public void Evidence_names_the_field_that_it_was_seen_in()
    {
        var verdict = new TorClassifier().Classify(View, Events.Between(Exit + ":40000", "10.0.0.1:22"));
        Assert.Equal(EventField.Source, verdict.Evidence[0].Field);
        verdict = new TorClassifier().Classify(View, Events.Between("10.0.0.1:22", Exit + ":40000") with { Initiator = EventInitiator.Destination });
        Assert.Equal((EvidenceKind.SourceExit, EventField.Destination), (verdict.Evidence[0].Kind, verdict.Evidence[0].Field));
        Assert.Equal(TorDirection.Inbound, verdict.Direction);
    }
}
