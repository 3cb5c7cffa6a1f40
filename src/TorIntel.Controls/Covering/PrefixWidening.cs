using System.Globalization;

namespace TorIntel.Controls;

/// <summary>Joins prefixes until few enough are left, at the price of addresses that nobody listed.</summary>
/// <remarks>
/// Greedy: of all neighbours the pair is joined whose common prefix covers the fewest addresses that neither of them has. A /64 of IPv6 counts like an address of IPv4, for both are one network of
/// somebody's. Only on request, and never over what must not be covered. O(n log n).
/// </remarks>
public static class PrefixWidening
{
    /// <summary>The shortest prefix of IPv4 that joining makes.</summary>
    public const int ShortestIPv4 = 16;

    /// <summary>The shortest prefix of IPv6 that joining makes.</summary>
    public const int ShortestIPv6 = 32;

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
        var widened = Widen([cover], maxCount, mayCover, out var fewest) ?? throw new ControlRefusedException(ControlRefusal.TooMany, string.Create(
            CultureInfo.InvariantCulture,
            $"The list cannot be joined to {maxCount} entries: {fewest} are the fewest without prefixes shorter than /{ShortestIPv4} and /{ShortestIPv6} and without what must not be covered."));
        return new WidenedCover(widened.Covers[0], widened.UnlistedAddresses);
    }

    /// <summary>Joins the prefixes of several covers, each by itself, until few enough are left altogether.</summary>
    /// <returns>The covers; null if so few are not possible.</returns>
    internal static WidenedCovers? Widen(IReadOnlyList<IReadOnlyList<IPPrefix>> covers, int maxCount, Func<IPPrefix, bool> mayCover, out int fewest)
    {
        var nodes = new LinkedList<Part>(covers.SelectMany((cover, section) => cover.Select(prefix => new Part(prefix, UInt128.Zero, section))));
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
            [.. Enumerable.Range(0, covers.Count).GroupJoin(nodes, section => section, part => part.Section, IReadOnlyList<IPPrefix> (_, parts) => [.. parts.Select(part => part.Prefix)])],
            nodes.Aggregate(UInt128.Zero, (sum, part) => sum + part.Extra));

        void Offer(LinkedListNode<Part>? left)
        {
            if (left?.Next is { } right && left.Value.Section == right.Value.Section && CommonOf(left.Value.Prefix, right.Value.Prefix) is { } common
                && common.Length >= (common.IsIPv4 ? ShortestIPv4 : ShortestIPv6) && mayCover(common))
            {
                var cost = CostOf(left.Value, right.Value, common);
                joins.Enqueue(new Join(left, right, common), (common.IsIPv4 ? cost << 64 : cost, order++));
            }
        }

        void Apply(Join join)
        {
            var extra = join.Left.Value.Extra + join.Right.Value.Extra + CostOf(join.Left.Value, join.Right.Value, join.Common);
            nodes.Remove(join.Right);
            var node = nodes.AddBefore(join.Left, new Part(join.Common, extra, join.Left.Value.Section));
            nodes.Remove(join.Left);

            // The common prefix may reach over further neighbours, which cost less then.
            while (node.Previous is { } before && before.Value.Section == node.Value.Section && join.Common.Contains(before.Value.Prefix))
            {
                Absorb(node, before);
            }

            while (node.Next is { } after && after.Value.Section == node.Value.Section && join.Common.Contains(after.Value.Prefix))
            {
                Absorb(node, after);
            }

            Offer(node.Previous);
            Offer(node);
        }

        void Absorb(LinkedListNode<Part> node, LinkedListNode<Part> inside)
        {
            node.Value = node.Value with { Extra = node.Value.Extra + inside.Value.Extra - SizeOf(inside.Value.Prefix) };
            nodes.Remove(inside);
        }
    }

    private static UInt128 CostOf(Part left, Part right, IPPrefix common) => SizeOf(common) - SizeOf(left.Prefix) - SizeOf(right.Prefix);

    private static UInt128 SizeOf(IPPrefix prefix) => UInt128.One << ((prefix.IsIPv4 ? 32 : 128) - prefix.Length);

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

    private sealed record Part(IPPrefix Prefix, UInt128 Extra, int Section);

    private sealed record Join(LinkedListNode<Part> Left, LinkedListNode<Part> Right, IPPrefix Common);
}
