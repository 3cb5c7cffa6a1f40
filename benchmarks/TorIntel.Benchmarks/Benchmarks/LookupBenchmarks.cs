using System.Net;
using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>One address to membership: numbers for the index and the sets of numbers, made objects and strings for the others.</summary>
public class LookupBenchmarks
{
    private readonly RivalSets _rivals = new();
    private bool _isIPv4;
    private uint[] _v4 = [];
    private UInt128[] _v6 = [];
    private IPAddress[] _addresses = [];
    private string[] _strings = [];

    [Params("exits", "all")]
    public string Set { get; set; } = "";

    [ParamsAllValues]
    public ProbeStream Stream { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var workload = Workload.Make(RelaySet.Load(Set), Stream);
        _isIPv4 = Workload.IsIPv4(Stream);
        (_v4, _v6) = _isIPv4 ? (workload.ToV4(), Array.Empty<UInt128>()) : ([], workload.ToV6());
        _addresses = workload.ToIPAddresses();
        _strings = workload.ToStrings();
        _rivals.Fill(workload.Set);

        Workload.Check(nameof(PrefixIndex), PrefixIndex(), workload.Hits);
        Workload.Check(nameof(FrozenSet_number), FrozenSet_number(), workload.Hits);
        Workload.Check(nameof(FrozenSet_IPAddress), FrozenSet_IPAddress(), workload.Hits);
        Workload.Check(nameof(HashSet_IPAddress), HashSet_IPAddress(), workload.Hits);
        Workload.Check(nameof(FrozenSet_string), FrozenSet_string(), workload.Hits);
        Workload.Check(nameof(Sorted_array), Sorted_array(), workload.Hits);
        if (_rivals.MaxMind is not null)
        {
            Workload.Check(nameof(MaxMind_Db), MaxMind_Db(), workload.HitsOutside6to4);
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _rivals.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Workload.Probes)]
    public int PrefixIndex() => _isIPv4 ? LookupLoops.Count(_rivals.Index, _v4) : LookupLoops.Count(_rivals.Index, _v6);

    [Benchmark(OperationsPerInvoke = Workload.Probes)]
    public int FrozenSet_number() => _isIPv4 ? LookupLoops.Count(_rivals.FrozenV4, _v4) : LookupLoops.Count(_rivals.FrozenV6, _v6);

    [Benchmark(OperationsPerInvoke = Workload.Probes)]
    public int FrozenSet_IPAddress() => LookupLoops.Count(_rivals.FrozenAddresses, _addresses);

    [Benchmark(OperationsPerInvoke = Workload.Probes)]
    public int HashSet_IPAddress() => LookupLoops.Count(_rivals.HashedAddresses, _addresses);

    [Benchmark(OperationsPerInvoke = Workload.Probes)]
    public int FrozenSet_string() => LookupLoops.Count(_rivals.FrozenStrings, _strings);

    [Benchmark(OperationsPerInvoke = Workload.Probes)]
    public int Sorted_array() => _isIPv4 ? LookupLoops.CountSorted(_rivals.SortedV4, _v4) : LookupLoops.CountSorted(_rivals.SortedV6, _v6);

    [Benchmark(OperationsPerInvoke = Workload.Probes)]
    public int MaxMind_Db() => LookupLoops.Count(_rivals.MaxMind!, _addresses);
}
