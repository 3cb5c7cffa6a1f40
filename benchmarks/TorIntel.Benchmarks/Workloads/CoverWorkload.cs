using TorIntel.Controls;

namespace TorIntel.Benchmarks;

/// <summary>Addresses in blocks, as hosters have them, so that neighbours can be joined.</summary>
internal static class CoverWorkload
{
    private const uint First = 0x0B00_0000;

    public static uint[] Make(int count)
    {
        var random = new Random(6);
        uint[] numbers = [.. Enumerable.Range(0, count).Select(_ => First + ((uint)random.Next(1 << 12) << 8 | (uint)random.Next(256)))];
        return PrefixCover.Of(numbers.Select(number => IPPrefix.Host(IPAddressValue.FromIPv4(number)))).Count < count / 2 ? numbers : throw new InvalidOperationException("Nothing is joined.");
    }
}
