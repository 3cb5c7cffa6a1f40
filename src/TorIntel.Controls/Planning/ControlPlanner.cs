using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TorIntel.Controls;

/// <summary>Makes a plan: picks the rows, cuts out what is allowed, refuses what would hurt.</summary>
internal sealed class ControlPlanner
{
    private const long MostAddresses = 262_144; // some twenty times as many as the network ever had

    private static readonly TimeSpan s_usualLimit = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromHours(3);

    private static readonly ushort[] s_relayPorts = [9001, 9030];
    private static readonly ushort[] s_clientPorts = [9040, 9050, 9051, 9053, 9150, 9151];

    private readonly TorNetwork _network;
    private readonly ControlOptions _options;
    private readonly HashSet<RelayFingerprint> _allowedRelays;
    private readonly List<IPPrefix> _cutOut;
    private readonly List<IPPrefix> _noSources = [];
    private readonly HashSet<IPPrefix> _usedNetworks = [];

    public ControlPlanner(TorNetwork network, ControlOptions options)
    {
        _network = network;
        _options = options;
        _allowedRelays = [.. options.AllowedRelays];
        _cutOut = [.. options.AllowedNetworks];
    }

    public ControlPlan Make()
    {
        CheckTime();
        CheckHosts();
        var draft = new ControlPlan(_network, _options);
        var isInbound = draft.Inbound != ControlAction.None;
        var isOutbound = draft.Outbound != ControlAction.None;
        var rows = ReadRows();
        var sources = isInbound ? Cut(rows.Where(row => (row.Roles & RelayRoles.Exit) != 0), [.. _cutOut, .. _noSources]) : [];
        var (destinations, withoutPort) = isOutbound ? Outbound(rows) : ([], []);
        var destinationAddresses = Join(destinations, withoutPort);
        if ((isInbound && sources.Count == 0) || (isOutbound && destinations.Count + withoutPort.Count == AuthorityEndpoints().Count()))
        {
            throw new ControlRefusedException(ControlRefusal.Empty, $"The view has no {(isInbound && sources.Count == 0 ? "exits" : "relays")}: nothing would be {(draft.Inbound == ControlAction.Monitor || draft.Outbound == ControlAction.Monitor ? "seen" : "blocked")}.");
        }

        Check([.. sources, .. destinationAddresses], _options);
        var (names, exceptions) = isOutbound ? NamesThatLead() : ([], []);
        return new ControlPlan(_network, _options)
        {
            Sources = sources,
            Destinations = destinations,
            DestinationsWithoutPort = withoutPort,
            DestinationAddresses = destinationAddresses,
            Addresses = isInbound && isOutbound ? Merge(sources, destinationAddresses) : isInbound ? sources : destinationAddresses,
            Names = names,
            NameExceptions = exceptions,
            RelayPorts = isOutbound && _options.IncludePorts ? s_relayPorts : [],
            ClientPorts = isInbound && _options.IncludePorts ? s_clientPorts : [],
            Expires = Expires(),
            Digest = DigestOf(sources, destinations, withoutPort, names),
            Untouchable = [.. _options.ProtectedNetworks, .. _cutOut],
            NoSources = _noSources,
            Notes = Notes(isOutbound, exceptions),
        };
    }

    // They go into lines of configuration.
    private void CheckHosts()
    {
        if (_options.AllowedHosts.FirstOrDefault(host => host.Length == 0 || !host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) is { } wrong)
        {
            throw new ControlRefusedException($"'{HeaderText.Clean(wrong)}' is to be allowed, and is no name of a host in ASCII (xn--…).");
        }
    }

    private void CheckTime()
    {
        if (_options.AllowStale)
        {
            return;
        }

        if (_network.Time is not { } time)
        {
            throw new ControlRefusedException(ControlRefusal.Stale, "The view is of an unknown time, so it may be years old. Say the time of its lists, or allow a stale view.");
        }

        if (time > _options.Now + s_clockSkew)
        {
            throw new ControlRefusedException(ControlRefusal.Stale, $"The view is of {TimeText.ToIso(time)}, and it is to be {TimeText.ToIso(_options.Now)}: a clock is wrong. Set it right, or allow a stale view.");
        }

        if (_network.IsStaleAt(_options.Now, _options.StaleAfter))
        {
            var until = _options.StaleAfter is null && _network.ValidUntil < _options.Now ? $", and was valid until {TimeText.ToIso(_network.ValidUntil.Value)}" : "";
            throw new ControlRefusedException(ControlRefusal.Stale, $"The view is stale: it is of {TimeText.ToIso(time)}{until}. Update it, or allow a stale one.");
        }
    }

    // Longer than a consensus is valid: relays of yesterday are better blocked than none, for as long as nobody can get a list. A view that is older already, and taken all the same, gets as long
    // again: it must not hold for ever, nor be gone at once.
    private DateTimeOffset Expires()
    {
        if (_options.ExpireAfter is { } after)
        {
            return _options.Now + after;
        }

        var limit = _options.StaleAfter ?? s_usualLimit;
        var expires = _network.Time + limit;
        return expires > _options.Now ? expires.Value : _options.Now + limit;
    }

    // Everything that lists have, without allowed relays; the authorities come apart. Addresses that only allowed relays have are cut out of prefixes around them too.
    private List<Row> ReadRows()
    {
        List<Row> rows = [];
        foreach (var (prefix, number) in _network.Index.ToList())
        {
            var row = (int)number;
            var address = new ListedAddress(_network, row, prefix.Address);
            if (!address.IsListed)
            {
                continue;
            }

            var relays = address.Relays;
            var roles = address.ListedRoles;
            if (_allowedRelays.Count != 0 && relays.Any(relay => _allowedRelays.Contains(relay.Fingerprint)))
            {
                relays = [.. relays.Where(relay => !_allowedRelays.Contains(relay.Fingerprint))];
                if (relays.Count == 0)
                {
                    MarkUsed(prefix);
                    _cutOut.Add(prefix);
                    continue;
                }

                var others = address.RolesWithout(_allowedRelays);
                if ((roles & ~others & RelayRoles.Exit) != 0)
                {
                    _noSources.Add(prefix);
                }

                roles = others;
            }

            rows.Add(new Row(prefix, row, roles, relays));
        }

        return rows;
    }

    private List<ControlAddress> Cut(IEnumerable<Row> rows, List<IPPrefix> exceptions)
    {
        List<ControlAddress> kept = [];
        foreach (var row in rows)
        {
            MarkUsed(row.Prefix);
            if (!exceptions.Any(network => network.Contains(row.Prefix) || row.Prefix.Contains(network)))
            {
                kept.Add(new ControlAddress(row.Prefix, row.Roles, row.Relays));
                continue;
            }

            foreach (var prefix in PrefixCover.Of([row.Prefix], exceptions))
            {
                kept.Add(new ControlAddress(prefix, row.Roles, row.Relays));
            }
        }

        kept.Sort((left, right) => left.Prefix.CompareTo(right.Prefix));
        return kept;
    }

    private bool IsCutOut(IPPrefix prefix)
    {
        MarkUsed(prefix);
        return _cutOut.Exists(network => network.Contains(prefix));
    }

    // Which of the networks that are allowed make a difference.
    private void MarkUsed(IPPrefix prefix) => _usedNetworks.UnionWith(_options.AllowedNetworks.Where(network => network.Contains(prefix) || prefix.Contains(network)));

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
                    if (!_allowedRelays.Contains(relay.Fingerprint) && !IsCutOut(row.Prefix))
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
        return (sorted, Cut(withoutPort, _cutOut));
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
                if (!IsCutOut(IPPrefix.Host(endpoint.Address)))
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

    /// <summary>Refuses rows that would hurt: in or around a protected network, not globally reachable, too wide.</summary>
    /// <exception cref="ControlRefusedException">There is one.</exception>
    internal static void Check(IReadOnlyList<ControlAddress> rows, ControlOptions options)
    {
        Refuse(
            ControlRefusal.Protected,
            rows.Select(row => (row, Why: options.ProtectedNetworks.Where(network => network.Contains(row.Prefix) || row.Prefix.Contains(network)).Select(network => network.ToString()).FirstOrDefault())),
            network => $"which lies in or around {network}, a network that no rule may cover. Find out why it is listed, or allow it, which leaves it out");
        if (!options.IncludeSpecialPurpose)
        {
            Refuse(ControlRefusal.SpecialPurpose, rows.Select(row => (row, Why: SpecialPurposeRanges.Describe(row.Prefix))), what => $"which is not globally reachable: {what}");
        }

        Refuse(ControlRefusal.TooWide, rows.Select(row => (row, Why: PrefixWidening.IsTooShort(row.Prefix) ? "" : null)), _ => string.Create(CultureInfo.InvariantCulture, $"and no relay has so many addresses. The shortest prefixes are /{PrefixWidening.ShortestIPv4} and /{PrefixWidening.ShortestIPv6}"));

        // Prefixes that are short enough one by one may still be most of the Internet together.
        CheckSize(rows.Select(row => row.Prefix), "The list");
    }

    /// <summary>Refuses prefixes that cover far more than the network can have.</summary>
    /// <exception cref="ControlRefusedException">They do.</exception>
    internal static void CheckSize(IEnumerable<IPPrefix> prefixes, string what)
    {
        var cover = PrefixCover.Of(prefixes);
        var addresses = cover.Where(prefix => prefix.IsIPv4).Sum(prefix => 1L << (32 - prefix.Length));
        var networks = cover.Where(prefix => !prefix.IsIPv4).Sum(prefix => 1L << (64 - Math.Min(prefix.Length, 64)));
        if (addresses > MostAddresses || networks > MostAddresses)
        {
            throw new ControlRefusedException(ControlRefusal.TooWide, string.Create(CultureInfo.InvariantCulture, $"{what} covers {addresses} addresses of IPv4 and {networks} networks /64 of IPv6: that is not Tor. At most {MostAddresses} of each are taken."));
        }
    }

    private static void Refuse(ControlRefusal reason, IEnumerable<(ControlAddress Row, string? Why)> rows, Func<string, string> explain)
    {
        var refused = rows.Where(row => row.Why is not null).ToList();
        if (refused.Count != 0)
        {
            var (row, why) = refused[0];
            var relay = row.Relays.Count == 0 ? "" : $" of {HeaderText.Clean($"{row.Relays[0].Fingerprint} {row.Relays[0].Nickname}").TrimEnd()}";
            var others = refused.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" There are {refused.Count - 1} more.");
            throw new ControlRefusedException(reason, $"The list has {row.Prefix}{relay}, {explain(why!)}.{others}");
        }
    }

    private (List<ControlName> Names, List<string> Exceptions) NamesThatLead()
    {
        var names = NameClassifier.Suffixes.Where(name => name.Class is NameClass.OnionInvalid or NameClass.Tor2web)
            .Where(name => !_options.AllowedHosts.Any(host => IsAtOrBelow(name.Suffix, host.Trim('.'))))
            .Select(name => new ControlName(name.Suffix, name.Class))
            .OrderBy(name => name.Suffix, StringComparer.Ordinal)
            .ToList();
        var exceptions = _options.AllowedHosts.Select(host => host.Trim('.').ToLowerInvariant()).Where(host => names.Any(name => IsAtOrBelow(host, name.Suffix)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return (names, exceptions);
    }

    private static bool IsAtOrBelow(string name, string host) =>
        name.EndsWith(host, StringComparison.OrdinalIgnoreCase) && (name.Length == host.Length || name[name.Length - host.Length - 1] == '.');

    private List<string> Notes(bool isOutbound, List<string> exceptions)
    {
        var relays = _network.Relays.Select(relay => relay.Fingerprint).Concat(DirectoryAuthorities.All.Select(authority => authority.Fingerprint)).ToHashSet();
        return
        [
            .. _options.AllowedNetworks.Distinct().Where(network => !_usedNetworks.Contains(network)).Select(network => $"{network} is allowed, and is not in the list anyway"),
            .. _options.AllowedRelays.Distinct().Where(relay => !relays.Contains(relay)).Select(relay => $"{relay} is allowed, and no list has that relay"),
            .. !isOutbound ? [] : _options.AllowedHosts.Where(host => !exceptions.Contains(host.Trim('.').ToLowerInvariant(), StringComparer.Ordinal)
                && !NameClassifier.Suffixes.Any(name => IsAtOrBelow(name.Suffix, host.Trim('.')))).Select(host => $"{HeaderText.Clean(host)} is allowed, and is not in the list anyway"),
            .. _options.Policy == ControlPolicy.Blended && _options.MonitoredNetworks.Count == 0 ? ["no network is only monitored, so all are blocked"] : Array.Empty<string>(),
        ];
    }

    internal static string NameOf(ControlPolicy policy) => policy switch
    {
        ControlPolicy.BlockInbound => "block-inbound",
        ControlPolicy.MonitorInbound => "monitor-inbound",
        ControlPolicy.BlockOutbound => "block-outbound",
        ControlPolicy.MonitorOutbound => "monitor-outbound",
        _ => "blended",
    };

    private static string DigestOf(List<ControlAddress> sources, List<ControlEndpoint> destinations, List<ControlAddress> withoutPort, List<ControlName> names)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in sources.Select(row => $"source {row.Prefix}")
            .Concat(destinations.Select(row => $"endpoint {row.Endpoint}"))
            .Concat(withoutPort.Select(row => $"destination {row.Prefix}"))
            .Concat(names.Select(row => $"name {row.Suffix}")))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private readonly record struct Row(IPPrefix Prefix, int Number, RelayRoles Roles, IReadOnlyList<TorRelay> Relays);
}
