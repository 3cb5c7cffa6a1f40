namespace TorIntel.Controls;

/// <summary>Prefixes that cover a list, and more.</summary>
/// <param name="Prefixes">The prefixes, in ascending order.</param>
/// <param name="UnlistedIPv4">How many addresses of IPv4 they cover that the list does not have.</param>
/// <param name="UnlistedIPv6">How many addresses of IPv6 they cover that the list does not have.</param>
public sealed record WidenedCover(IReadOnlyList<IPPrefix> Prefixes, long UnlistedIPv4, UInt128 UnlistedIPv6);
