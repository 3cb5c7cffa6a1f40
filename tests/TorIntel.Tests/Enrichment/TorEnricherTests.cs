using System.Net;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Properties of events to findings.</summary>
public sealed class TorEnricherTests
{
    private static readonly DateTimeOffset s_time = AdapterViews.ListTime.AddMinutes(10);

    private readonly TorNetworkStore _store = new(AdapterViews.Usual);

    public static TheoryData<object, string> AddressValues => new()
    {
        { AdapterViews.Exit, AdapterViews.Exit },
        { " " + AdapterViews.Exit + ":51514 ", AdapterViews.Exit },
        { "::ffff:" + AdapterViews.Exit, AdapterViews.Exit },
        { "[2001:db8::99]:443", AdapterViews.ExitIPv6 },
        { "2001:DB8:0::99%eth0", AdapterViews.ExitIPv6 },
        { IPAddress.Parse(AdapterViews.Exit), AdapterViews.Exit },
        { IPAddress.Parse(AdapterViews.Exit).MapToIPv6(), AdapterViews.Exit },
        { new IPEndPoint(IPAddress.Parse(AdapterViews.ExitIPv6), 51514), AdapterViews.ExitIPv6 },
        { new[] { AdapterViews.Exit, "192.0.2.1" }, AdapterViews.Exit },
    };

    [Theory]
    [MemberData(nameof(AddressValues))]
    public void An_address_is_read_in_every_form(object value, string shown)
    {
        Assert.True(TorEnricher.MayConcern(AdapterViews.Usual, TorField.Client, value));
        var finding = Find(new TorProperty("Ip", TorField.Client, value));

        Assert.NotNull(finding);
        Assert.Equal(new ObservedEvidence(EvidenceKind.SourceExit, Confidence.High, "Ip", shown, IsAuthorised: false), Assert.Single(finding.Evidence));
        Assert.Equal(TorDirection.Inbound, finding.Verdict.Direction);
        Assert.Equal("exit", Assert.Single(finding.Relays).Nickname);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("198.51.100.99.")]
    [InlineData("198.51.100.099")]
    [InlineData("198.51.100.99:65536")]
    [InlineData("198.51.100.99, 198.51.100.98")]
    [InlineData("１９８.51.100.99")]
    [InlineData(42)]
    [InlineData(double.NaN)]
    [InlineData('x')]
    public void What_is_no_address_is_passed_over(object? value)
    {
        Assert.False(TorEnricher.MayConcern(AdapterViews.Usual, TorField.Client, value));
        Assert.Null(Find(new TorProperty("Ip", TorField.Client, value)));
    }

    [Fact]
    public void Values_with_code_of_the_host_are_not_asked_for_anything()
    {
        foreach (var field in Enum.GetValues<TorField>())
        {
            Assert.False(TorEnricher.MayConcern(AdapterViews.Usual, field, new Hostile()));
            Assert.Null(Find(new TorProperty("Ip", field, new Hostile()), new TorProperty("Port", TorField.DestinationPort, new Hostile())));
        }
    }

    [Theory]
    [InlineData(TorField.Client, TorField.None, EvidenceKind.SourceRelay, TorDirection.Inbound)] // The log of a service.
    [InlineData(TorField.Server, TorField.ServerPort, EvidenceKind.DestinationOrEndpoint, TorDirection.Outbound)] // The log of a client.
    [InlineData(TorField.Source, TorField.None, EvidenceKind.SourceRelay, TorDirection.Unknown)]
    [InlineData(TorField.Destination, TorField.DestinationPort, EvidenceKind.DestinationOrEndpoint, TorDirection.Unknown)]
    public void Who_logs_one_side_only_is_the_other_side(TorField address, TorField port, EvidenceKind expected, TorDirection direction)
    {
        var finding = Find(new TorProperty("Address", address, AdapterViews.Guard), new TorProperty("Port", port, 9001));

        Assert.NotNull(finding);
        Assert.Equal(expected, finding.Evidence[0].Kind);
        Assert.Equal(direction, finding.Verdict.Direction);
        Assert.Equal("Address", finding.Evidence[0].Field);
    }

    [Fact]
    public void With_both_sides_the_direction_is_that_of_their_addresses()
    {
        var finding = Find(
            new TorProperty("client.address", TorField.Client, "10.1.2.3"),
            new TorProperty("server.address", TorField.Server, AdapterViews.Guard),
            new TorProperty("server.port", TorField.ServerPort, "9001"),
            new TorProperty("network.transport", TorField.Transport, "tcp"));

        Assert.NotNull(finding);
        Assert.Equal(TorDirection.Outbound, finding.Verdict.Direction);
        Assert.Equal([EvidenceKind.DestinationOrEndpoint, EvidenceKind.PortRelay], finding.Evidence.Select(evidence => evidence.Kind));
        Assert.Equal(["192.0.2.10:9001", "9001"], finding.Evidence.Select(evidence => evidence.Value));
        Assert.Equal(["server.address", "server.port"], finding.Evidence.Select(evidence => evidence.Field));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard, finding.Roles);
        Assert.Equal(3, finding.Techniques.Count);
    }

    [Fact]
    public void Over_udp_an_endpoint_is_no_endpoint()
    {
        var finding = Find(
            new TorProperty("server.address", TorField.Server, AdapterViews.Guard),
            new TorProperty("server.port", TorField.ServerPort, 9001),
            new TorProperty("network.transport", TorField.Transport, "UDP"));

        Assert.Equal(EvidenceKind.DestinationRelay, Assert.Single(finding!.Evidence).Kind);
    }

    [Fact]
    public void An_address_and_a_port_of_two_properties_are_not_put_together()
    {
        var replaced = Find(new TorProperty("ServerAddress", TorField.Server, "10.0.0.9:9001"), new TorProperty("DestinationIp", TorField.Destination, AdapterViews.Guard));
        Assert.Equal([EvidenceKind.DestinationGuard], replaced!.Evidence.Select(evidence => evidence.Kind));

        var own = Find(new TorProperty("ServerAddress", TorField.Server, "10.0.0.9:3128"), new TorProperty("DestinationAddress", TorField.Destination, AdapterViews.Guard + ":9001"));
        Assert.Equal(EvidenceKind.DestinationOrEndpoint, own!.Evidence[0].Kind);
        Assert.Equal("192.0.2.10:9001", own.Evidence[0].Value);

        var written = Find(new TorProperty("Port", TorField.DestinationPort, 443), new TorProperty("Address", TorField.Destination, AdapterViews.Guard + ":9001"));
        Assert.Equal(EvidenceKind.DestinationOrEndpoint, written!.Evidence[0].Kind);
    }

    [Theory]
    [InlineData("203.0.113.50:9001", "203.0.113.51:9001")]
    [InlineData("[2001:db8::50]:9001", "[2001:db8::51]:9001")]
    public void Evidence_of_a_port_shows_the_port_and_no_address_of_another_event(string first, string second)
    {
        var enricher = new TorEnricher(_store);
        foreach (var address in new[] { first, second })
        {
            var finding = enricher.Find(AdapterViews.Usual, [new TorProperty("DestinationAddress", TorField.Destination, address)], s_time);
            Assert.Equal([new ObservedEvidence(EvidenceKind.PortRelay, Confidence.Low, "DestinationAddress", "9001", IsAuthorised: false)], finding!.Evidence);
        }
    }

    [Fact]
    public void The_port_of_a_client_is_never_evidence()
    {
        TorProperty[] properties =
        [
            new("SourceIp", TorField.Source, "203.0.113.8"), new("ClientPort", TorField.ClientPort, 9001),
            new("DestinationIp", TorField.Destination, "10.0.0.5"), new("DestinationPort", TorField.DestinationPort, 50000),
        ];
        Assert.Null(Find(properties));
    }

    [Fact]
    public void The_image_that_is_named_is_the_one_that_was_told_by()
    {
        var finding = Find(new TorProperty("process.executable", TorField.ProcessImage, "/usr/bin/tor"), new TorProperty("process.executable.path", TorField.ProcessImage, "/bin/bash"));

        Assert.Equal(("process.executable", "/usr/bin/tor"), (finding!.Evidence[0].Field, finding.Evidence[0].Value));
    }

    [Theory]
    [InlineData("WebSockets", EvidenceKind.DestinationOrEndpoint)]
    [InlineData("https", EvidenceKind.DestinationOrEndpoint)]
    [InlineData("tcp6", EvidenceKind.DestinationOrEndpoint)]
    [InlineData("quic", EvidenceKind.DestinationRelay)]
    [InlineData("unix", EvidenceKind.DestinationRelay)]
    public void A_transport_that_is_not_known_says_nothing(string transport, EvidenceKind expected)
    {
        var finding = Find(new TorProperty("Address", TorField.Server, AdapterViews.Guard + ":9001"), new TorProperty("Transport", TorField.Transport, transport));

        Assert.Equal(expected, finding!.Evidence[0].Kind);
    }

    [Fact]
    public void What_would_break_a_line_or_has_no_end_is_not_shown()
    {
        var value = "http://" + AdapterViews.Onion + "/\r\n2026-08-22 INFO forged" + new string('a', 10_000);
        var shown = Find(new TorProperty("Url", TorField.Url, value))!.Evidence[0].Value;

        Assert.DoesNotContain(shown, char.IsControl);
        Assert.InRange(shown.Length, 100, 2_100);
    }

    [Theory]
    [InlineData("[2001:db8::1]", 25)]
    [InlineData("192.0.2.1", 25)]
    public void A_server_that_a_client_names_in_a_header_takes_nothing_from_the_evidence(string server, int port)
    {
        var finding = Find(new TorProperty("client.address", TorField.Client, AdapterViews.Exit), new TorProperty("server.address", TorField.Server, server), new TorProperty("server.port", TorField.ServerPort, port));

        Assert.Equal(Confidence.High, finding!.Verdict.Confidence);
    }

    [Theory]
    [InlineData(TorField.ServerPort, EvidenceKind.SourceExit)] // Out of a header: a client could write what its exit refuses.
    [InlineData(TorField.DestinationPort, EvidenceKind.SourceExitPolicyRejects)]
    public void The_port_of_a_service_counts_only_if_its_client_did_not_write_it(TorField port, EvidenceKind expected)
    {
        var finding = Find(new TorProperty("Ip", TorField.Client, AdapterViews.Exit), new TorProperty("Port", port, 25));

        Assert.Equal(expected, finding!.Evidence[0].Kind);
    }

    [Fact]
    public void Of_several_properties_for_one_side_the_first_counts_that_the_view_knows()
    {
        var finding = Find(
            new TorProperty("client.address", TorField.Client, AdapterViews.Unlisted),
            new TorProperty("network.peer.address", TorField.Client, AdapterViews.Exit),
            new TorProperty("other", TorField.Client, AdapterViews.Guard));

        Assert.Equal("network.peer.address", Assert.Single(finding!.Evidence).Field);
    }

    [Theory]
    [InlineData(TorField.Server, "facebookcorewwwi.onion:443", EvidenceKind.DomainOnionV2)]
    [InlineData(TorField.HostName, AdapterViews.Onion, EvidenceKind.DomainOnionV3)]
    [InlineData(TorField.HostName, "ü.onion", EvidenceKind.DomainOnionInvalid)]
    [InlineData(TorField.DnsQuery, "check.torproject.org.", EvidenceKind.DomainTorProject)]
    [InlineData(TorField.TlsServerName, AdapterViews.Onion, EvidenceKind.DomainOnionV3)]
    [InlineData(TorField.HttpHost, AdapterViews.Onion + ":8080", EvidenceKind.DomainOnionV3)]
    [InlineData(TorField.Url, "https://user@" + AdapterViews.Onion + ":8080/path?q=1", EvidenceKind.DomainOnionV3)]
    [InlineData(TorField.Url, AdapterViews.Onion + ":443", EvidenceKind.DomainOnionV3)]
    [InlineData(TorField.ProcessImage, @"C:\Users\x\Tor Browser\Browser\firefox.exe", EvidenceKind.ProcessTor)]
    public void Names_and_images_are_evidence(TorField field, string value, EvidenceKind expected)
    {
        Assert.True(TorEnricher.MayConcern(AdapterViews.Usual, field, value));
        var evidence = Assert.Single(Find(new TorProperty("Name", field, value))!.Evidence);

        Assert.Equal(expected, evidence.Kind);
        Assert.Equal("Name", evidence.Field);
        Assert.Equal(value, evidence.Value);
    }

    [Theory]
    [InlineData(TorField.Url, "https://example.org/?u=http://x.onion/")]
    [InlineData(TorField.Url, "/x.onion")]
    [InlineData(TorField.Url, "/redirect?to=https://x.onion")]
    [InlineData(TorField.HostName, "onion.example.org")]
    [InlineData(TorField.ProcessImage, "/usr/bin/tornado")]
    [InlineData(TorField.ClientPort, "9001")]
    [InlineData(TorField.TlsServerName, "www.abcdefgh.com")]
    public void What_only_looks_like_it_is_none(TorField field, string value) => Assert.Null(Find(new TorProperty("Name", field, value)));

    [Fact]
    public void A_uri_and_the_names_of_a_certificate_are_read()
    {
        Assert.Equal(EvidenceKind.DomainOnionV3, Find(new TorProperty("Uri", TorField.Url, new Uri("http://" + AdapterViews.Onion + "/")))!.Evidence[0].Kind);
        Assert.Equal(EvidenceKind.DomainOnionV3, Find(new TorProperty("Server", TorField.Server, new DnsEndPoint(AdapterViews.Onion, 80)))!.Evidence[0].Kind);
        Assert.Equal(EvidenceKind.DestinationOrEndpoint, Find(new TorProperty("Server", TorField.Server, new DnsEndPoint(AdapterViews.Guard, 9001)))!.Evidence[0].Kind);
        var link = Find(new TorProperty("Subject", TorField.TlsSubject, "CN=www.abcdefgh.net"), new TorProperty("Issuer", TorField.TlsIssuer, "CN=www.abcdefgh.com"));
        Assert.Equal(("Subject", "CN=www.abcdefgh.net"), (link!.Evidence[0].Field, link.Evidence[0].Value));
    }

    [Fact]
    public void Less_than_the_least_confidence_is_no_finding()
    {
        var property = new TorProperty("Ip", TorField.Client, AdapterViews.Guard); // source-relay, low
        Assert.NotNull(Find(property));
        Assert.Null(new TorEnricher(_store, new TorEnrichmentOptions { MinimumConfidence = Confidence.Medium }).Find(AdapterViews.Usual, [property], s_time));
    }

    [Fact]
    public void An_empty_view_finds_names_and_ports_and_says_nothing_of_lists()
    {
        var finding = new TorEnricher(new TorNetworkStore()).Find(TorNetwork.Empty, [new TorProperty("Host", TorField.HttpHost, AdapterViews.Onion)], s_time);

        Assert.Null(finding!.Source);
        Assert.Null(finding.AgeAt(s_time));
        Assert.Null(Find(TorNetwork.Empty, new TorProperty("Ip", TorField.Client, AdapterViews.Exit)));
    }

    [Fact]
    public void Events_that_differ_in_nothing_that_is_shown_share_a_finding_until_the_view_changes()
    {
        var enricher = new TorEnricher(_store);
        TorFinding Of(TorNetwork network, string address, int clientPort, string name = "Ip") =>
            enricher.Find(network, [new TorProperty(name, TorField.Client, address), new TorProperty("Port", TorField.ClientPort, clientPort)], s_time)!;

        var first = Of(AdapterViews.Usual, AdapterViews.Exit, 51514);
        Assert.Same(first, Of(AdapterViews.Usual, AdapterViews.Exit, 51515));
        Assert.NotSame(first, Of(AdapterViews.Usual, AdapterViews.ExitIPv6, 51514));
        Assert.NotSame(first, Of(AdapterViews.Usual, AdapterViews.Exit, 51514, "Address"));
        Assert.NotSame(first, Of(AdapterViews.Later, AdapterViews.ExitIPv6, 51514));
        Assert.Same(AdapterViews.Later, Of(AdapterViews.Later, AdapterViews.ExitIPv6, 51514).Network);
    }

    [Fact]
    public void Prefixes_do_not_mix_up_the_addresses_in_them()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddExitAddress(IPPrefix.Parse("203.0.113.0/24"));
        var network = builder.Build();
        var enricher = new TorEnricher(new TorNetworkStore(network));

        foreach (var address in new[] { "203.0.113.1", "203.0.113.2", "203.0.113.1" })
        {
            Assert.Equal(address, enricher.Find(network, [new TorProperty("Ip", TorField.Client, address)], s_time)!.Evidence[0].Value);
        }
    }

    [Fact]
    public void Age_and_staleness_are_those_at_the_time_of_the_event()
    {
        var finding = Find(new TorProperty("Ip", TorField.Client, AdapterViews.Exit))!;

        Assert.Equal(600, finding.AgeAt(s_time));
        Assert.Equal(-1, finding.AgeAt(AdapterViews.ListTime.AddMilliseconds(-1)));
        Assert.False(finding.IsStaleAt(s_time));
        Assert.True(finding.IsStaleAt(s_time.AddDays(2)));
        Assert.Null(finding.AgeAt(null));
    }

    [Fact]
    public void Misses_allocate_nothing()
    {
        var network = AdapterViews.Usual;
        object port = 443;
        var address = IPAddress.Parse("2001:db8::7");
        Allocations.AssertNone(() =>
        {
            Assert.False(TorEnricher.MayConcern(network, TorField.Client, AdapterViews.Unlisted));
            Assert.False(TorEnricher.MayConcern(network, TorField.Client, address));
            Assert.False(TorEnricher.MayConcern(network, TorField.ServerPort, port));
            Assert.False(TorEnricher.MayConcern(network, TorField.HttpHost, "www.example.org:8080"));
            Assert.False(TorEnricher.MayConcern(network, TorField.Url, "https://www.example.org/index.html?q=1"));
            Assert.False(TorEnricher.MayConcern(network, TorField.ProcessImage, "/usr/bin/curl"));
        });
    }

    [Fact]
    public void Options_that_are_wrong_are_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new TorEnricher(_store, new TorEnrichmentOptions { OtherAddresses = TorField.Url }));

        Assert.StartsWith("TorIntel: other addresses cannot be 'Url'", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new TorEnricher(null!));
    }

    private TorFinding? Find(params TorProperty[] properties) => Find(AdapterViews.Usual, properties);

    private TorFinding? Find(TorNetwork network, params TorProperty[] properties) => new TorEnricher(_store).Find(network, properties, s_time);

    private sealed class Hostile : IFormattable, IConvertible
    {
        public override string ToString() => throw new InvalidOperationException("never ask");

        public override bool Equals(object? obj) => throw new InvalidOperationException("never ask");

        public override int GetHashCode() => throw new InvalidOperationException("never ask");

        public string ToString(string? format, IFormatProvider? formatProvider) => throw new InvalidOperationException("never ask");

        public TypeCode GetTypeCode() => throw new InvalidOperationException("never ask");

        public bool ToBoolean(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public byte ToByte(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public char ToChar(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public DateTime ToDateTime(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public decimal ToDecimal(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public double ToDouble(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public short ToInt16(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public int ToInt32(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public long ToInt64(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public sbyte ToSByte(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public float ToSingle(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public string ToString(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public object ToType(Type conversionType, IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public ushort ToUInt16(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public uint ToUInt32(IFormatProvider? provider) => throw new InvalidOperationException("never ask");

        public ulong ToUInt64(IFormatProvider? provider) => throw new InvalidOperationException("never ask");
    }
}
