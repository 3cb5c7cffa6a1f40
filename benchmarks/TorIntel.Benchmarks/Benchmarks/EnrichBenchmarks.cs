using System.Collections.Frozen;
using System.Net;
using BenchmarkDotNet.Attributes;

namespace TorIntel.Benchmarks;

/// <summary>Enriching a Suricata EVE log with everything on, against <c>Utf8JsonReader</c> that stops after both addresses and copies the line through.</summary>
public class EnrichBenchmarks
{
    private const int LogBytes = 32 * 1024 * 1024;

    private TorNetwork _network = null!;
    private TorClassifier _classifier = null!;
    private FrozenSet<IPAddress> _set = null!;
    private byte[] _log = [];

    [Params("exits", "all")]
    public string List { get; set; } = "exits";

    [GlobalSetup]
    public void Setup()
    {
        var listed = RelaySet.Load(List);
        _network = EventWorkload.NetworkOf(listed);
        _classifier = new TorClassifier();
        _set = listed.ToIPAddresses().ToFrozenSet();
        _log = new LogLists(RelaySet.Load("exits"), RelaySet.Load("all")).Generator().Make(LogKind.A, LogBytes, out var facts);
        if (Enrich() != facts.Hits || Utf8JsonReaderStopsEarly() != facts.Hits)
        {
            throw new InvalidOperationException("The log does not hit as often as it should.");
        }
    }

    [Benchmark(Baseline = true)]
    public long Enrich() => EnrichLoops.Enrich(_network, _classifier, _log);

    [Benchmark]
    public long Utf8JsonReaderStopsEarly() => EnrichLoops.Utf8Reader(_set, _log);
}
