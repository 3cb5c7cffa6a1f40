using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TorIntel.Controls;

/// <summary>Makes a plan: picks the rows, cuts out what is allowed, refuses what would hurt.</summary>
internal sealed class ControlPlanner
{
    private const int ShortestIPv4 = 16;
    private const int ShortestIPv6 = 32;
    private const double ShrinkLimit = 0.5;

    private static readonly ushort[] s_relayPorts = [9001, 9030];
    private static readonly ushort[] s_clientPorts = [9040, 9050, 9051, 9053, 9150, 9151];

    private readonly TorNetwork _network;
    private readonly ControlOptions _options;
    private readonly HashSet<RelayFingerprint> _allowedRelays;

    public ControlPlanner(TorNetwork network, ControlOptions options)
    {
        _network = network;
        _options = options;
        _allowedRelays = [.. options.AllowedRelays];
    }

    public ControlPlan Make()
    {
        if (!_options.AllowStale && _network.IsStaleAt(_options.Now, _options.StaleAfter))
        {
            throw new ControlRefusedException($"The view is stale: of {TimeText.ToIso(_network.Time ?? _options.Now)}. Update it, or allow a stale one.");
        }

        var draft = new ControlPlan(_network, _options);
        var isInbound = draft.Inbound != ControlAction.None;
        var isOutbound = draft.Outbound != ControlAction.None;
        var rows = RowsOf(_network).ToList();
        var sources = isInbound ? Allowed(rows.Where(row => (row.Roles & RelayRoles.Exit) != 0)) : [];
        var (destinations, withoutPort) = isOutbound ? Outbound(rows) : ([], []);
        var destinationAddresses = Join(destinations, withoutPort);
        if ((isInbound && sources.Count == 0) || (isOutbound && destinations.Count + withoutPort.Count == AuthorityEndpoints().Count()))
        {
            throw new ControlRefusedException($"The view has no {(isInbound && sources.Count == 0 ? "exits" : "relays")}: nothing would be {(draft.Inbound == ControlAction.Monitor || draft.Outbound == ControlAction.Monitor ? "seen" : "blocked")}.");
        }

        Check(sources.Concat(destinationAddresses));
        var plan = new ControlPlan(_network, _options)
        {
            Sources = sources,
            Destinations = destinations,
            DestinationsWithoutPort = withoutPort,
            DestinationAddresses = destinationAddresses,
            Addresses = isInbound && isOutbound ? Merge(sources, destinationAddresses) : isInbound ? sources : destinationAddresses,
            Names = isOutbound ? NamesThatLead() : [],
            RelayPorts = isOutbound && _options.IncludePorts ? s_relayPorts : [],
            ClientPorts = isInbound && _options.IncludePorts ? s_clientPorts : [],
            Expires = _options.ExpireAfter is { } after ? _options.Now + after : _network.Time is { } time ? time + (_options.StaleAfter ?? TimeSpan.FromHours(24)) : null,
        };
        return Finish(plan);
    }

    // Everything that lists have; the authorities come apart.
    private static IEnumerable<Row> RowsOf(TorNetwork network)
    {
        foreach (var (prefix, number) in network.Index.ToList())
        {
            var row = (int)number;
            var flags = network.AddressData.Flags[row];
            if ((flags & AddressFlags.Listed) != 0 || !network.AddressData.At(row).IsEmpty)
            {
                yield return new Row(prefix, row, new ListedAddress(network, row, prefix.Address).ListedRoles);
            }
        }
    }

    private List<ControlAddress> Allowed(IEnumerable<Row> rows)
    {
        List<ControlAddress> kept = [];
        foreach (var row in rows)
        {
            var relays = new ListedAddress(_network, row.Number, row.Prefix.Address).Relays;
            if (_allowedRelays.Count != 0 && relays.Count != 0)
            {
                IReadOnlyList<TorRelay> others = [.. relays.Where(relay => !_allowedRelays.Contains(relay.Fingerprint))];
                if (others.Count == 0)
                {
                    continue;
                }

                relays = others;
            }

            foreach (var prefix in CutOut(row.Prefix))
            {
                kept.Add(new ControlAddress(prefix, row.Roles, relays));
            }
        }

        kept.Sort((left, right) => left.Prefix.CompareTo(right.Prefix));
        return kept;
    }

    private IEnumerable<IPPrefix> CutOut(IPPrefix prefix)
    {
        var isTouched = false;
        foreach (var allowed in _options.AllowedNetworks)
        {
            if (allowed.Contains(prefix))
            {
                return [];
            }

            isTouched |= prefix.Contains(allowed);
        }

        return isTouched ? PrefixCover.Of([prefix], _options.AllowedNetworks) : [prefix];
    }

    private (List<ControlEndpoint> Endpoints, List<ControlAddress> WithoutPort) Outbound(List<Row> rows)
    {
        Dictionary<IPEndpointValue, ControlEndpoint> endpoints = [];
        List<Row> withoutPort = [];
        foreach (var row in rows)
        {
            var hasPort = false;
            foreach (var attachment in _network.AddressData.At(row.Number))
            {
                var relay = new TorRelay(_network, attachment.Relay);
                if (attachment.Port != 0 && attachment.Kind != AttachmentKind.ExitAddress)
                {
                    hasPort = true;
                    if (!_allowedRelays.Contains(relay.Fingerprint) && CutOut(row.Prefix).Any())
                    {
                        var endpoint = new IPEndpointValue(row.Prefix.Address, attachment.Port);
                        endpoints.TryAdd(endpoint, new ControlEndpoint(endpoint, relay.Roles, relay));
                    }
                }
            }

            // An exit address alone is where traffic leaves, not where it enters.
            if (!hasPort && (row.Roles & (RelayRoles.Relay | RelayRoles.Guard)) != 0)
            {
                withoutPort.Add(row);
            }
        }

        foreach (var endpoint in AuthorityEndpoints())
        {
            endpoints.TryAdd(endpoint, new ControlEndpoint(endpoint, RelayRoles.Relay | RelayRoles.Authority, null));
        }

        List<ControlEndpoint> sorted = [.. endpoints.Values];
        sorted.Sort((left, right) => Compare(left.Endpoint, right.Endpoint));
        return (sorted, Allowed(withoutPort));
    }

    private IEnumerable<IPEndpointValue> AuthorityEndpoints()
    {
        var time = _network.Time ?? _options.Now;
        foreach (var authority in DirectoryAuthorities.All)
        {
            if (authority.Fingerprint is var fingerprint && _allowedRelays.Contains(fingerprint))
            {
                continue;
            }

            foreach (var endpoint in authority.EndpointsAt(time))
            {
                if (CutOut(IPPrefix.Host(endpoint.Address)).Any())
                {
                    yield return endpoint;
                }
            }
        }
    }

    private static int Compare(IPEndpointValue left, IPEndpointValue right)
    {
        var order = left.Address.CompareTo(right.Address);
        return order != 0 ? order : left.Port.CompareTo(right.Port);
    }

    private static List<ControlAddress> Join(List<ControlEndpoint> endpoints, List<ControlAddress> withoutPort) => Merge(
        [.. endpoints.GroupBy(endpoint => endpoint.Endpoint.Address).Select(group => new ControlAddress(
            IPPrefix.Host(group.Key),
            group.Aggregate(RelayRoles.None, (roles, endpoint) => roles | endpoint.Roles),
            [.. group.Select(endpoint => endpoint.Relay).OfType<TorRelay>().Distinct()]))],
        withoutPort);

    private static List<ControlAddress> Merge(IEnumerable<ControlAddress> left, IEnumerable<ControlAddress> right)
    {
        List<ControlAddress> merged =
        [
            .. left.Concat(right).GroupBy(row => row.Prefix).Select(group => new ControlAddress(
                group.Key, group.Aggregate(RelayRoles.None, (roles, row) => roles | row.Roles), [.. group.SelectMany(row => row.Relays).Distinct()])),
        ];
        merged.Sort((one, other) => one.Prefix.CompareTo(other.Prefix));
        return merged;
    }

    private void Check(IEnumerable<ControlAddress> rows)
    {
        foreach (var row in rows)
        {
            foreach (var network in _options.ProtectedNetworks)
            {
                if (network.Contains(row.Prefix) || row.Prefix.Contains(network))
                {
                    throw new ControlRefusedException($"The list has {row.Prefix}, which is in {network}, a network that no rule may cover. Find out why it is listed, or allow it, which leaves it out.");
                }
            }

            if (!_options.IncludeSpecialPurpose && SpecialPurposeRanges.Describe(row.Prefix) is { } what)
            {
                throw new ControlRefusedException($"The list has {row.Prefix}, which is not globally reachable: {what}.");
            }

            if (row.Prefix.Length < (row.Prefix.IsIPv4 ? ShortestIPv4 : ShortestIPv6))
            {
                throw new ControlRefusedException($"The list has {row.Prefix}: no relay has so many addresses. The shortest prefixes are /{ShortestIPv4} and /{ShortestIPv6}.");
            }
        }
    }

    private List<ControlName> NamesThatLead() =>
    [
        .. NameClassifier.Suffixes.Where(name => name.Class is NameClass.OnionInvalid or NameClass.Tor2web)
            .Where(name => !_options.AllowedHosts.Any(host => IsAtOrBelow(name.Suffix, host.Trim('.'))))
            .Select(name => new ControlName(name.Suffix, name.Class))
            .OrderBy(name => name.Suffix, StringComparer.Ordinal),
    ];

    private static bool IsAtOrBelow(string name, string host) =>
        name.EndsWith(host, StringComparison.OrdinalIgnoreCase) && (name.Length == host.Length || name[name.Length - host.Length - 1] == '.');

    private ControlPlan Finish(ControlPlan plan)
    {
        if (!_options.AllowShrunken && _options.PreviousCount is { } before && plan.Count < before * ShrinkLimit)
        {
            throw new ControlRefusedException(string.Create(CultureInfo.InvariantCulture, $"The list has {plan.Count} rows and had {before}: it lost more than half. Find out why, or allow a shrunken one."));
        }

        var digest = DigestOf(plan);
        List<string> header =
        [
            $"TorIntel: {NameOf(_options.Policy)}",
            $"source: {(_network.Sources.Count == 0 ? "unknown" : HeaderText.Clean(_network.SourceName))}",
            _network.Time is { } time
                ? string.Create(CultureInfo.InvariantCulture, $"time: {TimeText.ToIso(time)}, {Math.Floor((_options.Now - time).TotalMinutes)} minutes old at {TimeText.ToIso(_options.Now)}")
                : "time: unknown",
            string.Create(CultureInfo.InvariantCulture, $"count: {plan.Count} rows: {plan.Sources.Count} sources, {plan.Destinations.Count} endpoints, {plan.DestinationsWithoutPort.Count} without a port, {plan.Names.Count} names"),
            $"sha256: {digest}",
        ];
        if (plan.Expires is { } expires)
        {
            header.Add($"expires: {TimeText.ToIso(expires)}");
        }

        return new ControlPlan(plan.Network, plan.Options)
        {
            Sources = plan.Sources, Destinations = plan.Destinations, DestinationsWithoutPort = plan.DestinationsWithoutPort, DestinationAddresses = plan.DestinationAddresses,
            Addresses = plan.Addresses, Names = plan.Names, RelayPorts = plan.RelayPorts, ClientPorts = plan.ClientPorts, Expires = plan.Expires, Digest = digest, Header = header,
        };
    }

    internal static string NameOf(ControlPolicy policy) => policy switch
    {
        ControlPolicy.BlockInbound => "block-inbound",
        ControlPolicy.MonitorInbound => "monitor-inbound",
        ControlPolicy.BlockOutbound => "block-outbound",
        ControlPolicy.MonitorOutbound => "monitor-outbound",
        _ => "blended",
    };

    private static string DigestOf(ControlPlan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in plan.Sources.Select(row => $"source {row.Prefix}")
            .Concat(plan.Destinations.Select(row => $"endpoint {row.Endpoint}"))
            .Concat(plan.DestinationsWithoutPort.Select(row => $"destination {row.Prefix}"))
            .Concat(plan.Names.Select(row => $"name {row.Suffix}")))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private readonly record struct Row(IPPrefix Prefix, int Number, RelayRoles Roles);
}
