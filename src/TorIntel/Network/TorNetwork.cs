using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>A view of the Tor network: everything known about relays and exit addresses at one time, joined from one or more lists.</summary>
/// <remarks>
/// Immutable, made by <see cref="TorNetworkBuilder"/>, shared freely between threads and swapped whole (<see cref="TorNetworkStore"/>). The dated
/// table of directory authorities (<see cref="DirectoryAuthorities"/>) is part of every view. Finding an address takes the time of one
/// <see cref="IPPrefixIndex"/> lookup and allocates nothing.
/// </remarks>
public sealed class TorNetwork
{
    internal TorNetwork(IPPrefixIndex index, AddressTable addresses, RelayTable relays, IReadOnlyList<TorListSource> sources)
    {
        Index = index;
        AddressData = addresses;
        RelayData = relays;
        Sources = sources;
        SourceName = string.Join(", ", sources.Select(source => source.Name));
        Time = sources.Min(source => source.Time);
        KnowsExits = Array.Exists(addresses.Flags, flags => (flags & AddressFlags.ExitAddress) != 0)
            || Array.Exists(relays.Roles, roles => ((RelayRoles)roles & RelayRoles.Exit) != 0)
            || Array.Exists(addresses.Attachments, attachment => attachment.Kind == AttachmentKind.ExitAddress);
        IsVerified = sources.Count != 0 && sources.All(source => source.IsVerified);
    }

    /// <summary>Gets the view that knows only the directory authorities.</summary>
    public static TorNetwork Empty { get; } = new TorNetworkBuilder().Build();

    /// <summary>Gets the lists that the view was made from.</summary>
    public IReadOnlyList<TorListSource> Sources { get; }

    /// <summary>Gets the names of all sources, joined by a comma.</summary>
    public string SourceName { get; }

    /// <summary>Gets the time of the oldest list whose time is known; null if none is.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>Gets a value indicating whether the signatures of all lists were checked.</summary>
    public bool IsVerified { get; }

    /// <summary>Gets the number of relays known by fingerprint.</summary>
    public int RelayCount => RelayData.Count;

    /// <summary>Gets the number of addresses and prefixes, those of the authorities included.</summary>
    public int AddressCount => AddressData.Flags.Length;

    /// <summary>Gets the number of OR endpoints (address and port).</summary>
    public int OrEndpointCount => AddressData.Attachments.Count(attachment => attachment is { Kind: AttachmentKind.OrEndpoint, Port: not 0 });

    /// <summary>Gets a value indicating whether any list says which relays or addresses exit; without, "not an exit" means nothing.</summary>
    public bool KnowsExits { get; }

    /// <summary>Gets the size of the index and the tables in bytes, without nicknames and other text.</summary>
    public long SizeInBytes => Index.Block.Length + AddressData.SizeInBytes + RelayData.SizeInBytes;

    /// <summary>Gets the index from prefixes to rows of the view, for lookups that need membership only.</summary>
    public IPPrefixIndex Index { get; }

    internal AddressTable AddressData { get; }

    internal RelayTable RelayData { get; }

    /// <summary>Gets the age of the view at an instant; null if its time is unknown. Negative if the instant is before the view.</summary>
    /// <param name="instant">The time of an event, or now.</param>
    public TimeSpan? AgeAt(DateTimeOffset instant) => instant - Time;

    /// <summary>Finds what the view knows about an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="listed">What is known, or <c>default</c>.</param>
    /// <returns>Whether a list, or the table of authorities, has the address.</returns>
    public bool TryFind(IPAddressValue address, out ListedAddress listed)
    {
        var row = FindRow(address);
        listed = row < 0 ? default : new ListedAddress(this, row, address);
        return row >= 0;
    }

    /// <summary>Finds a relay by its fingerprint. O(n): for questions by people, not for events.</summary>
    /// <param name="fingerprint">The fingerprint.</param>
    /// <param name="relay">The relay, or <c>default</c>.</param>
    /// <returns>Whether a list has the relay.</returns>
    public bool TryFind(RelayFingerprint fingerprint, out TorRelay relay)
    {
        var number = Array.IndexOf(RelayData.Fingerprints, fingerprint);
        relay = number < 0 ? default : new TorRelay(this, number);
        return number >= 0;
    }

    /// <summary>Gives the row of an address, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int FindRow(IPAddressValue address) => Index.TryMatch(address, out var row) ? (int)row : -1;
}
