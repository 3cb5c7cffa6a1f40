using BenchmarkDotNet.Attributes;
using TorIntel.Controls;

namespace TorIntel.Benchmarks;

/// <summary>The fewest prefixes that cover a million addresses, against sorting them.</summary>
public class CoverBenchmarks
{
    private const int Count = 1_000_000;

    private IPPrefix[] _prefixes = [];
    private uint[] _numbers = [];

    [GlobalSetup]
    public void Setup()
    {
        // In blocks, as hosters have them, so that neighbours can be joined.
        var random = new Random(6);
        _numbers = [.. Enumerable.Range(0, Count).Select(_ => (uint)random.Next(1 << 12) << 8 | (uint)random.Next(256))];
        _prefixes = [.. _numbers.Select(number => IPPrefix.Host(IPAddressValue.FromIPv4(number + 0x0B00_0000)))];
        if (PrefixCover.Of(_prefixes).Count >= Count / 2)
        {
            throw new InvalidOperationException("Nothing is joined.");
        }
    }

    [Benchmark(Baseline = true)]
    public uint Sort()
    {
        var copy = _numbers.AsSpan().ToArray();
        Array.Sort(copy);
        return copy[0];
    }

    [Benchmark]
    public int Cover() => PrefixCover.Of(_prefixes).Count;
}
