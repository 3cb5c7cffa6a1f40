namespace TorIntel.Tests;

/// <summary>Evidence about directory authorities, by the time of the event.</summary>
public sealed class TorClassifierAuthorityTests
{
    private const string Authority = "outbound confirmed: destination-authority confirmed";
    private const string None = "outbound none";
    private const string Gabelmoo = "131.188.40.189";

    private static readonly DateTimeOffset s_then = new(2018, 3, 24, 17, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_today = new(2026, 8, 22, 21, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Gabelmoo + ":443", Authority, Authority)]
    [InlineData(Gabelmoo + ":80", Authority, Authority)]
    [InlineData("[::ffff:131.188.40.189]:80", Authority, Authority)]
    [InlineData("171.25.193.9:80", Authority, Authority)] // maatuska, the other way round
    [InlineData("171.25.193.9:443", Authority, Authority)]
    [InlineData("86.59.21.38:443", Authority, None)] // tor26
    [InlineData("194.109.206.212:443", Authority, None)] // dizum
    [InlineData("154.35.175.225:443", Authority, None)] // Faravahar
    [InlineData("154.35.175.225:80", Authority, None)]
    [InlineData("199.58.81.140:443", Authority, Authority)] // longclaw
    [InlineData("[2001:638:a000:4140::ffff:189]:443", Authority, Authority)]
    [InlineData("[2001:638:a000:4140::ffff:189]:80", None, None)] // IPv6: no directory port
    [InlineData("[2001:67c:289c::9]:80", Authority, Authority)]
    [InlineData("[2001:67c:289c::9]:443", None, None)]
    [InlineData(Gabelmoo + ":22", None, None)]
    [InlineData(Gabelmoo + ":9001", "outbound low: port-relay low", "outbound low: port-relay low")]
    [InlineData(Gabelmoo, None, None)]
    [InlineData("66.111.2.131:9001", "outbound low: port-relay low", "outbound low: port-relay low")] // Serge does not vote
    [InlineData("66.111.2.131:9030", "outbound low: port-relay low", "outbound low: port-relay low")]
    public void The_time_of_the_event_decides(string destination, string then, string today)
    {
        foreach (var transport in new[] { TransportProtocol.Tcp, TransportProtocol.NotStated })
        {
            var torEvent = Events.Between("10.0.0.1:40000", destination) with { Transport = transport };
            Assert.Equal(then, Judge(TorNetwork.Empty, torEvent with { Time = s_then }));
            Assert.Equal(today, Judge(TorNetwork.Empty, torEvent with { Time = s_today }));
            Assert.Equal(today, Judge(TorNetwork.Empty, torEvent));
        }
    }

    [Theory]
    [InlineData(TransportProtocol.Udp)]
    [InlineData(TransportProtocol.Other)]
    public void Authorities_speak_TCP(TransportProtocol transport) =>
        Assert.Equal(None, Judge(TorNetwork.Empty, Events.Between("10.0.0.1:40000", Gabelmoo + ":443") with { Transport = transport }));

    [Fact]
    public void The_time_of_the_view_stands_in_for_that_of_the_event()
    {
        var builder = new TorNetworkBuilder();
        builder.AddSource(new TorListSource("old", s_then));
        var torEvent = Events.Between("10.0.0.1:40000", "154.35.175.225:443");
        Assert.Equal(Authority, Judge(builder.Build(), torEvent));
        Assert.Equal(None, Judge(builder.Build(), torEvent with { Time = s_today }));
    }

    [Fact]
    public void A_listed_authority_is_an_OR_endpoint_as_well()
    {
        var view = Listed(RelayRoles.Guard);
        Assert.Equal("outbound confirmed: destination-or-endpoint confirmed, destination-authority confirmed", Judge(view, Events.Between("10.0.0.1:40000", Gabelmoo + ":443")));
        Assert.Equal(Authority, Judge(view, Events.Between("10.0.0.1:40000", Gabelmoo + ":80")));
        Assert.Equal("outbound low: destination-relay low", Judge(view, Events.Between("10.0.0.1:40000", Gabelmoo + ":81")));
        Assert.Equal("outbound medium: destination-guard medium", Judge(view, Events.Between("10.0.0.1:40000", Gabelmoo)));
        Assert.Equal("outbound low: destination-relay low", Judge(view, Events.Between("10.0.0.1:40000", Gabelmoo + ":443") with { Transport = TransportProtocol.Udp }));
    }

    [Fact]
    public void As_an_initiator_an_authority_is_what_the_list_says()
    {
        var torEvent = Events.Between(Gabelmoo + ":443", "10.0.0.1:22");
        Assert.Equal("inbound none", Judge(TorNetwork.Empty, torEvent));
        Assert.Equal("inbound low: source-relay low", Judge(Listed(RelayRoles.Relay), torEvent));
    }

    [Fact]
    public void For_an_address_of_ours_there_is_no_evidence_of_an_authority()
    {
        var options = new TorClassifierOptions { InternalNetworks = [Sketch.Prefix("131.188.0.0/16")] };
        Assert.Equal("inbound none", Judge(TorNetwork.Empty, Events.Between("9.9.9.9:40000", Gabelmoo + ":443"), options));
        Assert.Equal("inbound confirmed: own-relay confirmed", Judge(Listed(RelayRoles.Relay), Events.Between("9.9.9.9:40000", Gabelmoo + ":443"), options));
    }

    [Fact]
    public void An_authority_whose_relay_is_ignored_or_authorised_is_so_too()
    {
        var fingerprint = RelayFingerprint.Parse("F2044413DAC2E02E3D6BCF4735A19BCA1DE97281");
        var torEvent = Events.Between("10.0.0.1:40000", Gabelmoo + ":443");
        Assert.Equal(None, Judge(Listed(RelayRoles.Guard), torEvent, new TorClassifierOptions { IgnoredRelays = [fingerprint] }));
        Assert.Equal(None, Judge(TorNetwork.Empty, torEvent, new TorClassifierOptions { IgnoredRelays = [fingerprint] }));
        Assert.Equal(None, Judge(TorNetwork.Empty, torEvent, new TorClassifierOptions { IgnoredNetworks = [Sketch.Prefix(Gabelmoo)] }));
        Assert.Equal("outbound low: destination-authority low authorised", Judge(TorNetwork.Empty, torEvent, new TorClassifierOptions { OwnRelays = [fingerprint] }));
    }

    private static TorNetwork Listed(RelayRoles roles) => Sketch.View(new TorRelayDescription
    {
        Fingerprint = RelayFingerprint.Parse("F2044413DAC2E02E3D6BCF4735A19BCA1DE97281"),
        Roles = roles,
        OrEndpoints = [Sketch.Endpoint(Gabelmoo + ":443")],
    });

    private static string Judge(TorNetwork view, in TorEvent torEvent, TorClassifierOptions? options = null) =>
        VerdictText.Of(new TorClassifier(options).Classify(view, torEvent));
}
