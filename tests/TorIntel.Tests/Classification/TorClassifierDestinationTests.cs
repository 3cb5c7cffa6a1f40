using static TorIntel.Tests.SampleNetwork;

namespace TorIntel.Tests;

/// <summary>Evidence about the responder's address and port.</summary>
public sealed class TorClassifierDestinationTests
{
    private const string None = "outbound none";
    private const string OrEndpoint = "outbound confirmed: destination-or-endpoint confirmed";
    private const string DirectoryPort = "outbound confirmed: destination-directory-port confirmed";
    private const string GuardEvidence = "outbound medium: destination-guard medium";
    private const string Relay = "outbound low: destination-relay low";
    private const string RelayAndPort = "outbound medium: destination-relay low, port-relay low";

    [Theory]
    [InlineData(Guard + ":443", OrEndpoint)]
    [InlineData("[2001:db8::1]:443", OrEndpoint)]
    [InlineData(Exit + ":9001", OrEndpoint + ", port-relay low")]
    [InlineData(Middle + ":443", OrEndpoint)]
    [InlineData(Shared + ":443", OrEndpoint)]
    [InlineData(Shared + ":9001", OrEndpoint + ", port-relay low")]
    [InlineData(Shared + ":9002", OrEndpoint)]
    [InlineData(ExitAddressOfMiddle + ":443", OrEndpoint)]
    [InlineData(Guard + ":80", DirectoryPort)]
    [InlineData("[2001:db8::1]:80", Relay)]
    public void Address_and_port_together_are_confirmed(string destination, string expected)
    {
        Assert.Equal(expected, VerdictText.Of("10.0.0.1:40000", destination));
        Assert.Equal(expected, VerdictText.Of("10.0.0.1:40000", destination, TransportProtocol.NotStated));
    }

    [Theory]
    [InlineData(Guard, GuardEvidence)]
    [InlineData("2001:db8::1", GuardEvidence)]
    [InlineData(Shared, GuardEvidence)]
    [InlineData(GuardWithoutPort, GuardEvidence)]
    [InlineData(GuardWithoutPort + ":443", GuardEvidence)]
    [InlineData(GuardAddress, GuardEvidence)]
    [InlineData(GuardAddress + ":443", GuardEvidence)]
    [InlineData(GuardAddress + ":9001", GuardEvidence + ", port-relay low")]
    [InlineData(GuardAddressOfMiddle, GuardEvidence)]
    [InlineData(GuardAddressOfMiddle + ":444", Relay)] // a list gives a port for the address
    [InlineData(GuardWithoutPortBesideRelay + ":444", Relay)]
    [InlineData(GuardWithoutPortBesideRelay, GuardEvidence)]
    [InlineData(Guard + ":8080", Relay)]
    [InlineData(Guard + ":44300", Relay)]
    [InlineData(Shared + ":8080", Relay)]
    public void A_guard_without_a_port_to_compare_is_medium(string destination, string expected)
    {
        Assert.Equal(expected, VerdictText.Of("10.0.0.1:40000", destination));
        Assert.Equal(expected, VerdictText.Of("10.0.0.1:40000", destination, TransportProtocol.NotStated));
    }

    [Theory]
    [InlineData(Exit)]
    [InlineData(Middle)]
    [InlineData(WebExit)]
    [InlineData(MeasuredExit)]
    [InlineData(ExitAddress)]
    [InlineData(RelayAddress)]
    [InlineData(ExitAddressOfMiddle)]
    [InlineData(InPrefix)]
    public void Any_other_listed_address_is_low(string destination)
    {
        Assert.Equal(Relay, VerdictText.Of("10.0.0.1:40000", destination));
        Assert.Equal(Relay, VerdictText.Of("10.0.0.1:40000", destination + ":123"));
        Assert.Equal(Relay, VerdictText.Of("10.0.0.1:40000", destination + ":123", TransportProtocol.Udp));
    }

    [Theory]
    [InlineData(MeasuredExit + ":9001")]
    [InlineData(ExitAddress + ":9001")]
    [InlineData(Middle + ":9001")]
    [InlineData(Guard + ":9030")]
    [InlineData(RelayAddress + ":9030")]
    [InlineData(InPrefix + ":9001")]
    public void A_relays_address_with_a_customary_port_is_raised_to_medium(string destination)
    {
        Assert.Equal(RelayAndPort, VerdictText.Of("10.0.0.1:40000", destination));
        Assert.Equal(Relay, VerdictText.Of("10.0.0.1:40000", destination, TransportProtocol.Udp));
    }

    [Theory]
    [InlineData(Guard + ":443")]
    [InlineData(Guard + ":80")]
    [InlineData(Guard)]
    [InlineData(GuardAddress + ":443")]
    [InlineData(GuardWithoutPort + ":443")]
    [InlineData(Exit + ":9001")]
    public void What_is_not_TCP_is_a_relays_address_and_no_more(string destination)
    {
        Assert.Equal(Relay, VerdictText.Of("10.0.0.1:40000", destination, TransportProtocol.Udp));
        Assert.Equal(Relay, VerdictText.Of("10.0.0.1:40000", destination, TransportProtocol.Other));
    }

    [Theory]
    [InlineData("203.0.113.200:443")]
    [InlineData("203.0.113.0:443")]
    [InlineData("[2001:db8::2]:443")]
    [InlineData("198.51.101.0:443")]
    [InlineData("9.9.9.9:9050")]
    public void An_address_in_no_list_is_nothing(string destination) => Assert.Equal(None, VerdictText.Of("10.0.0.1:40000", destination));

    [Fact]
    public void A_relays_port_at_another_relays_address_is_nothing_better() => Assert.Equal(Relay, VerdictText.Of("10.0.0.1:40000", Guard + ":9002"));

    [Theory]
    [InlineData("10.0.0.1:443")]
    [InlineData("10.0.0.1:9001")]
    [InlineData("10.0.0.1:9030")]
    public void The_initiators_port_is_never_compared(string source)
    {
        Assert.Equal(None, VerdictText.Of(source, "203.0.113.200:443"));
        Assert.Equal(Relay, VerdictText.Of(source, Guard + ":8080"));
    }

    [Theory]
    [InlineData("203.0.113.200:40000", "external")]
    [InlineData("-", "unknown")]
    public void The_direction_does_not_matter_for_the_responder(string source, string direction)
    {
        Assert.Equal(direction + " confirmed: destination-or-endpoint confirmed", VerdictText.Of(source, Guard + ":443"));
        Assert.Equal(direction + " medium: destination-guard medium", VerdictText.Of(source, Guard));
    }

    [Fact]
    public void The_responder_is_the_source_where_the_event_says_so()
    {
        var torEvent = Events.Between(Guard + ":443", "10.0.0.1:40000") with { Initiator = EventInitiator.Destination };
        Assert.Equal(OrEndpoint, VerdictText.Of(torEvent));
        Assert.Equal(EventField.Source, new TorClassifier().Classify(View, torEvent).Evidence[0].Field);
    }

    [Fact]
    public void The_exit_address_of_a_guard_is_no_guards_address()
    {
        var view = Sketch.View(
            Sketch.Relay(1, RelayRoles.Guard | RelayRoles.Exit, "203.0.113.1:443") with { ExitAddresses = [Sketch.Address("203.0.113.2")] },
            Sketch.Relay(2, RelayRoles.Guard, "203.0.113.3:443"),
            Sketch.Relay(1, RelayRoles.Exit) with { ExitAddresses = [Sketch.Address("203.0.113.3")] });
        var classifier = new TorClassifier();
        Assert.Equal(Relay, VerdictText.Of(classifier.Classify(view, Events.Between("10.0.0.1:40000", "203.0.113.2"))));

        var torEvent = Events.Between("10.0.0.1:40000", "203.0.113.3");
        var verdict = classifier.Classify(view, torEvent);
        Assert.Equal(GuardEvidence, VerdictText.Of(verdict));
        Assert.Equal([2], classifier.RelaysOf(view, torEvent, verdict).Numbers());
    }

    [Fact]
    public void OR_port_and_directory_port_may_stand_together()
    {
        var view = Sketch.View(
            Sketch.Relay(1, RelayRoles.Relay, "203.0.113.1:9030"),
            Sketch.Relay(2, RelayRoles.Relay) with { DirectoryEndpoints = [Sketch.Endpoint("203.0.113.1:9030")] });
        var verdict = new TorClassifier().Classify(view, Events.Between("10.0.0.1:40000", "203.0.113.1:9030"));
        Assert.Equal("outbound confirmed: destination-or-endpoint confirmed, destination-directory-port confirmed, port-relay low", VerdictText.Of(verdict));
    }
}
