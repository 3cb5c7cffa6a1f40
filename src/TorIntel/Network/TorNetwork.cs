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
    // As long as Tor clients go on with a consensus that they cannot replace.
    private static readonly TimeSpan s_usualLimit = TimeSpan.FromHours(24);

    internal TorNetwork(IPPrefixIndex index, AddressTable addresses, RelayTable relays, IReadOnlyList<TorListSource> sources)
    {
        Index = index;
        AddressData = addresses;
        RelayData = relays;
        Sources = sources;
        SourceName = string.Join(", ", sources.Select(source => source.Name));
        Time = sources.Min(source => source.Time);
        ValidUntil = sources.Min(source => source.ValidUntil);
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

    /// <summary>Gets until when the lists of the view say that they are valid, the earliest of those that say it; null if none does.</summary>
    public DateTimeOffset? ValidUntil { get; }

    /// <summary>Gets a value indicating whether the signatures of all lists were checked.</summary>
    public bool IsVerified { get; }

    /// <summary>Gets the number of relays known by fingerprint.</summary>
    public int RelayCount => RelayData.Count;

    /// <summary>Gets the relays known by fingerprint, in the order in which they were first added.</summary>
    public IEnumerable<TorRelay> Relays => Enumerable.Range(0, RelayCount).Select(number => new TorRelay(this, number));

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

    /// <summary>Tells whether the view is too old to be relied on at an instant. Never for an instant before the view's own time.</summary>
    /// <param name="instant">The time of an event, or now.</param>
    /// <param name="limit">The age from which on it is; null: once a list is no longer valid (<see cref="ValidUntil"/>), or any is older than 24 hours.</param>
    /// <returns>Whether it is stale; false if nothing is known that could tell it.</returns>
    public bool IsStaleAt(DateTimeOffset instant, TimeSpan? limit = null) => instant >= (Time ?? DateTimeOffset.MinValue)
        && ((limit is null && instant > ValidUntil) || AgeAt(instant) > (limit ?? s_usualLimit));

    /// <summary>Tells whether bytes begin as those of a view do that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="start">The first eight bytes, or more.</param>
    public static bool IsView(ReadOnlySpan<byte> start) => start.StartsWith(ViewLayout.MagicBytes);

    /// <summary>Uses a view that <see cref="WriteTo"/> wrote, where it lies (an array, a memory-mapped file).</summary>
    /// <remarks>
    /// The index, by far the largest part that each event needs, and the texts are used in place; small tables are copied. Every reference is checked once, O(n): a damaged
    /// block is refused, or loads to something consistent, and is never misread outside its bounds. A view that was written with another table of authorities
    /// (<see cref="DirectoryAuthorities.Version"/>) gets that of this version, which takes as long as building it.
    /// </remarks>
    /// <param name="block">The view; it must stay unchanged and alive as long as it is in use. What stands behind it, such as the checksum of a file, is not looked at.</param>
    /// <returns>The view.</returns>
    /// <exception cref="InvalidDataException">The block is no view, of another version, or damaged; the message says what is wrong.</exception>
    public static TorNetwork Load(ReadOnlyMemory<byte> block) => ViewReader.Read(block);

    /// <summary>Writes the view as one block that <see cref="Load"/> can use where it lies. It has no checksum of its own.</summary>
    /// <param name="stream">Where to write. It is not closed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ViewWriter.Write(this));
    }

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
