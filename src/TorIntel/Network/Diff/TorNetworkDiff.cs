namespace TorIntel;

/// <summary>What changed from one view to another, each list in ascending order of fingerprint or address.</summary>
/// <remarks>
/// Made in O(n) and the sorting of what changed; immutable, and keeps both views. Authorities that no list has are part of every view and no change. A relay whose only change
/// is where it is has neither come nor gone: see the endpoints.
/// </remarks>
public sealed class TorNetworkDiff
{
    private TorNetworkDiff(TorNetwork before, TorNetwork after)
    {
        Before = before;
        After = after;
    }

    /// <summary>Gets the earlier view.</summary>
    public TorNetwork Before { get; }

    /// <summary>Gets the later view.</summary>
    public TorNetwork After { get; }

    /// <summary>Gets the relays that only the later view has, by fingerprint.</summary>
    public required IReadOnlyList<TorRelay> AddedRelays { get; init; }

    /// <summary>Gets the relays that only the earlier view has, by fingerprint.</summary>
    public required IReadOnlyList<TorRelay> RemovedRelays { get; init; }

    /// <summary>Gets the relays of both views that gained or lost roles.</summary>
    public required IReadOnlyList<RelayRoleChange> ChangedRelays { get; init; }

    /// <summary>Gets the addresses and prefixes that only the later view has.</summary>
    public required IReadOnlyList<IPPrefix> AddedAddresses { get; init; }

    /// <summary>Gets the addresses and prefixes that only the earlier view has.</summary>
    public required IReadOnlyList<IPPrefix> RemovedAddresses { get; init; }

    /// <summary>Gets the addresses and prefixes of both views that gained or lost roles.</summary>
    public required IReadOnlyList<AddressRoleChange> ChangedAddresses { get; init; }

    /// <summary>Gets the OR endpoints that only the later view has for their relay.</summary>
    public required IReadOnlyList<RelayEndpoint> AddedOrEndpoints { get; init; }

    /// <summary>Gets the OR endpoints that only the earlier view has for their relay.</summary>
    public required IReadOnlyList<RelayEndpoint> RemovedOrEndpoints { get; init; }

    /// <summary>Gets the addresses of the later view in networks of ours, whether or not they are new; empty if no network was given.</summary>
    public required IReadOnlyList<OwnListedAddress> OwnAddresses { get; init; }

    /// <summary>Gets a value indicating whether both views list the same, whatever their sources and times.</summary>
    public bool IsEmpty => AddedRelays.Count + RemovedRelays.Count + ChangedRelays.Count + AddedAddresses.Count + RemovedAddresses.Count
        + ChangedAddresses.Count + AddedOrEndpoints.Count + RemovedOrEndpoints.Count == 0;

    /// <summary>Compares two views.</summary>
    /// <param name="before">The earlier view.</param>
    /// <param name="after">The later view.</param>
    /// <param name="ownNetworks">Networks of ours, to be looked for in the later view; null for none.</param>
    /// <returns>What changed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="before"/> or <paramref name="after"/> is null.</exception>
    public static TorNetworkDiff Between(TorNetwork before, TorNetwork after, IEnumerable<IPPrefix>? ownNetworks = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (rowsBefore, rowsAfter) = (new ListedRows(before), new ListedRows(after));
        var (relaysBefore, relaysAfter) = (ByFingerprint(before), ByFingerprint(after));
        return new TorNetworkDiff(before, after)
        {
            AddedRelays = Missing(relaysAfter, relaysBefore),
            RemovedRelays = Missing(relaysBefore, relaysAfter),
            ChangedRelays = [.. relaysAfter
                .Where(relay => relaysBefore.TryGetValue(relay.Key, out var old) && old.Roles != relay.Value.Roles)
                .OrderBy(relay => relay.Key)
                .Select(relay => new RelayRoleChange(relaysBefore[relay.Key], relay.Value))],
            AddedAddresses = [.. rowsAfter.Addresses.Where(address => !rowsBefore.Has(address)).Order()],
            RemovedAddresses = [.. rowsBefore.Addresses.Where(address => !rowsAfter.Has(address)).Order()],
            ChangedAddresses = [.. rowsAfter.Addresses
                .Where(rowsBefore.Has)
                .Select(address => new AddressRoleChange(address, rowsBefore.RolesAt(address), rowsAfter.RolesAt(address)))
                .Where(change => change.Before != change.After)
                .OrderBy(change => change.Address)],
            AddedOrEndpoints = Missing(rowsAfter.OrEndpoints(), rowsBefore.OrEndpoints()),
            RemovedOrEndpoints = Missing(rowsBefore.OrEndpoints(), rowsAfter.OrEndpoints()),
            OwnAddresses = FindOwn(rowsBefore, rowsAfter, [.. ownNetworks ?? []]),
        };
    }

    private static Dictionary<RelayFingerprint, TorRelay> ByFingerprint(TorNetwork network)
    {
        Dictionary<RelayFingerprint, TorRelay> relays = new(network.RelayCount);
        foreach (var relay in network.Relays)
        {
            relays[relay.Fingerprint] = relay; // Twice only in a damaged file.
        }

        return relays;
    }

    private static TorRelay[] Missing(Dictionary<RelayFingerprint, TorRelay> relays, Dictionary<RelayFingerprint, TorRelay> others) =>
        [.. relays.Where(relay => !others.ContainsKey(relay.Key)).OrderBy(relay => relay.Key).Select(relay => relay.Value)];

    private static RelayEndpoint[] Missing(IEnumerable<RelayEndpoint> endpoints, IEnumerable<RelayEndpoint> others)
    {
        var known = others.Select(Key).ToHashSet();
        return [.. endpoints.Where(endpoint => !known.Contains(Key(endpoint))).OrderBy(endpoint => endpoint.Endpoint.Address).ThenBy(endpoint => endpoint.Endpoint.Port).ThenBy(endpoint => endpoint.Relay.Fingerprint)];

        static (RelayFingerprint Fingerprint, IPEndpointValue Endpoint) Key(RelayEndpoint endpoint) => (endpoint.Relay.Fingerprint, endpoint.Endpoint);
    }

    private static OwnListedAddress[] FindOwn(ListedRows before, ListedRows after, IPPrefix[] networks)
    {
        if (networks.Length == 0)
        {
            return [];
        }

        var own = IndexOf(networks);
        Dictionary<IPPrefix, IPPrefix> found = [];
        foreach (var address in after.Addresses)
        {
            if (own.TryMatch(address.Address, out var network))
            {
                found.Add(address, networks[network]);
            }
        }

        // A prefix that is listed may also begin in front of a network of ours.
        IPPrefix[] prefixes = [.. after.Addresses.Where(address => !address.IsHost)];
        var listed = IndexOf(prefixes);
        foreach (var network in networks)
        {
            if (listed.TryMatch(network.Address, out var prefix))
            {
                found.TryAdd(prefixes[prefix], network);
            }
        }

        return [.. found
            .OrderBy(pair => pair.Key)
            .Select(pair => new OwnListedAddress(pair.Key, pair.Value, after.RolesAt(pair.Key), after.RelaysAt(pair.Key), !before.Has(pair.Key)))];
    }

    private static IPPrefixIndex IndexOf(IPPrefix[] prefixes) => IPPrefixIndex.Create(prefixes.Select((prefix, i) => KeyValuePair.Create(prefix, (uint)i)));
}
