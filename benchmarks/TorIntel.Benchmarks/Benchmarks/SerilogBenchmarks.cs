using BenchmarkDotNet.Attributes;
using Serilog.Core;

namespace TorIntel.Benchmarks;

/// <summary>Serilog's whole way of an event to a sink that does nothing: alone, with the enricher that a user would write, and with ours.</summary>
public class SerilogBenchmarks
{
    private SerilogWorkload _workload = null!;
    private Logger _alone = null!;
    private Logger _handWritten = null!;
    private Logger _named = null!;
    private Logger _conventional = null!;

    [Params(LogEventKind.Text, LogEventKind.IPAddress, LogEventKind.Four)]
    public LogEventKind Kind { get; set; }

    [Params(false, true)]
    public bool IsHit { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _workload = new SerilogWorkload(RelaySet.Load("exits"), Kind, IsHit);
        _alone = SerilogWorkload.LoggerOf(enricher: null, new NullSink());
        _handWritten = SerilogWorkload.LoggerOf(_workload.HandWritten, new NullSink());
        _named = SerilogWorkload.LoggerOf(_workload.Named, new NullSink());
        _conventional = SerilogWorkload.LoggerOf(_workload.Conventional, new NullSink());
    }

    [GlobalCleanup]
    public void Clean()
    {
        _alone.Dispose();
        _handWritten.Dispose();
        _named.Dispose();
        _conventional.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = SerilogWorkload.Count)]
    public void Serilog_alone() => _workload.Write(_alone);

    [Benchmark(OperationsPerInvoke = SerilogWorkload.Count)]
    public void Hand_written() => _workload.Write(_handWritten);

    [Benchmark(OperationsPerInvoke = SerilogWorkload.Count)]
    public void TorIntel_named() => _workload.Write(_named);

    [Benchmark(OperationsPerInvoke = SerilogWorkload.Count)]
    public void TorIntel_conventional() => _workload.Write(_conventional);
}
