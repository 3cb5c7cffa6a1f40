namespace TorIntel;

/// <summary>A directory authority at one of its addresses, and when that address was its own.</summary>
/// <param name="Name">The nickname.</param>
/// <param name="Fingerprint">The fingerprint of the relay that it also is.</param>
/// <param name="V3Identity">The fingerprint of the identity key that certifies its votes (dir-spec section 3.1).</param>
/// <param name="Address">The address.</param>
/// <param name="OrPort">The OR port.</param>
/// <param name="DirectoryPort">The directory port; 0 for IPv6, where authorities have none.</param>
/// <param name="From">Since when; null for "as long as known".</param>
/// <param name="Until">Until when, exclusive; null for "still".</param>
public sealed record DirectoryAuthority(
    string Name,
    RelayFingerprint Fingerprint,
    RelayFingerprint V3Identity,
    IPAddressValue Address,
    ushort OrPort,
    ushort DirectoryPort,
    DateTimeOffset? From,
    DateTimeOffset? Until)
{
    /// <summary>Tells whether the address was the authority's at an instant.</summary>
    /// <param name="instant">The instant; null for the newest state.</param>
    public bool IsValidAt(DateTimeOffset? instant) => instant is { } time
        ? (From is null || time >= From) && (Until is null || time < Until)
        : Until is null;

    /// <summary>Gives the endpoints that it listened on at an instant: OR and directory port.</summary>
    /// <param name="instant">The instant; null for the newest state.</param>
    internal IEnumerable<IPEndpointValue> EndpointsAt(DateTimeOffset? instant) =>
        new[] { OrPort, DirectoryPort }.Where(port => port != 0 && IsValidAt(instant)).Select(port => new IPEndpointValue(Address, port));
}
