namespace TorIntel.Tests;

/// <summary>Evidence about the responder's port alone.</summary>
public sealed class TorClassifierPortTests
{
    private const string PortRelay = "outbound low: port-relay low";

    private static readonly int[] s_relayPorts = [9001, 9030];
    private static readonly int[] s_clientPorts = [9040, 9050, 9051, 9053, 9150, 9151];

    [Fact]
    public void Port_relay_is_for_the_ports_of_relays_outside_over_TCP()
    {
        foreach (var port in s_relayPorts)
        {
            Assert.Equal(PortRelay, VerdictText.Of("10.0.0.1:40000", "9.9.9.9:" + port));
            Assert.Equal(PortRelay, VerdictText.Of("10.0.0.1:40000", "9.9.9.9:" + port, TransportProtocol.NotStated));
            Assert.Equal("outbound none", VerdictText.Of("10.0.0.1:40000", "9.9.9.9:" + port, TransportProtocol.Udp));
            Assert.Equal("outbound none", VerdictText.Of("10.0.0.1:40000", "9.9.9.9:" + port, TransportProtocol.Other));
            Assert.Equal("internal none", VerdictText.Of("10.0.0.1:40000", "10.0.0.2:" + port));
            Assert.Equal("inbound none", VerdictText.Of("9.9.9.9:40000", "10.0.0.2:" + port));
            Assert.Equal("external low: port-relay low", VerdictText.Of("9.9.9.8:40000", "9.9.9.9:" + port));
            Assert.Equal("unknown low: port-relay low", VerdictText.Of("-", "9.9.9.9:" + port));
            Assert.Equal("outbound low: port-relay low", VerdictText.Of("10.0.0.1:40000", "[2a00::1]:" + port));
        }
    }

    [Fact]
    public void Port_client_is_for_the_ports_of_clients_at_addresses_of_ours_over_anything()
    {
        foreach (var port in s_clientPorts)
        {
            foreach (var transport in Enum.GetValues<TransportProtocol>())
            {
                Assert.Equal("internal low: port-client low", VerdictText.Of("10.0.0.1:40000", "10.0.0.2:" + port, transport));
                Assert.Equal("internal low: port-client low", VerdictText.Of("127.0.0.1:40000", "127.0.0.1:" + port, transport));
                Assert.Equal("inbound low: port-client low", VerdictText.Of("9.9.9.9:40000", "10.0.0.2:" + port, transport));
                Assert.Equal("unknown low: port-client low", VerdictText.Of("-", "10.0.0.2:" + port, transport));
                Assert.Equal("outbound none", VerdictText.Of("10.0.0.1:40000", "9.9.9.9:" + port, transport));
                Assert.Equal("external none", VerdictText.Of("9.9.9.8:40000", "9.9.9.9:" + port, transport));
            }
        }
    }

    [Fact]
    public void The_initiators_port_is_never_evidence()
    {
        foreach (var port in s_relayPorts.Concat(s_clientPorts))
        {
            Assert.Equal("outbound none", VerdictText.Of("10.0.0.1:" + port, "9.9.9.9:443"));
            Assert.Equal("inbound none", VerdictText.Of("9.9.9.9:" + port, "10.0.0.1:443"));
            Assert.Equal("internal none", VerdictText.Of("10.0.0.1:" + port, "10.0.0.2:443"));
            Assert.Equal("outbound none", VerdictText.Of(Events.Between("9.9.9.9:443", "10.0.0.1:" + port) with { Initiator = EventInitiator.Destination }));
        }
    }

    [Fact]
    public void No_other_port_is_evidence()
    {
        var classifier = new TorClassifier();
        var outside = Events.Between("10.0.0.1:40000", "9.9.9.9");
        var ours = Events.Between("10.0.0.1:40000", "10.0.0.2");
        for (var port = 0; port <= ushort.MaxValue; port++)
        {
            Assert.Equal(s_relayPorts.Contains(port), classifier.Classify(TorNetwork.Empty, outside with { DestinationPort = (ushort)port }).HasEvidence);
            Assert.Equal(s_clientPorts.Contains(port), classifier.Classify(TorNetwork.Empty, ours with { DestinationPort = (ushort)port }).HasEvidence);
        }
    }

    [Fact]
    public void Without_a_responder_there_is_no_port_of_its()
    {
        Assert.Equal("unknown none", VerdictText.Of("10.0.0.1:40000", ":9001"));
        Assert.Equal("unknown none", VerdictText.Of("10.0.0.1:40000", ":9050"));
    }

    [Fact]
    public void In_a_services_log_the_responder_is_ours()
    {
        Assert.Equal("inbound low: port-client low", VerdictText.Of(Events.Between("9.9.9.9:40000", "9.9.9.8:9050") with { IsServiceLog = true }));
        Assert.Equal("inbound none", VerdictText.Of(Events.Between("9.9.9.9:40000", "9.9.9.8:9001") with { IsServiceLog = true }));
    }

    [Theory]
    [InlineData("10.0.0.1:40000", "9.9.9.9:9001", EventInitiator.Source, EventField.DestinationPort)]
    [InlineData("9.9.9.9:9001", "10.0.0.1:40000", EventInitiator.Destination, EventField.SourcePort)]
    [InlineData("10.0.0.2:9050", "10.0.0.1:40000", EventInitiator.Destination, EventField.SourcePort)]
    public void Evidence_names_the_responders_port(string source, string destination, EventInitiator initiator, EventField expected)
    {
        var verdict = new TorClassifier().Classify(TorNetwork.Empty, Events.Between(source, destination) with { Initiator = initiator });
        Assert.Equal(expected, Assert.Single(verdict.Evidence.ToArray()).Field);
    }

    [Fact]
    public void A_customary_port_does_not_raise_better_evidence() =>
        Assert.Equal("outbound medium: destination-guard medium, port-relay low", VerdictText.Of("10.0.0.1:40000", SampleNetwork.GuardAddress + ":9001"));
}
