using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>The UTF-8 text of an address to membership, as a log gives it.</summary>
public class TextBenchmarks
{
    private readonly RivalSets _rivals = new();
    private PackedText _text = new([]);

    [Params("exits", "all")]
    public string Set { get; set; } = "";

    [ParamsAllValues]
    public ProbeStream Stream { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var workload = Workload.Make(RelaySet.Load(Set), Stream, Workload.TextProbes);
        _text = workload.ToText();
        _rivals.Fill(workload.Set);

        Workload.Check(nameof(PrefixIndex), PrefixIndex(), workload.Hits);
        Workload.Check(nameof(TryParse_FrozenSet_IPAddress), TryParse_FrozenSet_IPAddress(), workload.Hits);
        Workload.Check(nameof(TryParse_HashSet_IPAddress), TryParse_HashSet_IPAddress(), workload.Hits);
        Workload.Check(nameof(GetString_FrozenSet_string), GetString_FrozenSet_string(), workload.Hits);
        Workload.Check(nameof(AlternateLookup_FrozenSet_string), AlternateLookup_FrozenSet_string(), workload.Hits);
    }

    [GlobalCleanup]
    public void Cleanup() => _rivals.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Workload.TextProbes)]
    public int PrefixIndex() => TextLoops.Count(_rivals.Index, _text);

    [Benchmark(OperationsPerInvoke = Workload.TextProbes)]
    public int TryParse_FrozenSet_IPAddress() => TextLoops.CountParsed(_rivals.FrozenAddresses, _text);

    [Benchmark(OperationsPerInvoke = Workload.TextProbes)]
    public int TryParse_HashSet_IPAddress() => TextLoops.CountParsed(_rivals.HashedAddresses, _text);

    [Benchmark(OperationsPerInvoke = Workload.TextProbes)]
    public int GetString_FrozenSet_string() => TextLoops.CountStrings(_rivals.FrozenStrings, _text);

    [Benchmark(OperationsPerInvoke = Workload.TextProbes)]
    public int AlternateLookup_FrozenSet_string() => TextLoops.CountWidened(_rivals.FrozenStrings.GetAlternateLookup<ReadOnlySpan<char>>(), _text);
}
