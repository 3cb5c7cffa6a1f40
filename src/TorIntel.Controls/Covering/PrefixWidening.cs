using System.Globalization;

namespace TorIntel.Controls;

/// <summary>Joins prefixes until few enough are left, at the price of addresses that nobody listed.</summary>
/// <remarks>
/// Greedy: of all neighbours the pair is joined whose common prefix covers the fewest addresses that neither of them has. A /64 of IPv6 counts like an address of IPv4, for both are one network of
/// somebody's; so does each address of IPv4 behind a translator (RFC 6052). Only on request, and never over what must not be covered. No prefix shorter than /16 (IPv4) or /48 (IPv6) is made.
/// O(n log n).
/// </remarks>
public static class PrefixWidening
{
    internal const int ShortestIPv4 = 16;
    internal const int ShortestIPv6 = 48;

    private static readonly IPPrefix s_translated = IPPrefix.Parse("64:ff9b::/96");

    /// <summary>Joins the prefixes of a cover.</summary>
    /// <param name="cover">An exact cover (<see cref="PrefixCover"/>).</param>
    /// <param name="maxCount">How many prefixes may be left.</param>
    /// <param name="mayCover">Tells whether a prefix may be made; not if it covers protected networks, or is not globally reachable.</param>
    /// <returns>The prefixes, and how many addresses they cover that the cover does not.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="cover"/> or <paramref name="mayCover"/> is null.</exception>
    /// <exception cref="ControlRefusedException">So few are not possible within these bounds; the message has the number that is.</exception>
    public static WidenedCover Widen(IReadOnlyList<IPPrefix> cover, int maxCount, Func<IPPrefix, bool> mayCover)
    {
        ArgumentNullException.ThrowIfNull(cover);
        ArgumentNullException.ThrowIfNull(mayCover);
        var widened = Widen([cover], maxCount, mayCover, out var fewest) ?? throw new ControlRefusedException(ControlRefusal.TooLarge, string.Create(
            CultureInfo.InvariantCulture,
            $"The list cannot be joined to {maxCount} entries: {fewest} are the fewest without prefixes shorter than /{ShortestIPv4} and /{ShortestIPv6} and without what must not be covered."));
        return new WidenedCover(widened.Covers[0], widened.UnlistedIPv4, widened.UnlistedIPv6);
    }

    /// <summary>Joins the prefixes of several covers, each by itself, until few enough are left altogether.</summary>
    /// <returns>The covers; null if so few are not possible.</returns>
    internal static WidenedCovers? Widen(IReadOnlyList<IReadOnlyList<IPPrefix>> covers, int maxCount, Func<IPPrefix, bool> mayCover, out int fewest)
    {
        var nodes = new LinkedList<Part>(covers.SelectMany((cover, section) => cover.Select(prefix => new Part(prefix, section))));
        var joins = new PriorityQueue<Join, (UInt128 Cost, int Order)>();
        var order = 0;
        for (var node = nodes.First; node?.Next is not null; node = node.Next)
        {
            Offer(node);
        }

        while (nodes.Count > maxCount)
        {
            if (!joins.TryDequeue(out var join, out _))
            {
                fewest = nodes.Count;
                return null;
            }

            if (join.Left.List is null || join.Left.Next != join.Right)
            {
                continue; // One of the two went into another join.
            }

            Apply(join);
        }

        fewest = nodes.Count;
        return new WidenedCovers(
            covers, [.. Enumerable.Range(0, covers.Count).GroupJoin(nodes, section => section, part => part.Section, IReadOnlyList<IPPrefix> (_, parts) => [.. parts.Select(part => part.Prefix)])]);

        void Offer(LinkedListNode<Part>? left)
        {
            if (left?.Next is { } right && left.Value.Section == right.Value.Section && CommonOf(left.Value.Prefix, right.Value.Prefix) is { } common && !IsTooShort(common) && mayCover(common))
            {
                joins.Enqueue(new Join(left, right, common), (WeightOf(common) - WeightOf(left.Value.Prefix) - WeightOf(right.Value.Prefix), order++));
            }
        }

        void Apply(Join join)
        {
            nodes.Remove(join.Right);
            var node = nodes.AddBefore(join.Left, join.Left.Value with { Prefix = join.Common });
            nodes.Remove(join.Left);

            // The common prefix may reach over further neighbours, which cost less then.
            while (node.Previous is { } before && IsWithin(before, node))
            {
                nodes.Remove(before);
            }

            while (node.Next is { } after && IsWithin(after, node))
            {
                nodes.Remove(after);
            }

            Offer(node.Previous);
            Offer(node);
        }
    }

    /// <summary>Tells whether a prefix has more addresses than relays can have.</summary>
    internal static bool IsTooShort(IPPrefix prefix) => prefix.Length < (prefix.IsIPv4 ? ShortestIPv4 : ShortestIPv6)
        || prefix.Contains(s_translated) || (s_translated.Contains(prefix) && prefix.Length < s_translated.Length + ShortestIPv4);

    private static bool IsWithin(LinkedListNode<Part> inner, LinkedListNode<Part> outer) => inner.Value.Section == outer.Value.Section && outer.Value.Prefix.Contains(inner.Value.Prefix);

    private static UInt128 WeightOf(IPPrefix prefix)
    {
        var size = UInt128.One << ((prefix.IsIPv4 ? 32 : 128) - prefix.Length);
        return prefix.IsIPv4 || s_translated.Contains(prefix) ? size << 64 : size;
    }

    private static IPPrefix? CommonOf(IPPrefix left, IPPrefix right)
    {
        if (left.IsIPv4 != right.IsIPv4)
        {
            return null;
        }

        for (var length = Math.Min(left.Length, right.Length) - 1; length > 0; length--)
        {
            if (Shorten(left, length) is var common && common.Contains(right))
            {
                return common;
            }
        }

        return null;
    }

    private static IPPrefix Shorten(IPPrefix prefix, int length)
    {
        var address = prefix.IsIPv4
            ? IPAddressValue.FromIPv4(prefix.Address.ToIPv4() & (uint)(0xFFFF_FFFF_0000_0000UL >> length))
            : IPAddressValue.FromIPv6(prefix.Address.ToIPv6() & (UInt128.MaxValue << (128 - length)));
        return IPPrefix.TryCreate(address, length, out var shorter) ? shorter : throw new InvalidOperationException("Host bits are left.");
    }

    private sealed record Part(IPPrefix Prefix, int Section);

    private sealed record Join(LinkedListNode<Part> Left, LinkedListNode<Part> Right, IPPrefix Common);
}
