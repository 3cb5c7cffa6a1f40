namespace TorIntel.Tests;

/// <summary>Makes cases from a space so narrow that relays, lists, sites and events meet all the time.</summary>
internal sealed class ClassifierCaseGenerator(Random random)
{
    private static readonly IPAddressValue[] s_addresses =
    [
        .. new[]
        {
            "198.51.100.0", "198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4", "10.0.0.0", "10.0.0.1", "10.0.0.2",
            "2001:db8::", "2001:db8::1", "2001:db8::2", "fd00::1", "::ffff:198.51.100.1", PlainAuthority.Lasting, PlainAuthority.Past,
            "192.31.196.1", "192.31.196.2", // reachable from everywhere, and nobody's: AS112
        }.Select(Sketch.Address),
    ];

    private static readonly IPPrefix[] s_prefixes =
    [
        .. s_addresses.Select(IPPrefix.Host),
        .. new[] { "198.51.100.0/30", "198.51.100.0/31", "198.51.100.2/31", "10.0.0.0/31", "10.0.0.0/8", "2001:db8::/127", "2001:db8::/32", "131.188.40.0/24" }.Select(Sketch.Prefix),
    ];

    private static readonly RelayFingerprint[] s_fingerprints =
    [
        .. Enumerable.Range(1, 5).Select(Sketch.Fingerprint), RelayFingerprint.Parse(PlainAuthority.LastingFingerprint), RelayFingerprint.Parse(PlainAuthority.PastFingerprint),
    ];

    private static readonly ExitPolicySummary?[] s_policies =
        [null, null, Sketch.Policy("accept 80"), Sketch.Policy("reject 80"), Sketch.Policy("reject 1-65535"), Sketch.Policy("accept 443,9001,40000")];

    private static readonly ExitPolicy?[] s_exactPolicies =
    [
        null, null, null, Sketch.ExactPolicy("reject *:*"), Sketch.ExactPolicy("accept 192.31.196.1:80,accept 192.31.196.0/24:443,reject *:*"),
        Sketch.ExactPolicy("reject 192.31.196.1:*,reject 10.0.0.0/8:*,accept *:80,accept *:9001,reject *:*"), Sketch.ExactPolicy("reject 192.31.196.0/30:443"),
    ];

    private static readonly ushort[] s_orPorts = [0, 443, 443, 9001, 40000];
    private static readonly ushort[] s_directoryPorts = [80, 443, 9030];
    private static readonly ushort[] s_eventPorts = [0, 80, 443, 443, 9001, 9030, 9050, 40000, 50000];
    private static readonly DateTimeOffset?[] s_times = [null, PlainAuthority.Then, PlainAuthority.Today];

    /// <summary>Makes a network and a site, with an empty event.</summary>
    public ClassifierCase MakeNetwork() => new()
    {
        Relays = Many(8, MakeRelay),
        Addresses = Many(4, () => (Pick(s_prefixes), (RelayRoles)random.Next(8))),
        ViewTime = Pick(s_times),
        Options = new TorClassifierOptions
        {
            InternalNetworks = random.Next(4) == 0 ? Many(3, () => Pick(s_prefixes)) : TorClassifierOptions.PrivateNetworks,
            IgnoredNetworks = random.Next(3) == 0 ? Many(2, () => Pick(s_prefixes)) : [],
            IgnoredRelays = random.Next(3) == 0 ? Many(2, () => Pick(s_fingerprints)) : [],
            OwnRelays = random.Next(3) == 0 ? Many(4, () => Pick(s_fingerprints)) : [],
        },
    };

    /// <summary>Gives a case another event.</summary>
    public ClassifierCase WithEvent(ClassifierCase network)
    {
        var listed = network.Relays.SelectMany(relay => relay.OrEndpoints.Concat(relay.DirectoryEndpoints)).ToArray();
        var (source, destination) = (Side(), Side());
        return network with
        {
            Event = new TorEvent
            {
                Source = source.Address,
                SourcePort = source.Port,
                Destination = destination.Address,
                DestinationPort = destination.Port,
                Transport = random.Next(2) == 0 ? TransportProtocol.Tcp : (TransportProtocol)random.Next(4),
                Initiator = (EventInitiator)random.Next(3),
                IsServiceLog = random.Next(6) == 0,
                Time = Pick(s_times),
            },
            HasLinkName = random.Next(3) == 0,
            HasLinkCertificate = random.Next(6) == 0,
        };

        IPEndpointValue Side() => random.Next(8) switch
        {
            0 => new IPEndpointValue(default, Pick(s_eventPorts)),
            1 or 2 or 3 when listed.Length != 0 => Pick(listed),
            _ => new IPEndpointValue(Pick(s_addresses), Pick(s_eventPorts)),
        };
    }

    private TorRelayDescription MakeRelay()
    {
        var endpoints = Many(3, () => new IPEndpointValue(Pick(s_addresses), Pick(s_orPorts)));
        return new TorRelayDescription
        {
            Fingerprint = Pick(s_fingerprints),
            Roles = (RelayRoles)random.Next(8),
            OrEndpoints = endpoints,
            DirectoryEndpoints = endpoints.Count != 0 && random.Next(3) == 0 ? [new IPEndpointValue(endpoints[0].Address, Pick(s_directoryPorts))] : [],
            ExitAddresses = random.Next(3) == 0 ? [Pick(s_addresses)] : [],
            ExitPolicy = Pick(s_exactPolicies),
            ExitPolicySummary = Pick(s_policies),
            ExitPolicySummaryIPv6 = Pick(s_policies),
        };
    }

    private List<T> Many<T>(int most, Func<T> make) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => make())];

    private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];
}
