using System.Net;
using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>An <see cref="IPAddress"/> that exists already to membership, as a web server gives it.</summary>
public class IPAddressBenchmarks
{
    private readonly RivalSets _rivals = new();
    private IPAddress[] _addresses = [];

    [Params("exits", "all")]
    public string Set { get; set; } = "";

    [ParamsAllValues]
    public ProbeStream Stream { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var workload = Workload.Make(RelaySet.Load(Set), Stream);
        _addresses = workload.ToIPAddresses();
        _rivals.Fill(workload.Set);

        Workload.Check(nameof(PrefixIndex), PrefixIndex(), workload.Hits);
        Workload.Check(nameof(FrozenSet_IPAddress), FrozenSet_IPAddress(), workload.Hits);
        Workload.Check(nameof(HashSet_IPAddress), HashSet_IPAddress(), workload.Hits);
        if (_rivals.MaxMind is not null)
        {
            Workload.Check(nameof(MaxMind_Db), MaxMind_Db(), workload.HitsOutside6to4);
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _rivals.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Workload.Probes)]
    public int PrefixIndex() => LookupLoops.Count(_rivals.Index, _addresses);

    [Benchmark(OperationsPerInvoke = Workload.Probes)]
    public int FrozenSet_IPAddress() => LookupLoops.Count(_rivals.FrozenAddresses, _addresses);

    [Benchmark(OperationsPerInvoke = Workload.Probes)]
    public int HashSet_IPAddress() => LookupLoops.Count(_rivals.HashedAddresses, _addresses);

    [Benchmark(OperationsPerInvoke = Workload.Probes)]
    public int MaxMind_Db() => LookupLoops.Count(_rivals.MaxMind!, _addresses);
}
