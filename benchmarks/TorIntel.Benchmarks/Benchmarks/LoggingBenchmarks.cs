using System.Collections.Frozen;
using System.Net;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TorIntel.Benchmarks;

/// <summary>Microsoft.Extensions.Logging alone, with the adapter, and with what a program would otherwise have. The provider does nothing, so that only the way to it is measured.</summary>
public class LoggingBenchmarks
{
    private readonly CountingLogger _counter = new();
    private ILoggerFactory _plain = null!;
    private ILoggerFactory _tagging = null!;
    private ILogger _host = null!;
    private ILogger _torIntel = null!;
    private HandWrittenLogger _handWritten = null!;
    private LogTagger _tagger = null!;
    private FrozenSet<IPAddress> _set = null!;
    private string[] _addresses = [];
    private IReadOnlyList<KeyValuePair<string, object?>>[] _states = [];

    [Params(0, 100)]
    public int HitPercent { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var listed = RelaySet.Load("exits");
        _addresses = SignInAddresses.Make(listed, isHit: HitPercent == 100);
        _set = listed.ToIPAddresses().ToFrozenSet();
        var store = new TorNetworkStore(EventWorkload.NetworkOf(listed));
        _plain = LoggerFactory.Create(builder => builder.AddProvider(_counter));
        _tagging = LoggerFactory.Create(builder =>
        {
            builder.Services.AddSingleton(store);
            builder.AddProvider(_counter).AddTorIntel();
        });
        _host = _plain.CreateLogger("Shop");
        _torIntel = _tagging.CreateLogger("Shop");
        _handWritten = new HandWrittenLogger(_host, _set);
        _tagger = new LogTagger(new ServiceCollection().AddSingleton(store).AddSingleton(new TorClassifier()).BuildServiceProvider(), new TorEnrichmentOptions(), _plain);
        _states = [.. _addresses.Select(address => (KeyValuePair<string, object?>[])[new("User", "ann"), new("ClientIp", address), new("Attempts", 3), new("{OriginalFormat}", SignInMessages.Template)])];
        foreach (var (run, hits) in new (Action Run, bool)[] { (HostTemplate, false), (TorIntelTemplate, true), (HandWrittenTemplate, true), (HostGenerated, false), (TorIntelGenerated, true), (HandWrittenGenerated, true) })
        {
            (_counter.Events, _counter.Tagged) = (0, 0);
            run();
            if (_counter.Events != SignInAddresses.Count || _counter.Tagged != (hits ? SignInAddresses.Count * HitPercent / 100 : 0))
            {
                throw new InvalidOperationException($"The workload does not hit as often as its name says: {_counter.Tagged} of {_counter.Events} in {run.Method.Name}.");
            }
        }

        if (TaggerAlone() != SignInAddresses.Count * HitPercent / 100 || HandWrittenAlone() != SignInAddresses.Count * HitPercent / 100)
        {
            throw new InvalidOperationException("The workload does not hit as often as its name says.");
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _plain.Dispose();
        _tagging.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = SignInAddresses.Count)]
    public void HostTemplate() => Template(_host);

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void TorIntelTemplate() => Template(_torIntel);

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void HandWrittenTemplate() => Template(_handWritten);

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void HostGenerated() => Generated(_host);

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void TorIntelGenerated() => Generated(_torIntel);

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void HandWrittenGenerated() => Generated(_handWritten);

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public int TaggerAlone()
    {
        var tagged = 0;
        foreach (var state in _states)
        {
            tagged += _tagger.Tag(state) is null ? 0 : 1;
        }

        return tagged;
    }

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public int HandWrittenAlone()
    {
        var tagged = 0;
        foreach (var state in _states)
        {
            tagged += HandWrittenLogger.IsListed(state, _set) && HandWrittenLogger.AddTo(state).Count > state.Count ? 1 : 0;
        }

        return tagged;
    }

    private void Template(ILogger logger)
    {
        foreach (var address in _addresses)
        {
            logger.LogWarning(SignInMessages.Template, "ann", address, 3);
        }
    }

    private void Generated(ILogger logger)
    {
        foreach (var address in _addresses)
        {
            logger.SignInFailed("ann", address, 3);
        }
    }
}
