using System.Text;
using static TorIntel.Tests.SampleNetwork;

namespace TorIntel.Tests;

/// <summary>Networks, relays and hosts that are never evidence.</summary>
public sealed class TorClassifierIgnoreTests
{
    [Theory]
    [InlineData(Exit, Exit + ":40000", "10.0.0.1:22", "inbound none")]
    [InlineData("203.0.113.0/24", Exit + ":40000", Guard + ":443", "external none")]
    [InlineData("::ffff:203.0.113.2", Exit + ":40000", "10.0.0.1:22", "inbound none")]
    [InlineData(Guard, "10.0.0.1:40000", Guard + ":443", "outbound none")]
    [InlineData(Guard, "10.0.0.1:40000", Guard + ":9001", "outbound none")] // its port, too
    [InlineData("9.9.9.9", "10.0.0.1:40000", "9.9.9.9:9001", "outbound none")]
    [InlineData("9.9.9.8", "10.0.0.1:40000", "9.9.9.9:9001", "outbound low: port-relay low")]
    [InlineData("10.0.0.0/8", "10.0.0.1:40000", "10.0.0.2:9050", "internal none")]
    [InlineData("10.0.0.0/8", "10.0.0.1:40000", "9.9.9.9:9001", "outbound low: port-relay low")] // the responder's port
    [InlineData(Ours, "9.9.9.9:40000", Ours + ":9001", "inbound none")]
    [InlineData("131.188.40.189", "10.0.0.1:40000", "131.188.40.189:443", "outbound none")]
    [InlineData("2001:db8::/32", "10.0.0.1:40000", "[2001:db8::1]:443", "outbound none")]
    [InlineData(Exit, Exit + ":40000", Guard + ":443", "external confirmed: destination-or-endpoint confirmed")]
    [InlineData(Guard, Exit + ":40000", Guard + ":443", "external high: source-exit high")]
    public void The_addresses_and_ports_of_an_ignored_network_are_no_evidence(string network, string source, string destination, string expected) =>
        Assert.Equal(expected, VerdictText.Of(Events.Between(source, destination), new TorClassifierOptions { IgnoredNetworks = [Sketch.Prefix(network)] }));

    [Fact]
    public void Names_certificates_and_processes_are_evidence_although_the_network_is_ignored()
    {
        var options = new TorClassifierOptions { IgnoredNetworks = [Sketch.Prefix("203.0.113.0/24")] };
        var torEvent = Events.Between("10.0.0.1:40000", Middle + ":9001").WithName(EventField.DnsQuery, "x.onion").WithName(EventField.TlsServerName, "www.abcdef.com");
        Assert.Equal("outbound medium: domain-onion-invalid medium", VerdictText.Of(torEvent, options));
        Assert.Equal("outbound high: domain-onion-invalid medium, process-tor high", VerdictText.Of(torEvent with { IsTorProcess = true }, options));
    }

    [Theory]
    [InlineData(1, "10.0.0.1:40000", Guard + ":443", "outbound none")]
    [InlineData(1, "10.0.0.1:40000", Guard + ":80", "outbound none")]
    [InlineData(1, "10.0.0.1:40000", Guard, "outbound none")]
    [InlineData(1, "10.0.0.1:40000", Guard + ":9001", "outbound low: port-relay low")] // the port is not the relay's
    [InlineData(2, "10.0.0.1:40000", Guard + ":443", "outbound confirmed: destination-or-endpoint confirmed")]
    [InlineData(2, MeasuredExit, "10.0.0.1:22", "inbound none")]
    [InlineData(2, Shared, "10.0.0.1:22", "inbound low: source-relay low")] // the only exit there
    [InlineData(6, Shared, "10.0.0.1:22", "inbound high: source-exit high")]
    [InlineData(6, "10.0.0.1:40000", Shared + ":443", "outbound low: destination-relay low")]
    [InlineData(6, "10.0.0.1:40000", Shared, "outbound low: destination-relay low")]
    [InlineData(6, "10.0.0.1:40000", Shared + ":9002", "outbound confirmed: destination-or-endpoint confirmed")]
    [InlineData(5, TwoExits, "10.0.0.1:22", "inbound low: source-exit-policy-rejects low")] // what is left refuses
    [InlineData(2, ExitsOfKnownAndUnknownPolicy, "10.0.0.1:22", "inbound low: source-exit-policy-rejects low")]
    [InlineData(3, ExitAddressOfMiddle, "10.0.0.1:22", "inbound none")] // and with the relay what other lists say about its address
    [InlineData(8, "9.9.9.9:40000", Ours + ":9001", "inbound none")]
    [InlineData(8, ExitAddress, "10.0.0.1:22", "inbound high: source-exit high")]
    public void An_ignored_relay_is_no_evidence(int relay, string source, string destination, string expected) =>
        Assert.Equal(expected, VerdictText.Of(Events.Between(source, destination), new TorClassifierOptions { IgnoredRelays = [Sketch.Fingerprint(relay)] }));

    [Fact]
    public void A_relay_that_is_ignored_and_authorised_is_ignored() => Assert.Equal(
        "outbound none",
        VerdictText.Of(Events.Between("10.0.0.1:40000", Guard + ":443"), new TorClassifierOptions { IgnoredRelays = [Sketch.Fingerprint(1)], OwnRelays = [Sketch.Fingerprint(1)] }));

    [Fact]
    public void RelaysOf_leaves_out_ignored_relays()
    {
        var classifier = new TorClassifier(new TorClassifierOptions { IgnoredRelays = [Sketch.Fingerprint(6)] });
        var torEvent = Events.Between("10.0.0.1:40000", Shared + ":123");
        Assert.Equal([2, 3], classifier.RelaysOf(View, torEvent, classifier.Classify(View, torEvent)).Numbers());
    }

    [Theory]
    [InlineData("www.torproject.org", "www.torproject.org", true)]
    [InlineData("www.torproject.org", "WWW.TorProject.org", true)]
    [InlineData("WWW.torproject.org", "www.torproject.org", true)]
    [InlineData("www.torproject.org", "www.torproject.org.", true)]
    [InlineData("www.torproject.org.", "www.torproject.org", true)]
    [InlineData("www.torproject.org", "www.torproject.org:443", true)]
    [InlineData("www.torproject.org", "x.www.torproject.org", true)]
    [InlineData("torproject.org", "a.b.TORPROJECT.org.:443", true)]
    [InlineData("onion", "x.onion", true)]
    [InlineData("onion", "onion", true)]
    [InlineData("www.torproject.org", "torproject.org", false)]
    [InlineData("www.torproject.org", "xwww.torproject.org", false)]
    [InlineData("www.torproject.org", "www.torproject.net", false)]
    [InlineData("onion", "onion.to", false)]
    [InlineData("", "www.torproject.org", false)]
    [InlineData(".", "www.torproject.org", false)]
    public void An_ignored_host_and_the_names_below_it_are_no_evidence(string ignored, string host, bool expected)
    {
        var classifier = new TorClassifier(new TorClassifierOptions { IgnoredHosts = ["example.com", ignored] });
        foreach (var (field, text) in new[]
        {
            (EventField.DnsQuery, host), (EventField.TlsServerName, host), (EventField.HttpHost, host), (EventField.HostName, host), (EventField.Url, "http://u@" + host + "/a?b"),
        })
        {
            var torEvent = default(TorEvent);
            Assert.Equal(0, classifier.AddName(ref torEvent, field, Encoding.ASCII.GetBytes(text)));
            Assert.Equal(expected, !classifier.Classify(View, torEvent).HasEvidence);

            torEvent = default;
            Assert.Equal(0, new TorClassifier().AddName(ref torEvent, field, Encoding.ASCII.GetBytes(text)));
            Assert.True(new TorClassifier().Classify(View, torEvent).HasEvidence);
        }
    }

    [Fact]
    public void An_ignored_name_keeps_its_number()
    {
        var classifier = new TorClassifier(new TorClassifierOptions { IgnoredHosts = ["x.onion"] });
        var torEvent = default(TorEvent);
        Assert.Equal(0, classifier.AddName(ref torEvent, EventField.DnsQuery, "x.onion"u8));
        Assert.Equal(1, classifier.AddName(ref torEvent, EventField.DnsQuery, "y.onion"u8));
        Assert.Equal(1, Assert.Single(classifier.Classify(View, torEvent).Evidence.ToArray()).NameOrdinal);
    }

    [Fact]
    public void An_ignored_server_name_of_Tors_form_is_no_evidence_either()
    {
        var classifier = new TorClassifier(new TorClassifierOptions { IgnoredHosts = ["abcdef.com"] });
        var torEvent = Events.Between("10.0.0.1:40000", Middle + ":8080");
        classifier.AddName(ref torEvent, EventField.TlsServerName, "www.abcdef.com"u8);
        Assert.Equal("outbound low: destination-relay low", VerdictText.Of(classifier.Classify(View, torEvent)));
    }

    [Fact]
    public void Options_are_copied()
    {
        List<IPPrefix> networks = [Sketch.Prefix(Guard)];
        List<RelayFingerprint> relays = [Sketch.Fingerprint(2)];
        var classifier = new TorClassifier(new TorClassifierOptions { IgnoredNetworks = networks, IgnoredRelays = relays });
        networks.Clear();
        relays.Clear();
        Assert.False(classifier.Classify(View, Events.Between("10.0.0.1:40000", Guard + ":443")).HasEvidence);
        Assert.False(classifier.Classify(View, Events.Between(Exit, "10.0.0.1:443")).HasEvidence);
    }

    [Fact]
    public void Nothing_is_ignored_by_default()
    {
        var options = TorClassifierOptions.Default;
        Assert.Empty(options.IgnoredNetworks);
        Assert.Empty(options.IgnoredHosts);
        Assert.Empty(options.IgnoredRelays);
        Assert.Empty(options.OwnRelays);
        Assert.Same(TorClassifierOptions.PrivateNetworks, options.InternalNetworks);
        Assert.Equal(9, options.InternalNetworks.Count);
    }
}
