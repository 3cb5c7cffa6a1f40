using System.Numerics;

namespace TorIntel.Controls;

/// <summary>The fewest prefixes that cover exactly what a list of prefixes covers.</summary>
/// <remarks>
/// The union of prefixes is a row of runs of addresses; each run has one shortest decomposition into prefixes, and runs that do not touch share none. So sorting, joining and cutting
/// up is exact and minimal. O(n log n), of which sorting is nearly all.
/// </remarks>
public static class PrefixCover
{
    /// <summary>Covers prefixes, which may overlap, touch and repeat.</summary>
    /// <param name="prefixes">The prefixes, of both families.</param>
    /// <returns>The cover, in ascending order, IPv4 first; no two of it overlap, and none could be joined.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="prefixes"/> is null.</exception>
    public static IReadOnlyList<IPPrefix> Of(IEnumerable<IPPrefix> prefixes) => OfRuns(AddressRuns.Of(prefixes));

    /// <summary>Covers exactly what some prefixes cover and others do not.</summary>
    /// <param name="prefixes">What to cover.</param>
    /// <param name="exceptions">What not to cover.</param>
    /// <returns>The cover, in ascending order, IPv4 first.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="prefixes"/> or <paramref name="exceptions"/> is null.</exception>
    public static IReadOnlyList<IPPrefix> Of(IEnumerable<IPPrefix> prefixes, IEnumerable<IPPrefix> exceptions) => OfRuns(AddressRuns.Of(prefixes).Without(AddressRuns.Of(exceptions)));

    private static List<IPPrefix> OfRuns(AddressRuns runs)
    {
        List<IPPrefix> cover = [];
        foreach (var (start, end) in runs.IPv4)
        {
            Cut(start, end, 32, (address, length) => cover.Add(Prefix(IPAddressValue.FromIPv4(address), length)));
        }

        foreach (var (start, end) in runs.IPv6)
        {
            Cut(start, end, 128, (address, length) => cover.Add(Prefix(IPAddressValue.FromIPv6(address), length)));
        }

        return cover;
    }

    // The largest prefix that begins at the start and ends within the run, again and again.
    private static void Cut<T>(T start, T end, int width, Action<T, int> add)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        while (true)
        {
            var left = end - start; // one less than how many there are, so that all of them fit
            var bits = left == T.MaxValue ? width : width - 1 - int.CreateTruncating(T.LeadingZeroCount(left + T.One));
            bits = start == T.Zero ? bits : Math.Min(bits, int.CreateTruncating(T.TrailingZeroCount(start)));
            add(start, width - bits);
            var last = bits == width ? T.MaxValue : start + ((T.One << bits) - T.One);
            if (last == end)
            {
                return;
            }

            start = last + T.One;
        }
    }

    private static IPPrefix Prefix(IPAddressValue address, int length) =>
        IPPrefix.TryCreate(address, length, out var prefix) ? prefix : throw new InvalidOperationException("A run was cut within a prefix.");
}
