using TorIntel.Controls;

namespace TorIntel.Benchmarks;

/// <summary>The gate of covers: the fewest prefixes for a million addresses, against sorting them.</summary>
internal static class ControlGates
{
    private const int Count = 1_000_000;
    private const double ThreeTimesSorting = 1.0 / 3;

    public static IEnumerable<Gate> Make()
    {
        var numbers = CoverWorkload.Make(Count);
        IPPrefix[] prefixes = [.. numbers.Select(number => IPPrefix.Host(IPAddressValue.FromIPv4(number)))];
        var expected = PrefixCover.Of(prefixes).Count;
        yield return new Gate("cover addresses, an address", Count, expected, new("PrefixCover", () => PrefixCover.Of(prefixes).Count), [new(new("Array.Sort of uint", Sort), ThreeTimesSorting)])
        {
            IsLong = true,
            MayAllocate = true, // The cover.
        };

        long Sort()
        {
            var copy = numbers.AsSpan().ToArray();
            Array.Sort(copy);
            return copy[0] <= copy[^1] ? expected : 0;
        }
    }
}
