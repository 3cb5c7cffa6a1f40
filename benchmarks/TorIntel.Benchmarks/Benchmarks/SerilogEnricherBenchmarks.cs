using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>The enrichers by themselves, on events that were made before; a hit includes taking the tag away again.</summary>
public class SerilogEnricherBenchmarks
{
    private SerilogWorkload _workload = null!;

    [Params(LogEventKind.Text, LogEventKind.IPAddress, LogEventKind.Four)]
    public LogEventKind Kind { get; set; }

    [Params(false, true)]
    public bool IsHit { get; set; }

    [GlobalSetup]
    public void Setup() => _workload = new SerilogWorkload(RelaySet.Load("exits"), Kind, IsHit);

    [Benchmark(Baseline = true, OperationsPerInvoke = SerilogWorkload.Count)]
    public long Hand_written() => _workload.Enrich(_workload.HandWritten);

    [Benchmark(OperationsPerInvoke = SerilogWorkload.Count)]
    public long TorIntel_named() => _workload.Enrich(_workload.Named);

    [Benchmark(OperationsPerInvoke = SerilogWorkload.Count)]
    public long TorIntel_conventional() => _workload.Enrich(_workload.Conventional);
}
