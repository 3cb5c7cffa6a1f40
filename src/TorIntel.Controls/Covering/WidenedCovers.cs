namespace TorIntel.Controls;

/// <summary>Several lists after joining.</summary>
/// <param name="Covers">The prefixes of each, in ascending order.</param>
/// <param name="UnlistedAddresses">How many addresses they cover that the lists do not have.</param>
internal sealed record WidenedCovers(IReadOnlyList<IReadOnlyList<IPPrefix>> Covers, UInt128 UnlistedAddresses)
{
    public int Count => Covers.Sum(cover => cover.Count);
}
