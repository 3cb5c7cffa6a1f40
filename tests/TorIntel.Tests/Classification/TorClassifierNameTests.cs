using static TorIntel.Tests.SampleNetwork;

namespace TorIntel.Tests;

/// <summary>Evidence about names, certificates and processes, and what they raise.</summary>
public sealed class TorClassifierNameTests
{
    private const string Version2 = "expyuzz4wqqyqhjn.onion";
    private const string Version3 = OnionForge.PublicExample + ".onion";
    private const string LinkName = "www.a2b3c4d5e6f7.com";
    private const string Subject = "CN=www.abcdefgh.net";
    private const string Issuer = "CN=www.abcdefgh.com";

    [Theory]
    [InlineData(Version3, "unknown confirmed: domain-onion-v3 confirmed")]
    [InlineData("a." + Version3, "unknown confirmed: domain-onion-v3 confirmed")]
    [InlineData(Version2, "unknown high: domain-onion-v2 high")]
    [InlineData("x.onion", "unknown medium: domain-onion-invalid medium")]
    [InlineData("onion", "unknown medium: domain-onion-invalid medium")]
    [InlineData(Version2 + ".to", "unknown high: domain-tor2web high")]
    [InlineData(OnionForge.PublicExample + ".onion.ws", "unknown high: domain-tor2web high")]
    [InlineData("onion.to", "unknown medium: domain-tor2web medium")]
    [InlineData("www.onion.to", "unknown medium: domain-tor2web medium")]
    [InlineData("dist.torproject.org", "unknown medium: domain-tor-project medium")]
    [InlineData("snowflake-broker.torproject.net", "unknown medium: domain-tor-project medium")]
    [InlineData("www.torproject.org", "unknown low: domain-tor-project low")]
    [InlineData("torproject.net", "unknown low: domain-tor-project low")]
    [InlineData("www.example.org", "unknown none")]
    [InlineData("", "unknown none")]
    public void A_name_is_worth_what_the_table_says_in_every_field(string name, string expected)
    {
        foreach (var field in new[] { EventField.DnsQuery, EventField.TlsServerName, EventField.HttpHost, EventField.HostName })
        {
            var torEvent = Events.Between("-", "-").WithName(field, name);
            Assert.Equal(expected, VerdictText.Of(torEvent));
            var verdict = new TorClassifier().Classify(View, torEvent);
            Assert.All(verdict.Evidence.ToArray(), item => Assert.Equal((field, 0), (item.Field, item.NameOrdinal)));
        }
    }

    [Fact]
    public void A_name_and_addresses_and_a_port_stand_together()
    {
        var torEvent = Events.Between(Exit + ":40000", Guard + ":443").WithName(EventField.TlsServerName, Version2).WithName(EventField.HttpHost, "www.torproject.org");
        Assert.Equal(
            "external confirmed: source-exit high, destination-or-endpoint confirmed, domain-onion-v2 high, domain-tor-project low",
            VerdictText.Of(torEvent));
    }

    [Fact]
    public void A_server_name_of_Tors_form_alone_is_nothing()
    {
        Assert.Equal("outbound none", VerdictText.Of(Events.Between("10.0.0.1:40000", "9.9.9.9:443").WithName(EventField.TlsServerName, "www.google.com")));
        Assert.Equal("unknown none", VerdictText.Of(Events.Between("-", "-").WithName(EventField.TlsServerName, LinkName)));
        Assert.Equal("inbound high: source-exit high", VerdictText.Of(Events.Between(Exit, "10.0.0.1:443").WithName(EventField.TlsServerName, LinkName)));
        Assert.Equal("inbound low: source-relay low", VerdictText.Of(Events.Between(Middle, "10.0.0.1:443").WithName(EventField.TlsServerName, LinkName)));
    }

    [Theory]
    [InlineData(Middle + ":8080", "outbound high: destination-relay low, tls-name-tor-link medium")]
    [InlineData(ExitAddress + ":443", "outbound high: destination-relay low, tls-name-tor-link medium")]
    [InlineData(Middle + ":9001", "outbound high: destination-relay low, port-relay low, tls-name-tor-link medium")]
    [InlineData(GuardAddress + ":443", "outbound high: destination-guard medium, tls-name-tor-link medium")]
    [InlineData(Guard, "outbound high: destination-guard medium, tls-name-tor-link medium")]
    [InlineData(Guard + ":443", "outbound confirmed: destination-or-endpoint confirmed")]
    [InlineData(Guard + ":80", "outbound confirmed: destination-directory-port confirmed")]
    [InlineData("131.188.40.189:443", "outbound confirmed: destination-authority confirmed")]
    [InlineData("9.9.9.9:9001", "outbound low: port-relay low")]
    [InlineData(Ours + ":9001", "internal confirmed: own-relay confirmed")]
    public void A_server_name_of_Tors_form_counts_with_a_relays_address_that_stands_for_want_of_better(string destination, string expected)
    {
        Assert.Equal(expected, VerdictText.Of(Events.Between("10.0.0.1:40000", destination).WithName(EventField.TlsServerName, LinkName)));
    }

    [Theory]
    [InlineData(EventField.HttpHost)]
    [InlineData(EventField.DnsQuery)]
    [InlineData(EventField.HostName)]
    [InlineData(EventField.Url)]
    public void A_name_of_Tors_form_counts_as_a_server_name_only(EventField field) =>
        Assert.Equal("outbound low: destination-relay low", VerdictText.Of(Events.Between("10.0.0.1:40000", Middle + ":8080").WithName(field, LinkName)));

    [Fact]
    public void A_server_name_may_say_two_things()
    {
        // "tor2web" is made of a to z and 2 to 7, and www.tor2web.com is a gateway's name, too.
        var torEvent = Events.Between("10.0.0.1:40000", Middle + ":8080").WithName(EventField.TlsServerName, "www.tor2web.com");
        Assert.Equal("outbound high: destination-relay low, domain-tor2web medium, tls-name-tor-link medium", VerdictText.Of(torEvent));
        Assert.Equal("outbound medium: domain-tor2web medium", VerdictText.Of(torEvent with { Destination = Sketch.Address("9.9.9.9") }));
    }

    [Theory]
    [InlineData("9.9.9.9:443", "outbound medium: tls-name-tor-link medium")]
    [InlineData("9.9.9.9:9001", "outbound medium: port-relay low, tls-name-tor-link medium")]
    [InlineData(Middle + ":8080", "outbound high: destination-relay low, tls-name-tor-link medium")]
    [InlineData(GuardAddress + ":443", "outbound high: destination-guard medium, tls-name-tor-link medium")]
    [InlineData(Guard + ":443", "outbound confirmed: destination-or-endpoint confirmed, tls-name-tor-link medium")]
    [InlineData("10.0.0.2:443", "internal medium: tls-name-tor-link medium")]
    [InlineData("-", "unknown medium: tls-name-tor-link medium")]
    public void A_link_certificate_counts_by_itself_and_raises_a_relays_address(string destination, string expected)
    {
        var torEvent = Events.Between("10.0.0.1:40000", destination).WithCertificate(Subject, Issuer);
        Assert.Equal(expected, VerdictText.Of(torEvent));
        var verdict = new TorClassifier().Classify(View, torEvent);
        Assert.Equal((EvidenceKind.TlsNameTorLink, EventField.TlsSubject), (verdict.Evidence[^1].Kind, verdict.Evidence[^1].Field));
        Assert.Equal(expected, VerdictText.Of(torEvent.WithCertificate("CN=example.org", "CN=R3")));
    }

    [Fact]
    public void A_subject_or_an_issuer_alone_is_nothing()
    {
        Assert.Equal("unknown none", VerdictText.Of(Events.Between("-", "-").WithCertificate(Subject, "CN=R3, O=Let's Encrypt, C=US")));
        Assert.Equal("unknown none", VerdictText.Of(Events.Between("-", "-").WithCertificate(Subject, "").WithCertificate("", Issuer)));
    }

    [Fact]
    public void A_certificate_of_a_source_raises_nothing() =>
        Assert.Equal("inbound medium: source-relay low, tls-name-tor-link medium", VerdictText.Of(Events.Between(Middle, "10.0.0.1:443").WithCertificate(Subject, Issuer)));

    [Fact]
    public void Certificate_and_server_name_are_evidence_each() => Assert.Equal(
        "outbound high: destination-relay low, tls-name-tor-link medium, tls-name-tor-link medium",
        VerdictText.Of(Events.Between("10.0.0.1:40000", Middle + ":8080").WithName(EventField.TlsServerName, LinkName).WithCertificate(Subject, Issuer)));

    [Fact]
    public void A_Tor_process_is_high()
    {
        Assert.Equal("unknown high: process-tor high", VerdictText.Of(Events.Between("-", "-") with { IsTorProcess = true }));
        var torEvent = Events.Between("10.0.0.1:40000", Guard + ":443") with { IsTorProcess = true };
        Assert.Equal("outbound confirmed: destination-or-endpoint confirmed, process-tor high", VerdictText.Of(torEvent));
        Assert.Equal(EventField.ProcessImage, new TorClassifier().Classify(View, torEvent).Evidence[^1].Field);
    }

    [Fact]
    public void All_evidence_of_one_event_fits()
    {
        var gabelmoo = RelayFingerprint.Parse("F2044413DAC2E02E3D6BCF4735A19BCA1DE97281");
        var view = Sketch.View(Sketch.Relay(2, RelayRoles.Exit, Exit + ":9001"), new TorRelayDescription
        {
            Fingerprint = gabelmoo,
            OrEndpoints = [Sketch.Endpoint("131.188.40.189:443")],
            DirectoryEndpoints = [Sketch.Endpoint("131.188.40.189:443")],
        });
        var torEvent = Events.Between(Exit + ":40000", "131.188.40.189:443").WithCertificate(Subject, Issuer) with { IsTorProcess = true };
        for (var i = 0; i < 10; i++)
        {
            torEvent = torEvent.WithName(EventField.DnsQuery, Version2);
        }

        var kinds = new TorClassifier().Classify(view, torEvent).Evidence.ToArray().Select(item => item.Kind).ToList();
        Assert.Equal([EvidenceKind.SourceExit, EvidenceKind.DestinationOrEndpoint, EvidenceKind.DestinationAuthority, EvidenceKind.DestinationDirectoryPort], kinds.Take(4));
        Assert.Equal(6, kinds.Count(kind => kind == EvidenceKind.DomainOnionV2));
        Assert.Equal([EvidenceKind.TlsNameTorLink, EvidenceKind.ProcessTor], kinds.TakeLast(2));
    }
}
