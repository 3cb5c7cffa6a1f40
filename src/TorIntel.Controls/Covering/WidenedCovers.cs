using System.Globalization;

namespace TorIntel.Controls;

/// <summary>Several covers after joining.</summary>
/// <param name="Before">The prefixes of each as they were.</param>
/// <param name="Covers">The prefixes of each, in ascending order.</param>
internal sealed record WidenedCovers(IReadOnlyList<IReadOnlyList<IPPrefix>> Before, IReadOnlyList<IReadOnlyList<IPPrefix>> Covers)
{
    private readonly (UInt128 IPv4, UInt128 IPv6) _unlisted = Subtract(SizeOf(Covers), SizeOf(Before));

    public int Count => Covers.Sum(cover => cover.Count);

    /// <summary>How many addresses are covered that no list has. Of several lists: what one of them has is no news in another one.</summary>
    public long UnlistedIPv4 => (long)_unlisted.IPv4;

    public UInt128 UnlistedIPv6 => _unlisted.IPv6;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} prefixes, which cover {UnlistedIPv4} addresses of IPv4 and {UnlistedIPv6} of IPv6 that no list has");

    private static (UInt128 IPv4, UInt128 IPv6) SizeOf(IReadOnlyList<IReadOnlyList<IPPrefix>> covers)
    {
        var (ipv4, ipv6) = (UInt128.Zero, UInt128.Zero);
        foreach (var prefix in PrefixCover.Of(covers.SelectMany(cover => cover)))
        {
            if (prefix.IsIPv4)
            {
                ipv4 += UInt128.One << (32 - prefix.Length);
            }
            else
            {
                ipv6 += UInt128.One << (128 - prefix.Length);
            }
        }

        return (ipv4, ipv6);
    }

    private static (UInt128 IPv4, UInt128 IPv6) Subtract((UInt128 IPv4, UInt128 IPv6) left, (UInt128 IPv4, UInt128 IPv6) right) => (left.IPv4 - right.IPv4, left.IPv6 - right.IPv6);
}
