using System.Collections.Frozen;
using System.Diagnostics;
using System.Net;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace TorIntel.Benchmarks;

/// <summary>The SDK of OpenTelemetry alone, with the adapter, and with what a program would otherwise have; records and spans go nowhere.</summary>
public class OpenTelemetryBenchmarks
{
    private const int TagsOfSpan = 7;

    private readonly List<IDisposable> _held = [];
    private readonly Counter _counter = new();
    private string[] _addresses = [];
    private ILogger _hostLogger = null!;
    private ILogger _torIntelLogger = null!;
    private ILogger _handWrittenLogger = null!;
    private ActivitySource _hostSource = null!;
    private ActivitySource _torIntelSource = null!;
    private ActivitySource _handWrittenSource = null!;
    private LogRecord[] _records = [];
    private Activity[] _spans = [];
    private TorLogProcessor _logProcessor = null!;
    private TorActivityProcessor _spanProcessor = null!;
    private HandWrittenProcessors.Logs _handWrittenLogs = null!;
    private HandWrittenProcessors.Spans _handWrittenSpans = null!;

    [Params(0, 100)]
    public int HitPercent { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var listed = RelaySet.Load("exits");
        var services = new ServiceCollection().AddSingleton(new TorNetworkStore(EventWorkload.NetworkOf(listed))).BuildServiceProvider();
        var set = listed.ToIPAddresses().ToFrozenSet();
        _addresses = SignInAddresses.Make(listed, isHit: HitPercent == 100);
        _logProcessor = new TorLogProcessor(services, new TorEnrichmentOptions());
        _spanProcessor = new TorActivityProcessor(services, new TorEnrichmentOptions());
        _handWrittenLogs = new HandWrittenProcessors.Logs(set);
        _handWrittenSpans = new HandWrittenProcessors.Spans(set);
        _hostLogger = MakeLogger(null);
        _torIntelLogger = MakeLogger(_logProcessor);
        _handWrittenLogger = MakeLogger(_handWrittenLogs);
        _hostSource = MakeSource("host", null);
        _torIntelSource = MakeSource("torintel", _spanProcessor);
        _handWrittenSource = MakeSource("handwritten", _handWrittenSpans);

        foreach (var (run, hits) in new (Action Run, bool)[] { (HostLogs, false), (TorIntelLogs, true), (HandWrittenLogs, true), (HostSpans, false), (TorIntelSpans, true), (HandWrittenSpans, true) })
        {
            (_counter.Events, _counter.Tagged) = (0, 0);
            run();
            if (_counter.Events != SignInAddresses.Count || _counter.Tagged != (hits ? SignInAddresses.Count * HitPercent / 100 : 0))
            {
                throw new InvalidOperationException($"The workload does not hit as often as its name says: {_counter.Tagged} of {_counter.Events} in {run.Method.Name}.");
            }
        }

        // The exporter to memory copies records, which go back to a pool otherwise.
        List<LogRecord> records = [];
        using (var factory = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options => options.AddInMemoryExporter(records))))
        {
            Log(factory.CreateLogger("Shop"));
        }

        _records = [.. records];
        _spans = [.. _addresses.Select(address => AddTags(new Activity("span") { IsAllDataRequested = true }, address))];
    }

    [GlobalCleanup]
    public void Cleanup() => _held.ForEach(held => held.Dispose());

    [Benchmark(Baseline = true, OperationsPerInvoke = SignInAddresses.Count)]
    public void HostLogs() => Log(_hostLogger);

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void TorIntelLogs() => Log(_torIntelLogger);

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void HandWrittenLogs() => Log(_handWrittenLogger);

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void HostSpans() => Trace(_hostSource);

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void TorIntelSpans() => Trace(_torIntelSource);

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void HandWrittenSpans() => Trace(_handWrittenSource);

    /// <summary>The processor by itself. On hits the second pass finds records tagged, so only misses tell.</summary>
    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void LogProcessorAlone()
    {
        foreach (var record in _records)
        {
            _logProcessor.OnEnd(record);
        }
    }

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void HandWrittenLogProcessorAlone()
    {
        if (HitPercent == 0)
        {
            foreach (var record in _records)
            {
                _handWrittenLogs.OnEnd(record);
            }
        }
    }

    /// <summary>As above.</summary>
    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void SpanProcessorAlone()
    {
        foreach (var span in _spans)
        {
            _spanProcessor.OnEnd(span);
        }
    }

    [Benchmark(OperationsPerInvoke = SignInAddresses.Count)]
    public void HandWrittenSpanProcessorAlone()
    {
        foreach (var span in _spans)
        {
            _handWrittenSpans.OnEnd(span);
        }
    }

    private static Activity AddTags(Activity span, string address) => span
        .SetTag("http.request.method", "POST").SetTag("url.path", "/login").SetTag("url.scheme", "https").SetTag("server.address", "shop.example").SetTag("client.address", address)
        .SetTag("http.response.status_code", 401).SetTag("user_agent.original", "curl/8.5.0");

    private void Log(ILogger logger)
    {
        foreach (var address in _addresses)
        {
            logger.SignInFailed("ann", address, 3);
        }
    }

    private void Trace(ActivitySource source)
    {
        foreach (var address in _addresses)
        {
            using var span = source.StartActivity("POST /login", ActivityKind.Server);
            AddTags(span!, address);
        }
    }

    private ILogger MakeLogger(BaseProcessor<LogRecord>? processor)
    {
        var factory = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options =>
        {
            if (processor is not null)
            {
                options.AddProcessor(processor);
            }

            options.AddProcessor(new LogEnd(_counter));
        }));
        _held.Add(factory);
        return factory.CreateLogger("Shop");
    }

    private ActivitySource MakeSource(string name, BaseProcessor<Activity>? processor)
    {
        var source = new ActivitySource($"benchmark.{name}");
        var builder = Sdk.CreateTracerProviderBuilder().AddSource(source.Name);
        builder = processor is null ? builder : builder.AddProcessor(processor);
        _held.Add(builder.AddProcessor(new SpanEnd(_counter)).Build());
        _held.Add(source);
        return source;
    }

    private sealed class Counter
    {
        public int Events { get; set; }

        public int Tagged { get; set; }
    }

    private sealed class LogEnd(Counter counter) : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data)
        {
            counter.Events++;
            counter.Tagged += data.Attributes!.Count > 4 ? 1 : 0;
        }
    }

    private sealed class SpanEnd(Counter counter) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            counter.Events++;
            var tags = 0;
            foreach (ref readonly var tag in data.EnumerateTagObjects())
            {
                tags++;
            }

            counter.Tagged += tags > TagsOfSpan ? 1 : 0;
        }
    }
}
