using static TorIntel.Tests.SampleNetwork;

namespace TorIntel.Tests;

/// <summary>Listed addresses of ours, and relays that we run with authority.</summary>
public sealed class TorClassifierOwnRelayTests
{
    private const string LinkName = "www.a2b3c4d5e6f7.com";

    [Theory]
    [InlineData(Ours + ":40000", "9.9.9.9:443", "outbound confirmed: own-relay confirmed")]
    [InlineData(Ours, "-", "unknown confirmed: own-relay confirmed")]
    [InlineData("9.9.9.9:40000", Ours + ":9001", "inbound confirmed: own-relay confirmed")]
    [InlineData("9.9.9.9:40000", Ours + ":9030", "inbound confirmed: own-relay confirmed")]
    [InlineData("9.9.9.9:40000", Ours + ":22", "inbound confirmed: own-relay confirmed")]
    [InlineData("9.9.9.9:40000", Ours, "inbound confirmed: own-relay confirmed")]
    [InlineData("10.0.0.1:40000", Ours + ":9001", "internal confirmed: own-relay confirmed")]
    [InlineData("10.0.0.1:40000", Ours + ":9050", "internal confirmed: own-relay confirmed, port-client low")]
    [InlineData(Ours + ":40000", Guard + ":443", "outbound confirmed: own-relay confirmed, destination-or-endpoint confirmed")]
    [InlineData(Exit + ":40000", Ours + ":9001", "inbound confirmed: source-exit high, own-relay confirmed")]
    [InlineData(Ours + ":40000", Ours + ":9001", "internal confirmed: own-relay confirmed, own-relay confirmed")]
    public void For_a_listed_address_of_ours_nothing_else_about_the_address_is_given(string source, string destination, string expected)
    {
        foreach (var transport in Enum.GetValues<TransportProtocol>())
        {
            var torEvent = Events.Between(source, destination) with { Transport = transport };
            var isTcp = transport is TransportProtocol.Tcp or TransportProtocol.NotStated;
            Assert.Equal(
                isTcp ? expected : expected.Replace("destination-or-endpoint confirmed", "destination-relay low", StringComparison.Ordinal),
                VerdictText.Of(torEvent));
        }
    }

    [Theory]
    [InlineData(Guard)]
    [InlineData(Exit)]
    [InlineData(MeasuredExit)]
    [InlineData(WebExit)]
    [InlineData(GuardAddress)]
    [InlineData(RelayAddress)]
    [InlineData(ExitAddress)]
    [InlineData("2001:db8::1")]
    public void Every_kind_of_listed_address_is_an_own_relay_if_it_is_ours(string address)
    {
        var options = new TorClassifierOptions { InternalNetworks = [Sketch.Prefix("203.0.113.0/24"), Sketch.Prefix("2001:db8::/32")] };
        Assert.Equal("outbound confirmed: own-relay confirmed", VerdictText.Of(Events.Between(address, "9.9.9.9:22"), options));
        Assert.Equal("inbound confirmed: own-relay confirmed", VerdictText.Of(Events.Between("9.9.9.9:40000", address), options));
        Assert.Equal("internal none", VerdictText.Of(Events.Between("203.0.113.200", "203.0.113.201"), options));
    }

    [Fact]
    public void The_responder_of_a_services_log_is_ours()
    {
        Assert.Equal("inbound confirmed: own-relay confirmed", VerdictText.Of(Events.Between("9.9.9.9:40000", Guard + ":443") with { IsServiceLog = true }));
        Assert.Equal("inbound high: source-exit high", VerdictText.Of(Events.Between(Exit + ":40000", "9.9.9.9:443") with { IsServiceLog = true }));
    }

    [Theory]
    [InlineData(8, Ours + ":40000", "9.9.9.9:443", "outbound low: own-relay low authorised")]
    [InlineData(8, "9.9.9.9:40000", Ours + ":9001", "inbound low: own-relay low authorised")]
    [InlineData(1, "9.9.9.9:40000", Ours + ":9001", "inbound confirmed: own-relay confirmed")]
    [InlineData(2, Exit + ":40000", "10.0.0.1:22", "inbound low: source-exit low authorised")]
    [InlineData(2, MeasuredExit, "10.0.0.1:22", "inbound low: source-exit low authorised")]
    [InlineData(3, Middle, "10.0.0.1:22", "inbound low: source-relay low authorised")]
    [InlineData(4, WebExit, "10.0.0.1:22", "inbound low: source-exit-policy-rejects low authorised")]
    [InlineData(1, "10.0.0.1:40000", Guard + ":443", "outbound low: destination-or-endpoint low authorised")]
    [InlineData(1, "10.0.0.1:40000", Guard + ":80", "outbound low: destination-directory-port low authorised")]
    [InlineData(1, "10.0.0.1:40000", Guard, "outbound low: destination-guard low authorised")]
    [InlineData(1, "10.0.0.1:40000", Guard + ":8080", "outbound low: destination-relay low authorised")]
    [InlineData(2, "10.0.0.1:40000", MeasuredExit + ":443", "outbound low: destination-relay low authorised")]
    public void Evidence_that_rests_on_an_authorised_relay_is_marked_and_low(int own, string source, string destination, string expected) =>
        Assert.Equal(expected, VerdictText.Of(Events.Between(source, destination), Owning(own)));

    [Theory]
    [InlineData(6, ":443", "destination-or-endpoint low authorised")]
    [InlineData(6, ":9002", "destination-or-endpoint confirmed")]
    [InlineData(6, "", "destination-guard low authorised")] // the only guard there
    [InlineData(2, "", "destination-guard medium")]
    [InlineData(6, ":123", "destination-relay low")] // rests on all three
    public void Among_several_relays_those_count_that_the_evidence_is_about(int own, string port, string expected)
    {
        var verdict = VerdictText.Of(Events.Between("10.0.0.1:40000", Shared + port), Owning(own));
        Assert.EndsWith(": " + expected, verdict);
    }

    [Theory]
    [InlineData(2, "inbound low: source-exit low authorised")] // the only exit there
    [InlineData(6, "inbound high: source-exit high")]
    public void Among_several_relays_at_a_source_the_exits_count(int own, string expected) =>
        Assert.Equal(expected, VerdictText.Of(Events.Between(Shared, "10.0.0.1:22"), Owning(own)));

    [Fact]
    public void All_relays_that_evidence_rests_on_must_be_authorised()
    {
        Assert.Equal("inbound high: source-exit high", VerdictText.Of(Events.Between(TwoExits, "10.0.0.1:443"), Owning(4)));
        Assert.Equal("inbound low: source-exit low authorised", VerdictText.Of(Events.Between(TwoExits, "10.0.0.1:443"), Owning(4, 5)));
        Assert.Equal("outbound low: destination-relay low authorised", VerdictText.Of(Events.Between("10.0.0.1:40000", Shared + ":123"), Owning(2, 3, 6)));
    }

    [Fact]
    public void An_address_of_which_no_relay_is_known_is_never_authorised()
    {
        Assert.Equal("inbound high: source-exit high", VerdictText.Of(Events.Between(ExitAddress, "10.0.0.1:22"), Owning(1, 2, 3, 4, 5, 6, 7, 8)));
        Assert.Equal("outbound medium: destination-guard medium", VerdictText.Of(Events.Between("10.0.0.1", GuardAddress), Owning(1, 2, 3, 4, 5, 6, 7, 8)));
    }

    [Fact]
    public void What_only_a_list_of_addresses_says_is_nobodys()
    {
        Assert.Equal("inbound high: source-exit high", VerdictText.Of(Events.Between(ExitAddressOfMiddle, "10.0.0.1:22"), Owning(3)));
        Assert.Equal("outbound medium: destination-guard medium", VerdictText.Of(Events.Between("10.0.0.1", GuardAddressOfMiddle), Owning(3)));
        Assert.Equal("outbound low: destination-or-endpoint low authorised", VerdictText.Of(Events.Between("10.0.0.1", GuardAddressOfMiddle + ":443"), Owning(3)));
    }

    [Fact]
    public void The_rules_that_raise_a_relays_address_hold_for_an_authorised_one_too()
    {
        Assert.Equal("outbound medium: destination-relay low authorised, port-relay low", VerdictText.Of(Events.Between("10.0.0.1:40000", Middle + ":9001"), Owning(3)));
        Assert.Equal(
            "outbound high: destination-relay low authorised, tls-name-tor-link medium",
            VerdictText.Of(Events.Between("10.0.0.1:40000", Middle + ":8080").WithName(EventField.TlsServerName, LinkName), Owning(3)));
        Assert.Equal(
            "outbound high: destination-relay low authorised, tls-name-tor-link medium",
            VerdictText.Of(Events.Between("10.0.0.1:40000", Middle + ":8080").WithCertificate("CN=www.abcdefgh.net", "CN=www.abcdefgh.com"), Owning(3)));
    }

    [Fact]
    public void Other_evidence_of_the_event_is_worth_what_it_is()
    {
        var torEvent = Events.Between(Ours + ":40000", Guard + ":443").WithName(EventField.DnsQuery, "x.onion");
        Assert.Equal("outbound confirmed: own-relay low authorised, destination-or-endpoint confirmed, domain-onion-invalid medium", VerdictText.Of(torEvent, Owning(8)));
    }

    private static TorClassifierOptions Owning(params int[] relays) => new() { OwnRelays = [.. relays.Select(Sketch.Fingerprint)] };
}
