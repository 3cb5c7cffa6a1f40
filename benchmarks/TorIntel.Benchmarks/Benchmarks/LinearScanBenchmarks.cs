using System.Net;
using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>What a first attempt looks like: all networks, one after the other. Only for the exits, and few addresses of a stream.</summary>
public class LinearScanBenchmarks
{
    private const int FewProbes = 256;

    private readonly RivalSets _rivals = new();
    private uint[] _v4 = [];
    private IPAddress[] _addresses = [];
    private IPNetwork[] _networks = [];
    private IPNetwork2[] _networks2 = [];

    [Params(ProbeStream.V4RandomMiss, ProbeStream.V4Half)]
    public ProbeStream Stream { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var workload = Workload.Make(RelaySet.Load("exits"), Stream);
        _v4 = workload.ToV4();
        _addresses = workload.ToIPAddresses();
        _rivals.Fill(workload.Set);
        _networks = [.. workload.Set.ToIPAddresses().Select(address => new IPNetwork(address, address.GetAddressBytes().Length * 8))];
        _networks2 = [.. _networks.Select(network => IPNetwork2.Parse(network.ToString()))];

        Workload.Check(nameof(PrefixIndex), PrefixIndex(), workload.Hits);
        Workload.Check(nameof(IPNetwork_array), IPNetwork_array(), _v4[..FewProbes].Count(_rivals.FrozenV4.Contains));
        Workload.Check(nameof(IPNetwork2_array), IPNetwork2_array(), _v4[..FewProbes].Count(_rivals.FrozenV4.Contains));
    }

    [GlobalCleanup]
    public void Cleanup() => _rivals.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Workload.Probes)]
    public int PrefixIndex() => LookupLoops.Count(_rivals.Index, _v4);

    [Benchmark(OperationsPerInvoke = FewProbes)]
    public int IPNetwork_array() => LookupLoops.CountLinear(_networks, _addresses.AsSpan(0, FewProbes));

    [Benchmark(OperationsPerInvoke = FewProbes)]
    public int IPNetwork2_array() => LookupLoops.CountLinear(_networks2, _addresses.AsSpan(0, FewProbes));
}
