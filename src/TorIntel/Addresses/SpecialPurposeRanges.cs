namespace TorIntel;

/// <summary>The special-purpose address registries of RFC 6890: which ranges can never hold a public relay.</summary>
/// <remarks>
/// Source: the IANA IPv4 and IPv6 Special-Purpose Address Registries, entries whose "Globally Reachable" is False, with their more specific
/// exceptions, the multicast ranges (RFC 5771, RFC 4291), and what RFC 4291 deprecates. 6to4 (2002::/16) and Teredo (2001::/32) are "N/A" there and pass: real relays use them.
/// </remarks>
public static class SpecialPurposeRanges
{
    // The most specific range decides, so exceptions stand beside the range that they are carved out of.
    private static readonly (IPPrefix Range, string? Name)[] s_ranges =
    [
        (IPPrefix.Parse("0.0.0.0/8"), "this network (RFC 791)"),
        (IPPrefix.Parse("10.0.0.0/8"), "private use (RFC 1918)"),
        (IPPrefix.Parse("100.64.0.0/10"), "shared address space (RFC 6598)"),
        (IPPrefix.Parse("127.0.0.0/8"), "loopback (RFC 1122)"),
        (IPPrefix.Parse("169.254.0.0/16"), "link local (RFC 3927)"),
        (IPPrefix.Parse("172.16.0.0/12"), "private use (RFC 1918)"),
        (IPPrefix.Parse("192.0.0.0/24"), "IETF protocol assignments (RFC 6890)"),
        (IPPrefix.Parse("192.0.0.9/32"), null),
        (IPPrefix.Parse("192.0.0.10/32"), null),
        (IPPrefix.Parse("192.0.2.0/24"), "documentation (RFC 5737)"),
        (IPPrefix.Parse("192.168.0.0/16"), "private use (RFC 1918)"),
        (IPPrefix.Parse("198.18.0.0/15"), "benchmarking (RFC 2544)"),
        (IPPrefix.Parse("198.51.100.0/24"), "documentation (RFC 5737)"),
        (IPPrefix.Parse("203.0.113.0/24"), "documentation (RFC 5737)"),
        (IPPrefix.Parse("224.0.0.0/4"), "multicast (RFC 5771)"),
        (IPPrefix.Parse("240.0.0.0/4"), "reserved (RFC 1112)"),
        (IPPrefix.Parse("::/128"), "unspecified (RFC 4291)"),
        (IPPrefix.Parse("::1/128"), "loopback (RFC 4291)"),
        (IPPrefix.Parse("::/96"), "IPv4-compatible, deprecated (RFC 4291)"),
        (IPPrefix.Parse("64:ff9b:1::/48"), "local-use translation (RFC 8215)"),
        (IPPrefix.Parse("100::/64"), "discard only (RFC 6666)"),
        (IPPrefix.Parse("100:0:0:1::/64"), "dummy prefix (RFC 9780)"),
        (IPPrefix.Parse("2001::/23"), "IETF protocol assignments (RFC 2928)"),
        (IPPrefix.Parse("2001::/32"), null),
        (IPPrefix.Parse("2001:1::1/128"), null),
        (IPPrefix.Parse("2001:1::2/128"), null),
        (IPPrefix.Parse("2001:1::3/128"), null),
        (IPPrefix.Parse("2001:3::/32"), null),
        (IPPrefix.Parse("2001:4:112::/48"), null),
        (IPPrefix.Parse("2001:20::/28"), null),
        (IPPrefix.Parse("2001:30::/28"), null),
        (IPPrefix.Parse("2001:db8::/32"), "documentation (RFC 3849)"),
        (IPPrefix.Parse("3fff::/20"), "documentation (RFC 9637)"),
        (IPPrefix.Parse("5f00::/16"), "segment routing identifiers (RFC 9602)"),
        (IPPrefix.Parse("fc00::/7"), "unique local (RFC 4193)"),
        (IPPrefix.Parse("fe80::/10"), "link local (RFC 4291)"),
        (IPPrefix.Parse("ff00::/8"), "multicast (RFC 4291)"),
    ];

    /// <summary>Tells why a prefix must not enter a view: it is a default route, or lies in or covers a range that is not globally reachable.</summary>
    /// <remarks>Linear in the size of the table (37 ranges): for lists, not for events. Safe to call from any thread.</remarks>
    /// <param name="prefix">The prefix.</param>
    /// <returns>The name of the range with its RFC; null if the prefix is globally reachable.</returns>
    public static string? Describe(IPPrefix prefix)
    {
        if (prefix.Length == 0)
        {
            return "default route";
        }

        (IPPrefix Range, string? Name)? best = null;
        foreach (var entry in s_ranges)
        {
            if (entry.Range.Contains(prefix))
            {
                if (best is null || best.Value.Range.Length < entry.Range.Length)
                {
                    best = entry;
                }
            }
            else if (entry.Name is not null && prefix.Contains(entry.Range))
            {
                return "covers " + entry.Range + ", " + entry.Name;
            }
        }

        return best?.Name;
    }

    /// <summary>Tells whether an address can be reached from everywhere, so that it can be a public relay's.</summary>
    /// <param name="address">The address.</param>
    public static bool IsGloballyReachable(IPAddressValue address) => Describe(IPPrefix.Host(address)) is null;
}
