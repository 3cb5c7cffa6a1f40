using static TorIntel.Tests.SampleNetwork;

namespace TorIntel.Tests;

/// <summary>The relays and techniques behind a verdict.</summary>
public sealed class TorClassifierRelaysTests
{
    [Theory]
    [InlineData("10.0.0.1:40000", Guard + ":443", new[] { 1 })]
    [InlineData("10.0.0.1:40000", Guard + ":80", new[] { 1 })]
    [InlineData("10.0.0.1:40000", Shared + ":443", new[] { 6 })]
    [InlineData("10.0.0.1:40000", Shared + ":9001", new[] { 2 })]
    [InlineData("10.0.0.1:40000", Shared + ":9002", new[] { 3 })]
    [InlineData("10.0.0.1:40000", Shared + ":123", new[] { 2, 3, 6 })]
    [InlineData("10.0.0.1:40000", Shared, new[] { 6 })] // the guard
    [InlineData(Shared, "10.0.0.1:22", new[] { 2 })] // the exit
    [InlineData(MeasuredExit, "10.0.0.1:22", new[] { 2 })]
    [InlineData(TwoExits, "10.0.0.1:22", new[] { 4, 5 })]
    [InlineData(TwoExits, "10.0.0.1:25", new[] { 4, 5 })]
    [InlineData(Middle, "10.0.0.1:22", new[] { 3 })]
    [InlineData(Exit, Guard + ":443", new[] { 1, 2 })]
    [InlineData(Ours, Guard + ":443", new[] { 1, 8 })]
    [InlineData("10.0.0.1:40000", GuardWithoutPort + ":443", new[] { 7 })]
    [InlineData("10.0.0.1:40000", GuardWithoutPortBesideRelay, new[] { 7 })]
    [InlineData("10.0.0.1:40000", GuardAddressOfMiddle, new int[0])] // the guard is not known by name
    [InlineData(ExitAddressOfMiddle, "10.0.0.1:22", new int[0])] // nor is the exit
    [InlineData("10.0.0.1:40000", ExitAddressOfMiddle + ":22", new[] { 3 })]
    [InlineData("10.0.0.1:40000", GuardAddress, new int[0])]
    [InlineData("10.0.0.1:40000", "131.188.40.189:443", new int[0])]
    [InlineData("10.0.0.1:40000", "9.9.9.9:9001", new int[0])]
    [InlineData("10.0.0.1:40000", "9.9.9.9:443", new int[0])]
    [InlineData("10.0.0.2:40000", "10.0.0.1:9050", new int[0])]
    public void RelaysOf_gives_those_that_the_evidence_rests_on(string source, string destination, int[] expected)
    {
        var torEvent = Events.Between(source, destination);
        var classifier = new TorClassifier();
        Assert.Equal(expected, classifier.RelaysOf(View, torEvent, classifier.Classify(View, torEvent)).Numbers());

        var swapped = Events.Between(destination, source) with { Initiator = EventInitiator.Destination };
        Assert.Equal(expected, classifier.RelaysOf(View, swapped, classifier.Classify(View, swapped)).Numbers());
    }

    [Fact]
    public void RelaysOf_gives_a_relay_once()
    {
        var view = Sketch.View(Sketch.Relay(1, RelayRoles.Exit, "203.0.113.1:443", "203.0.113.1:444", "203.0.113.2:443") with
        {
            DirectoryEndpoints = [Sketch.Endpoint("203.0.113.1:443")],
            ExitAddresses = [Sketch.Address("203.0.113.1"), Sketch.Address("203.0.113.2")],
        });
        var classifier = new TorClassifier();
        var torEvent = Events.Between("203.0.113.2:40000", "203.0.113.1:443");
        Assert.Equal([1], classifier.RelaysOf(view, torEvent, classifier.Classify(view, torEvent)).Numbers());
        Assert.Single(view.Find("203.0.113.1").Relays);
    }

    [Fact]
    public void RelaysOf_gives_a_listed_authority()
    {
        var gabelmoo = RelayFingerprint.Parse("F2044413DAC2E02E3D6BCF4735A19BCA1DE97281");
        var view = Sketch.View(
            Sketch.Relay(1, RelayRoles.Relay, "131.188.40.189:9001"),
            new TorRelayDescription { Fingerprint = gabelmoo, OrEndpoints = [Sketch.Endpoint("131.188.40.189:443")] });
        var classifier = new TorClassifier();
        var torEvent = Events.Between("10.0.0.1:40000", "131.188.40.189:80");
        Assert.Equal(gabelmoo, Assert.Single(classifier.RelaysOf(view, torEvent, classifier.Classify(view, torEvent))).Fingerprint);
    }

    [Theory]
    [InlineData("10.0.0.1:40000", Guard + ":443", "T1090.003 T1573.002")]
    [InlineData("10.0.0.1:40000", Shared + ":9002", "T1090.003 T1571 T1573.002")]
    [InlineData("10.0.0.1:40000", "131.188.40.189:443", "T1090.003")]
    [InlineData("10.0.0.1:40000", Guard + ":80", "T1090.003")]
    [InlineData("10.0.0.1:40000", GuardAddress + ":9001", "T1090.003")]
    [InlineData(Exit, "10.0.0.1:22", "T1090.003")]
    [InlineData(WebExit, "10.0.0.1:22", "")]
    [InlineData(Middle, "10.0.0.1:22", "")]
    [InlineData(Ours, "9.9.9.9:443", "T1496")]
    [InlineData("10.0.0.1:40000", Middle + ":8080", "")]
    [InlineData("10.0.0.1:40000", Middle + ":9001", "")] // two pieces of low evidence are medium together, and each is low
    [InlineData("10.0.0.1:40000", "9.9.9.9:9001", "")]
    [InlineData("10.0.0.1:40000", "10.0.0.2:9050", "")]
    [InlineData("10.0.0.1:40000", "9.9.9.9:443", "")]
    public void TechniquesOf_joins_what_each_piece_of_evidence_supports(string source, string destination, string expected)
    {
        var torEvent = Events.Between(source, destination);
        Assert.Equal(expected, Techniques(torEvent));

        // The port is the responder's, whichever field it stands in.
        Assert.Equal(expected, Techniques(Events.Between(destination, source) with { Initiator = EventInitiator.Destination }));
    }

    [Theory]
    [InlineData(OnionForge.PublicExample + ".onion", "T1090.003")]
    [InlineData("expyuzz4wqqyqhjn.onion", "T1090.003")]
    [InlineData("x.onion", "")]
    [InlineData("onion.to", "T1071.001 T1090.003")]
    [InlineData("dist.torproject.org", "T1588.002")]
    [InlineData("www.torproject.org", "")]
    public void TechniquesOf_names(string name, string expected) => Assert.Equal(expected, Techniques(Events.Between("-", "-").WithName(EventField.DnsQuery, name)));

    [Fact]
    public void TechniquesOf_authorised_evidence_is_empty() =>
        Assert.Equal("", Techniques(Events.Between("10.0.0.1:40000", Shared + ":9002"), new TorClassifierOptions { OwnRelays = [Sketch.Fingerprint(3)] }));

    private static string Techniques(in TorEvent torEvent, TorClassifierOptions? options = null)
    {
        List<string> ids = [];
        foreach (var technique in TorClassifier.TechniquesOf(torEvent, new TorClassifier(options).Classify(View, torEvent)))
        {
            ids.Add(technique.Id);
        }

        return string.Join(' ', ids);
    }
}
