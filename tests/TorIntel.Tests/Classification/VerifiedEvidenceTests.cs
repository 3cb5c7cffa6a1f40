namespace TorIntel.Tests;

/// <summary>A verdict is verified if what it rests on is signed, whatever else the view was made from.</summary>
public sealed class VerifiedEvidenceTests
{
    private static readonly TorClassifier s_classifier = new();

    private static readonly RelayFingerprint s_signed = RelayFingerprint.Parse(new string('A', 40));
    private static readonly RelayFingerprint s_unsigned = RelayFingerprint.Parse(new string('B', 40));

    private static TorNetwork Network()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("consensus", IsVerified: true));
        builder.AddSource(new TorListSource("list"));
        builder.AddRelay(Relay(s_signed, RelayRoles.Guard, "192.0.2.1:443") with { IsVerified = true });
        builder.AddRelay(Relay(s_signed, RelayRoles.Exit, "192.0.2.1:443")); // The list calls it an exit, the consensus does not.
        builder.AddRelay(Relay(s_unsigned, RelayRoles.Guard | RelayRoles.Exit, "192.0.2.2:443"));
        builder.AddRelay(Relay(s_signed, RelayRoles.Relay, "192.0.2.3:443"));
        builder.AddExitAddress(IPPrefix.Parse("192.0.2.4"));
        return builder.Build();
    }

    [Theory]
    [InlineData("192.0.2.1", 443, true)] // a signed OR endpoint
    [InlineData("192.0.2.1", 0, true)] // a signed guard
    [InlineData("192.0.2.2", 443, false)]
    [InlineData("192.0.2.3", 443, false)] // a signed relay at an address that only the list has
    public void As_a_destination(string address, int port, bool isVerified) =>
        Assert.Equal(isVerified, IsVerified(new TorEvent
        {
            Source = IPAddressValue.Parse("10.0.0.1"), Destination = IPAddressValue.Parse(address), DestinationPort = (ushort)port, Initiator = EventInitiator.Source,
        }));

    [Theory]
    [InlineData("192.0.2.1", false)] // that it exits is not signed
    [InlineData("192.0.2.2", false)]
    [InlineData("192.0.2.4", false)]
    public void As_a_source(string address, bool isVerified) =>
        Assert.Equal(isVerified, IsVerified(new TorEvent { Source = IPAddressValue.Parse(address), Destination = IPAddressValue.Parse("10.0.0.1"), DestinationPort = 443, Initiator = EventInitiator.Source }));

    [Fact]
    public void Without_evidence_of_a_list_the_view_tells()
    {
        Assert.False(IsVerified(new TorEvent { Source = IPAddressValue.Parse("10.0.0.1"), Destination = IPAddressValue.Parse("198.51.100.1"), DestinationPort = 9001, Initiator = EventInitiator.Source }));
        Assert.False(Network().IsVerified);
    }

    [Fact]
    public void A_stored_view_still_knows()
    {
        using var stored = new MemoryStream();
        Network().WriteTo(stored);
        var network = TorNetwork.Load(stored.ToArray());

        Assert.True(network.TryFind(s_signed, out var relay));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Exit, relay.Roles);
        var torEvent = new TorEvent { Source = IPAddressValue.Parse("10.0.0.1"), Destination = IPAddressValue.Parse("192.0.2.1"), DestinationPort = 443, Initiator = EventInitiator.Source };
        Assert.True(s_classifier.IsVerified(network, torEvent, s_classifier.Classify(network, torEvent)));
    }

    private static bool IsVerified(TorEvent torEvent)
    {
        var network = Network();
        var verdict = s_classifier.Classify(network, torEvent);
        Assert.True(verdict.HasEvidence);
        return s_classifier.IsVerified(network, torEvent, verdict);
    }

    private static TorRelayDescription Relay(RelayFingerprint fingerprint, RelayRoles roles, string endpoint)
    {
        Assert.True(IPEndpointValue.TryParse(endpoint, out var parsed));
        return new TorRelayDescription { Fingerprint = fingerprint, Roles = roles, OrEndpoints = [parsed] };
    }
}
