namespace TorIntel.Controls;

/// <summary>Prefixes that cover a list, and more.</summary>
/// <param name="Prefixes">The prefixes, in ascending order.</param>
/// <param name="UnlistedAddresses">How many addresses they cover that the list does not have.</param>
public sealed record WidenedCover(IReadOnlyList<IPPrefix> Prefixes, UInt128 UnlistedAddresses);
