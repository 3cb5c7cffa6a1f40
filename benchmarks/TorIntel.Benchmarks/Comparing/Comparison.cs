namespace TorIntel.Benchmarks;

/// <summary>Measures programs in turn, so that what disturbs the machine disturbs all of them.</summary>
internal static class Comparison
{
    private const int SmallLog = 4_000_000;
    private const int RoundsOfSmallLogs = 21;

    /// <summary>Measures the programs of a plan.</summary>
    /// <param name="rows">The programs.</param>
    /// <param name="rounds">How often each runs; more often on small logs.</param>
    /// <param name="progress">Where it is told what happens.</param>
    public static IReadOnlyList<Measurement> Measure(IReadOnlyList<PlanRow> rows, int rounds, TextWriter progress)
    {
        List<Measurement> measurements = [];
        var empty = Path.GetTempFileName();
        foreach (var ofOneLog in rows.GroupBy(row => row.Log, StringComparer.Ordinal))
        {
            PlanRow[] contestants = [.. ofOneLog];
            progress.WriteLine($"log {ofOneLog.Key}: {contestants.Length} contestants");
            var counts = contestants.Select(WholeProgram.Count).ToArray();
            var times = contestants.Select(_ => new List<(TimeSpan Cpu, TimeSpan Wall)>()).ToArray();
            var startUps = contestants.Select(_ => new List<TimeSpan>()).ToArray();
            var turns = contestants[0].Bytes < SmallLog ? Math.Max(rounds, RoundsOfSmallLogs) : rounds;
            for (var round = 0; round < turns; round++)
            {
                for (var i = 0; i < contestants.Length; i++)
                {
                    startUps[i].Add(WholeProgram.Time(contestants[i].Command, empty).Cpu);
                    times[i].Add(WholeProgram.Time(contestants[i].Command, contestants[i].Path));
                }
            }

            measurements.AddRange(contestants.Select((row, i) => new Measurement(
                row, counts[i].Found, counts[i].PrivateBytes, Median(startUps[i]), Median(times[i].Select(time => time.Cpu)), Median(times[i].Select(time => time.Wall)))));
        }

        File.Delete(empty);
        return measurements;
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] sorted = [.. times.Order()];
        return sorted[sorted.Length / 2];
    }
}
