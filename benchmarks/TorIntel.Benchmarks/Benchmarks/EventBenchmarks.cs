using System.Collections.Frozen;
using System.Net;
using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>A whole event, two endpoints and direction, against two look-ups in a set; and from the text of both addresses.</summary>
public class EventBenchmarks
{
    private TorNetwork _network = null!;
    private TorClassifier _classifier = null!;
    private FrozenSet<IPAddress> _set = null!;
    private EventWorkload _workload = null!;

    [Params(0, 50)]
    public int HitPercent { get; set; }

    [Params("exits", "all")]
    public string List { get; set; } = "exits";

    [GlobalSetup]
    public void Setup()
    {
        var listed = RelaySet.Load(List);
        _network = EventWorkload.NetworkOf(listed);
        _classifier = new TorClassifier();
        _set = listed.ToIPAddresses().ToFrozenSet();
        _workload = EventWorkload.Make(listed, HitPercent);
        if (Classify() != _workload.Hits || TwoLookups() != _workload.Hits)
        {
            throw new InvalidOperationException("The workload does not hit as often as its name says.");
        }

        for (var i = 0; i < 100; i++)
        {
            _ = Classify() + TwoLookups();
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = EventWorkload.Count)]
    public long Classify() => EventLoops.CountEvidence(_network, _classifier, _workload.Events);

    [Benchmark(OperationsPerInvoke = EventWorkload.Count)]
    public long TwoLookups() => EventLoops.CountListed(_set, _workload.Pairs);
}
