using System.Collections.Frozen;
using System.Net;
using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>The time to build each structure from addresses that are already parsed.</summary>
public class BuildBenchmarks
{
    private readonly Random _random = new(1);
    private KeyValuePair<IPPrefix, uint>[] _entries = [];
    private byte[] _block = [];
    private uint[] _v4 = [];
    private UInt128[] _v6 = [];
    private IPAddress[] _addresses = [];

    [Params("exits", "all")]
    public string Set { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var set = RelaySet.Load(Set);
        _entries = [.. set.ToEntries()];
        _addresses = [.. set.ToIPAddresses()];
        (_v4, _v6) = ([.. set.V4], [.. set.V6]);
        _random.Shuffle(_entries);
        _random.Shuffle(_addresses);
        _random.Shuffle(_v4);
        _random.Shuffle(_v6);
        _block = IPPrefixIndex.Create(_entries).Block.ToArray();
    }

    [Benchmark(Baseline = true)]
    public IPPrefixIndex PrefixIndex_Create() => IPPrefixIndex.Create(_entries);

    [Benchmark]
    public IPPrefixIndex PrefixIndex_Load() => IPPrefixIndex.Load(_block);

    [Benchmark]
    public int FrozenSet_numbers() => _v4.ToFrozenSet().Count + _v6.ToFrozenSet().Count;

    [Benchmark]
    public FrozenSet<IPAddress> FrozenSet_IPAddress() => _addresses.ToFrozenSet();

    [Benchmark]
    public int HashSet_IPAddress() => new HashSet<IPAddress>(_addresses).Count;
}
