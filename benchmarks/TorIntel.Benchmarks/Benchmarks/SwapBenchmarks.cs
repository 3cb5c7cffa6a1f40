using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>Lookups in the view in force while it is loaded anew from its file and swapped.</summary>
/// <remarks>The distribution of the times of batches is printed at the end: on the wall, which has the pauses of the collector in it and other work on the machine, and of the processor.</remarks>
public class SwapBenchmarks
{
    private const int Lookups = 8_192;
    private const int MaxBatches = 1_000_000;

    private readonly TimeSpan[] _wallTimes = new TimeSpan[MaxBatches];
    private readonly TimeSpan[] _cpuTimes = new TimeSpan[MaxBatches];
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
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// {SwapsPerSecond} swaps a second, {_swaps} in all; ns for each lookup over {_batches} batches"));
        Console.WriteLine("// on the wall:      " + Percentiles(_wallTimes.AsSpan(0, _batches)));
        Console.WriteLine("// of the processor: " + Percentiles(_cpuTimes.AsSpan(0, _batches)));
        _workload.Dispose();
    }

    // The view is taken for each lookup, as it is for each event.
    [Benchmark(OperationsPerInvoke = Lookups)]
    public int CountMatches()
    {
        var (wall, cpu) = (CpuClock.OfWall, CpuClock.OfThread);
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
            (_cpuTimes[_batches], _wallTimes[_batches]) = (CpuClock.OfThread - cpu, CpuClock.OfWall - wall);
            _batches++;
        }

        return hits;
    }

    private static string Percentiles(Span<TimeSpan> times)
    {
        times.Sort();
        List<string> texts = [];
        foreach (var share in new[] { 0.5, 0.9, 0.99, 0.999, 1 })
        {
            var time = times[Math.Max(0, (int)(times.Length * share) - 1)].TotalNanoseconds / Lookups;
            texts.Add(string.Create(CultureInfo.InvariantCulture, $"p{share * 100} {time:F2}"));
        }

        return string.Join(", ", texts);
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
