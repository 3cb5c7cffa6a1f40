namespace TorIntel.Benchmarks;

/// <summary>The gates of the enricher for Serilog: on a miss, against the one that a user would write, which looks at one property.</summary>
internal static class SerilogGates
{
    public static IEnumerable<Gate> Make(RelaySet exits)
    {
        (LogEventKind Kind, string Name, double Goal)[] rows =
        [
            (LogEventKind.Text, "Serilog, one address, miss", 1.0),
            (LogEventKind.IPAddress, "Serilog, one IPAddress, miss", 1.0),
            (LogEventKind.Four, "Serilog, four properties, miss", 0.5),
        ];
        foreach (var (kind, name, goal) in rows)
        {
            var workload = new SerilogWorkload(exits, kind, isHit: false);
            Rival rival = new(new("hand-written, FrozenSet of one address", () => workload.Enrich(workload.HandWritten)), goal);
            yield return new Gate(name, SerilogWorkload.Count, workload.Hits, new("TorLogEventEnricher", () => workload.Enrich(workload.Named)), [rival]);
            yield return new Gate($"{name}, by default", SerilogWorkload.Count, workload.Hits, new("TorLogEventEnricher", () => workload.Enrich(workload.Conventional)), [rival]);
        }
    }
}
