namespace TorIntel;

/// <summary>Joins lists to a view (<see cref="TorNetwork"/>).</summary>
/// <remarks>
/// Relays are joined by fingerprint, addresses by prefix; where descriptions of a relay differ, the later one counts. Addresses that are not globally reachable, and
/// default routes, are left out and counted (<see cref="LeftOut"/>) unless <see cref="IncludeSpecialPurpose"/> is set. Not safe for several threads.
/// </remarks>
public sealed class TorNetworkBuilder
{
    /// <summary>The most relays that an address may have: a bound for hostile lists, real addresses have up to eight.</summary>
    internal const int MaxRelaysPerAddress = 256;

    private readonly Dictionary<IPPrefix, AddressDraft> _addresses = [];
    private readonly Dictionary<RelayFingerprint, int> _relayNumbers = [];
    private readonly List<(RelayFingerprint Fingerprint, RelayRoles Roles, RelayDetails? Details)> _relays = [];
    private readonly List<TorListSource> _sources = [];

    /// <summary>Gets a value indicating whether special-purpose addresses (labs, documentation ranges, loopback) are let in. A default route never is, nor what holds <c>::</c>.</summary>
    public bool IncludeSpecialPurpose { get; init; }

    /// <summary>Gets how many addresses and prefixes were left out because they are not globally reachable.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Gets the addresses and prefixes that were taken.</summary>
    internal IEnumerable<IPPrefix> Prefixes => _addresses.Keys;

    /// <summary>Gets the addresses of relays that can exit, and those from which exit traffic leaves.</summary>
    internal IEnumerable<IPPrefix> ExitPrefixes => _addresses
        .Where(pair => (pair.Value.Flags & AddressFlags.ExitAddress) != 0
            || pair.Value.Attachments.Any(attachment => attachment.Kind == AttachmentKind.ExitAddress || (_relays[attachment.Relay].Roles & RelayRoles.Exit) != 0))
        .Select(pair => pair.Key);

    /// <summary>Names a list that the view is made from.</summary>
    /// <param name="source">The list.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public void AddSource(TorListSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _sources.Add(source);
    }

    /// <summary>Adds an address, or prefix of addresses, from which exit traffic leaves.</summary>
    /// <param name="prefix">The address.</param>
    /// <returns>Whether it was taken; false if it was left out.</returns>
    public bool AddExitAddress(IPPrefix prefix) => Add(prefix, AddressFlags.ExitAddress);

    /// <summary>Adds an address, or prefix of addresses, of relays whose ports and fingerprints are not known.</summary>
    /// <param name="prefix">The address.</param>
    /// <param name="roles"><see cref="RelayRoles.Relay"/> or <see cref="RelayRoles.Guard"/>; <see cref="RelayRoles.Exit"/> makes it an exit address too.</param>
    /// <returns>Whether it was taken; false if it was left out.</returns>
    public bool AddRelayAddress(IPPrefix prefix, RelayRoles roles)
    {
        var flags = AddressFlags.Relay;
        flags |= (roles & RelayRoles.Guard) != 0 ? AddressFlags.Guard : AddressFlags.None;
        flags |= (roles & RelayRoles.Exit) != 0 ? AddressFlags.ExitAddress : AddressFlags.None;
        return Add(prefix, flags);
    }

    /// <summary>Adds what a list says about a relay, and joins it with what is known already.</summary>
    /// <param name="relay">The description.</param>
    /// <returns>Whether all its addresses were taken; false if some were left out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="relay"/> is null.</exception>
    public bool AddRelay(TorRelayDescription relay)
    {
        ArgumentNullException.ThrowIfNull(relay);
        var number = Join(relay);
        var taken = true;
        foreach (var endpoint in relay.OrEndpoints)
        {
            taken &= Attach(endpoint.Address, new Attachment(number, AttachmentKind.OrEndpoint, endpoint.Port, relay.IsVerified));
        }

        foreach (var endpoint in relay.DirectoryEndpoints)
        {
            taken &= Attach(endpoint.Address, new Attachment(number, AttachmentKind.DirectoryEndpoint, endpoint.Port, relay.IsVerified));
        }

        foreach (var address in relay.ExitAddresses)
        {
            taken &= Attach(address, new Attachment(number, AttachmentKind.ExitAddress, 0, relay.IsVerified));
        }

        return taken;
    }

    /// <summary>Adds everything that another view knows, and its sources.</summary>
    /// <param name="network">The view.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    public void AddNetwork(TorNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        foreach (var source in network.Sources)
        {
            AddSource(source);
        }

        foreach (var relay in network.Relays)
        {
            var number = Join(relay.ToDescription());
            var (fingerprint, roles, details) = _relays[number];
            _relays[number] = (fingerprint, roles | Verified(relay.VerifiedRoles), details);
        }

        foreach (var (prefix, row) in network.Index.ToList())
        {
            if ((network.AddressData.Flags[row] & AddressFlags.Listed) is var flags and not AddressFlags.None)
            {
                Add(prefix, flags);
            }

            foreach (var attachment in network.AddressData.At((int)row))
            {
                Attach(prefix, new Attachment(_relayNumbers[network.RelayData.Fingerprints[attachment.Relay]], attachment.Kind, attachment.Port, attachment.IsVerified));
            }
        }
    }

    /// <summary>Makes the view. The builder can be used on; later additions do not change it. O(n log n).</summary>
    public TorNetwork Build()
    {
        Dictionary<IPPrefix, AddressFlags> flags = new(_addresses.Count);
        foreach (var (prefix, draft) in _addresses)
        {
            flags[prefix] = draft.Flags;
        }

        foreach (var address in DirectoryAuthorities.Addresses)
        {
            var host = IPPrefix.Host(address);
            flags[host] = flags.GetValueOrDefault(host) | AddressFlags.Authority;
        }

        var rows = InRowOrder(flags.Keys);
        InheritFlags(rows, flags);
        List<Attachment> attachments = new(_relays.Count);
        var first = new int[rows.Count + 1];
        var rowFlags = new AddressFlags[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            rowFlags[row] = flags[rows[row]];
            if (_addresses.TryGetValue(rows[row], out var draft))
            {
                draft.Finish();
                attachments.AddRange(draft.Attachments);
            }

            first[row + 1] = attachments.Count;
        }

        var index = IPPrefixIndex.Create(rows.Select((prefix, row) => KeyValuePair.Create(prefix, (uint)row)));
        return new TorNetwork(index, new AddressTable(rowFlags, first, [.. attachments]), new RelayTableBuilder().Build(_relays), [.. _sources]);
    }

    // Hosts in order, IPv4 first: then the index need not store their row numbers.
    private static List<IPPrefix> InRowOrder(IEnumerable<IPPrefix> prefixes)
    {
        List<IPPrefix> rows = [.. prefixes];
        rows.Sort((a, b) =>
        {
            var order = b.IsHost.CompareTo(a.IsHost);
            order = order != 0 ? order : b.IsIPv4.CompareTo(a.IsIPv4);
            return order != 0 ? order : a.CompareTo(b);
        });
        return rows;
    }

    // The index answers with the longest match only, so what a covering prefix says is copied down to what it covers.
    private static void InheritFlags(List<IPPrefix> rows, Dictionary<IPPrefix, AddressFlags> flags)
    {
        if (rows.Count == 0 || rows[^1].IsHost)
        {
            return;
        }

        Stack<IPPrefix> covering = new();
        foreach (var prefix in rows.Order())
        {
            while (covering.Count != 0 && !covering.Peek().Contains(prefix))
            {
                covering.Pop();
            }

            if (covering.Count != 0)
            {
                flags[prefix] |= flags[covering.Peek()];
            }

            covering.Push(prefix);
        }
    }

    private int Join(TorRelayDescription relay)
    {
        if (!_relayNumbers.TryGetValue(relay.Fingerprint, out var number))
        {
            number = _relays.Count;
            _relayNumbers.Add(relay.Fingerprint, number);
            _relays.Add((relay.Fingerprint, RelayRoles.Relay, null));
        }

        var known = _relays[number];
        var details = (known.Details ?? RelayDetails.Unknown).JoinedWith(relay);
        var roles = known.Roles | relay.Roles | RelayRoles.Relay | (relay.IsVerified ? Verified(relay.Roles) : RelayRoles.None);
        _relays[number] = (relay.Fingerprint, roles, details == RelayDetails.Unknown ? null : details);
        return number;
    }

    private static RelayRoles Verified(RelayRoles roles) => (RelayRoles)((int)(roles & RelayTable.VerifiableRoles) << RelayTable.VerifiedShift);

    private bool Attach(IPAddressValue address, Attachment attachment) => Attach(IPPrefix.Host(address), attachment);

    private bool Attach(IPPrefix prefix, Attachment attachment)
    {
        var draft = DraftOf(prefix);
        if (draft is null || draft.Attachments.Count >= MaxRelaysPerAddress)
        {
            return false;
        }

        draft.Attach(attachment);
        return true;
    }

    private bool Add(IPPrefix prefix, AddressFlags flags)
    {
        var draft = DraftOf(prefix);
        if (draft is null)
        {
            return false;
        }

        draft.Flags |= flags;
        return true;
    }

    private AddressDraft? DraftOf(IPPrefix prefix)
    {
        // "::" stands for "no address", which must match nothing.
        if (prefix.Length == 0 || prefix.Contains(default(IPAddressValue)) || (!IncludeSpecialPurpose && SpecialPurposeRanges.Describe(prefix) is not null))
        {
            LeftOut++;
            return null;
        }

        if (!_addresses.TryGetValue(prefix, out var draft))
        {
            draft = new AddressDraft();
            _addresses.Add(prefix, draft);
        }

        return draft;
    }
}
