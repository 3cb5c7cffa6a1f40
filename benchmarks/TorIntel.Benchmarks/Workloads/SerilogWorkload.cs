using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace TorIntel.Benchmarks;

/// <summary>Events of Serilog from clients that are exits, or that no list has.</summary>
internal sealed class SerilogWorkload
{
    /// <summary>Few enough to lie in the processor's caches, as an event does that was just made.</summary>
    public const int Count = 256;

    private static readonly DateTimeOffset s_time = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly object[] _clients;
    private readonly LogEventKind _kind;

    public SerilogWorkload(RelaySet exits, LogEventKind kind, bool isHit)
    {
        _kind = kind;
        var random = new Random(2026);
        var index = exits.ToIndex();
        uint[] addresses = isHit ? [.. Enumerable.Range(0, Count).Select(_ => exits.V4[random.Next(exits.V4.Length)])]
            : [.. Workload.Make(exits, ProbeStream.V4RandomMiss).ToV4().Where(address => !index.Contains(address)).Take(Count)];
        _clients = [.. addresses.Select(address => kind == LogEventKind.IPAddress ? IPAddressValue.FromIPv4(address).ToIPAddress() : (object)IPAddressValue.FromIPv4(address).ToString())];
        Store = new TorNetworkStore(EventWorkload.NetworkOf(exits));
        HandWritten = new HandWrittenEnricher(exits);
        Named = new TorLogEventEnricher(Store, new TorEnrichmentOptions { Fields = FieldsOf(kind) });
        Conventional = new TorLogEventEnricher(Store);
        Events = Capture();
        Hits = isHit ? Count : 0;
        foreach (var enricher in new[] { HandWritten, Named, Conventional })
        {
            if (Enrich(enricher) != Hits)
            {
                throw new InvalidOperationException("The workload does not hit as often as its name says.");
            }
        }
    }

    public TorNetworkStore Store { get; }

    public ILogEventEnricher HandWritten { get; }

    /// <summary>Ours, told which properties to look at.</summary>
    public ILogEventEnricher Named { get; }

    /// <summary>Ours as it is by default: it knows some fifty names.</summary>
    public ILogEventEnricher Conventional { get; }

    public LogEvent[] Events { get; }

    public int Hits { get; }

    /// <summary>Runs an enricher alone on all events, and takes away what it added.</summary>
    /// <returns>How many events were tagged.</returns>
    public long Enrich(ILogEventEnricher enricher)
    {
        var hits = 0L;
        foreach (var logEvent in Events)
        {
            enricher.Enrich(logEvent, null!);
        }

        if (Hits == 0)
        {
            return Events[0].Properties.ContainsKey("Tor") ? 1 : 0;
        }

        foreach (var logEvent in Events)
        {
            hits += logEvent.Properties.ContainsKey("Tor") ? 1 : 0;
            logEvent.RemovePropertyIfPresent("Tor");
        }

        return hits;
    }

    /// <summary>Writes all events to a logger.</summary>
    public void Write(ILogger logger)
    {
        foreach (var client in _clients)
        {
            if (_kind == LogEventKind.Four)
            {
                logger.Information("{ClientIp} asked {ServerIp}:{ServerPort} for {HostName}", client, "203.0.113.80", 443, "login.shop.example.com");
            }
            else
            {
                logger.Information("{User} signed in from {ClientIp}", "alice", client);
            }
        }
    }

    public static Logger LoggerOf(ILogEventEnricher? enricher, ILogEventSink sink)
    {
        var configuration = new LoggerConfiguration().Destructure.AsScalar<System.Net.IPAddress>().WriteTo.Sink(sink);
        return (enricher is null ? configuration : configuration.Enrich.With(enricher)).CreateLogger();
    }

    private static Dictionary<string, TorField> FieldsOf(LogEventKind kind) => kind != LogEventKind.Four
        ? new(StringComparer.Ordinal) { ["ClientIp"] = TorField.Client }
        : new(StringComparer.Ordinal)
        {
            ["ClientIp"] = TorField.Client,
            ["ServerIp"] = TorField.Server,
            ["ServerPort"] = TorField.ServerPort,
            ["HostName"] = TorField.HostName,
        };

    private LogEvent[] Capture()
    {
        var sink = new CapturingSink();
        using var logger = LoggerOf(enricher: null, sink);
        Write(logger);
        return [.. sink.Events.Select(captured => new LogEvent(s_time, captured.Level, exception: null, captured.MessageTemplate, [.. captured.Properties.Select(pair => new LogEventProperty(pair.Key, pair.Value))]))];
    }

    private sealed class CapturingSink : ILogEventSink
    {
        public List<LogEvent> Events { get; } = [];

        public void Emit(LogEvent logEvent) => Events.Add(logEvent);
    }
}
