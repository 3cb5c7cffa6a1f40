using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>Lookups in the view in force while it is loaded anew from its file and swapped; the distribution of the times of batches is printed at the end.</summary>
public class SwapBenchmarks
{
    private const int Lookups = 1_024;
    private const int MaxBatches = 4_000_000;

    private readonly long[] _times = new long[MaxBatches];
    private readonly CancellationTokenSource _stop = new();
    private ViewWorkload _workload = null!;
    private TorNetworkStore _store = null!;
    private IPAddressValue[] _probes = [];
    private Thread? _swapper;
    private int _batches;
    private int _swaps;

    [Params(0, 100)]
    public int SwapsPerSecond { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _workload = new ViewWorkload();
        _store = new TorNetworkStore(_workload.FromMappedFile());
        var addresses = _workload.View.Index;
        _probes = [.. Workload.Make(RelaySet.Load("all"), ProbeStream.V4RandomMiss).ToV4().Select(IPAddressValue.FromIPv4).Where(address => !addresses.Contains(address)).Take(Lookups)];
        if (_probes.Length != Lookups || CountMatches() != 0)
        {
            throw new InvalidOperationException("The workload does not miss as its name says.");
        }

        _batches = 0;
        if (SwapsPerSecond != 0)
        {
            _swapper = new Thread(Swap) { IsBackground = true };
            _swapper.Start();
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _stop.Cancel();
        _swapper?.Join();
        var times = _times.AsSpan(0, Math.Min(_batches, MaxBatches));
        times.Sort();
        var percentiles = string.Join(", ", new[] { 0.5, 0.9, 0.99, 0.999, 1 }.Select(Percentile));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// {SwapsPerSecond} swaps a second ({_swaps} in all), ns for each of {Lookups} lookups over {times.Length} batches: {percentiles}"));
        _workload.Dispose();

        string Percentile(double share)
        {
            var ticks = _times[Math.Max(0, (int)(Math.Min(_batches, MaxBatches) * share) - 1)];
            return string.Create(CultureInfo.InvariantCulture, $"p{share * 100} {ticks * 1e9 / Stopwatch.Frequency / Lookups:F2}");
        }
    }

    // The view is taken for each lookup, as it is for each event.
    [Benchmark(OperationsPerInvoke = Lookups)]
    public int CountMatches()
    {
        var start = Stopwatch.GetTimestamp();
        var hits = 0;
        foreach (var probe in _probes)
        {
            if (_store.Current.Index.Contains(probe))
            {
                hits++;
            }
        }

        if (_batches < MaxBatches)
        {
            _times[_batches++] = Stopwatch.GetTimestamp() - start;
        }

        return hits;
    }

    private void Swap()
    {
        while (!_stop.Token.WaitHandle.WaitOne(1000 / SwapsPerSecond))
        {
            _store.Publish(_workload.FromMappedFile());
            _swaps++;
        }
    }
}
