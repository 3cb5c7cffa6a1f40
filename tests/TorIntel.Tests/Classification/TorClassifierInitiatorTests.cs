using static TorIntel.Tests.SampleNetwork;

namespace TorIntel.Tests;

/// <summary>Which side opened the connection: stated, or inferred by rules 2 to 4.</summary>
public sealed class TorClassifierInitiatorTests
{
    [Theory]
    [InlineData("10.0.0.1:40000", Guard + ":443")]
    [InlineData(Guard + ":443", "10.0.0.1:40000")]
    [InlineData("10.0.0.1:443", "9.9.9.9:40000")]
    public void What_the_event_says_is_not_inferred(string source, string destination)
    {
        foreach (var stated in new[] { EventInitiator.Source, EventInitiator.Destination })
        {
            var verdict = new TorClassifier().Classify(View, Events.Between(source, destination) with { Initiator = stated });
            Assert.Equal((stated, false), (verdict.Initiator, verdict.IsInitiatorAssumed));
        }
    }

    [Theory]
    [InlineData(Guard + ":443", "10.0.0.1:22", EventInitiator.Destination)] // OR endpoint
    [InlineData(Guard + ":80", "10.0.0.1:22", EventInitiator.Destination)] // directory endpoint
    [InlineData("131.188.40.189:443", "10.0.0.1:22", EventInitiator.Destination)] // authority, in no list
    [InlineData("131.188.40.189:80", "10.0.0.1:22", EventInitiator.Destination)]
    [InlineData("10.0.0.1:22", Guard + ":443", EventInitiator.Source)]
    [InlineData("10.0.0.1:22", "131.188.40.189:443", EventInitiator.Source)]
    [InlineData("10.0.0.1:22", Guard + ":40000", EventInitiator.Destination)] // no endpoint: rule 3
    [InlineData(Guard + ":443", "10.0.0.1:40000", EventInitiator.Destination)]
    [InlineData(Exit + ":9001", "10.0.0.1:22", EventInitiator.Destination)]
    [InlineData(Ours + ":9001", "9.9.9.9:22", EventInitiator.Destination)]
    [InlineData(Guard + ":443", "-", EventInitiator.Destination)]
    public void A_side_that_is_a_listed_endpoint_is_the_responder(string source, string destination, EventInitiator expected) =>
        AssertInferred(expected, isAssumed: false, Events.Between(source, destination));

    [Fact]
    public void A_listed_endpoint_with_a_high_port_is_the_responder_nevertheless()
    {
        var view = Sketch.View(Sketch.Relay(1, RelayRoles.Relay, "203.0.113.1:50000"));
        var verdict = new TorClassifier().Classify(view, Events.Between("203.0.113.1:50000", "10.0.0.1:1024") with { Initiator = EventInitiator.NotStated });
        Assert.Equal("outbound confirmed: destination-or-endpoint confirmed", VerdictText.Of(verdict));
    }

    [Fact]
    public void A_listed_endpoint_counts_over_TCP_only()
    {
        var torEvent = Events.Between(Guard + ":443", "10.0.0.1:22");
        AssertInferred(EventInitiator.Destination, isAssumed: false, torEvent with { Transport = TransportProtocol.Tcp });
        AssertInferred(EventInitiator.Source, isAssumed: true, torEvent with { Transport = TransportProtocol.Udp });
        AssertInferred(EventInitiator.Source, isAssumed: true, torEvent with { Transport = TransportProtocol.Other });
    }

    [Fact]
    public void Two_listed_endpoints_tell_nothing()
    {
        AssertInferred(EventInitiator.Source, isAssumed: true, Events.Between(Guard + ":443", Exit + ":9001"));
        AssertInferred(EventInitiator.Source, isAssumed: true, Events.Between(Guard + ":443", "131.188.40.189:80"));
    }

    [Fact]
    public void An_authority_is_an_endpoint_at_its_time_only()
    {
        var torEvent = Events.Between("154.35.175.225:443", "10.0.0.1:22");
        AssertInferred(EventInitiator.Destination, isAssumed: false, torEvent with { Time = new DateTimeOffset(2018, 3, 24, 0, 0, 0, TimeSpan.Zero) });
        AssertInferred(EventInitiator.Source, isAssumed: true, torEvent with { Time = new DateTimeOffset(2026, 8, 22, 0, 0, 0, TimeSpan.Zero) });
    }

    [Theory]
    [InlineData("9.9.9.9:32768", "10.0.0.1:32767", EventInitiator.Source, false)]
    [InlineData("9.9.9.9:32767", "10.0.0.1:32768", EventInitiator.Destination, false)]
    [InlineData("9.9.9.9:443", "10.0.0.1:65535", EventInitiator.Destination, false)]
    [InlineData("9.9.9.9:40000", "10.0.0.1", EventInitiator.Source, false)]
    [InlineData("9.9.9.9", "10.0.0.1:40000", EventInitiator.Destination, false)]
    [InlineData("9.9.9.9:32768", "10.0.0.1:65535", EventInitiator.Source, true)]
    [InlineData("9.9.9.9:443", "10.0.0.1:32767", EventInitiator.Source, true)]
    [InlineData("9.9.9.9:1", "10.0.0.1:2", EventInitiator.Source, true)]
    [InlineData("9.9.9.9", "10.0.0.1", EventInitiator.Source, true)]
    public void The_side_with_the_only_high_port_is_the_initiator_and_else_the_order_decides(string source, string destination, EventInitiator expected, bool isAssumed)
    {
        foreach (var transport in Enum.GetValues<TransportProtocol>())
        {
            AssertInferred(expected, isAssumed, Events.Between(source, destination) with { Transport = transport });
        }
    }

    [Fact]
    public void A_relays_address_on_another_port_is_no_listed_endpoint()
    {
        AssertInferred(EventInitiator.Source, isAssumed: true, Events.Between(Guard + ":8080", "10.0.0.1:22"));
        AssertInferred(EventInitiator.Source, isAssumed: true, Events.Between(GuardWithoutPort + ":443", "10.0.0.1:22"));
        AssertInferred(EventInitiator.Source, isAssumed: true, Events.Between(Guard, "10.0.0.1:22"));
    }

    [Fact]
    public void What_is_ignored_is_no_listed_endpoint()
    {
        var torEvent = Events.Between(Guard + ":443", "10.0.0.1:22");
        AssertInferred(EventInitiator.Source, isAssumed: true, torEvent, new TorClassifierOptions { IgnoredRelays = [Sketch.Fingerprint(1)] });
        AssertInferred(EventInitiator.Source, isAssumed: true, torEvent, new TorClassifierOptions { IgnoredNetworks = [Sketch.Prefix(Guard)] });
        AssertInferred(EventInitiator.Destination, isAssumed: false, torEvent, new TorClassifierOptions { IgnoredRelays = [Sketch.Fingerprint(2)] });
    }

    [Fact]
    public void Evidence_and_direction_follow_the_inferred_initiator()
    {
        Assert.Equal("outbound confirmed: destination-or-endpoint confirmed", VerdictText.Of(Events.Between(Guard + ":443", "10.0.0.1:40000") with { Initiator = EventInitiator.NotStated }));
        Assert.Equal("inbound high: source-exit high", VerdictText.Of(Events.Between("10.0.0.1:22", Exit + ":40000") with { Initiator = EventInitiator.NotStated }));
        Assert.Equal("outbound low: port-relay low", VerdictText.Of(Events.Between("9.9.9.9:9001", "10.0.0.1:40000") with { Initiator = EventInitiator.NotStated }));
        Assert.Equal("internal low: port-client low", VerdictText.Of(Events.Between("10.0.0.2:9050", "10.0.0.1:40000") with { Initiator = EventInitiator.NotStated }));
    }

    private static void AssertInferred(EventInitiator expected, bool isAssumed, TorEvent torEvent, TorClassifierOptions? options = null)
    {
        var verdict = new TorClassifier(options).Classify(View, torEvent with { Initiator = EventInitiator.NotStated });
        Assert.Equal((expected, isAssumed), (verdict.Initiator, verdict.IsInitiatorAssumed));
    }
}
