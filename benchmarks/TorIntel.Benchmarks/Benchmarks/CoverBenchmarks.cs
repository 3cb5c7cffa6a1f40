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
        _numbers = CoverWorkload.Make(Count);
        _prefixes = [.. _numbers.Select(number => IPPrefix.Host(IPAddressValue.FromIPv4(number)))];
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
