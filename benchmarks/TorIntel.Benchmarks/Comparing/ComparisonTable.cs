namespace TorIntel.Benchmarks;

/// <summary>The table of a comparison, as Markdown.</summary>
internal static class ComparisonTable
{
    // Text search finds 1.2.3.4 in 11.2.3.45 too: a few more lines than have a listed address.
    private const double MostWrong = 0.02;

    /// <summary>Writes the table.</summary>
    /// <returns>Whether everyone found what is in the logs.</returns>
    public static bool Write(IReadOnlyList<Measurement> measurements, TextWriter output)
    {
        output.WriteLine("| contestant | log | list | does | MB | hits found | MB per CPU s | wall s | start-up, CPU ms | private MB | ours is faster | ours, once started |");
        output.WriteLine("| --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var isRight = true;
        foreach (var one in measurements)
        {
            var row = one.Row;
            var isCorrect = row.Hits < 0 || (one.Found >= row.Hits && one.Found <= MostFound(row));
            isRight &= isCorrect;
            var ours = measurements.FirstOrDefault(other => other.Row.Contestant == PlanRow.Ours && other.Row.Log == row.Log && (row.List == "-" || other.Row.List == row.List));
            var found = row.Hits < 0 ? "-" : one.Found == row.Hits ? $"{one.Found}" : isCorrect ? $"{one.Found} ({one.Found - row.Hits} wrong)" : $"**{one.Found}, not {row.Hits}**";
            var ratios = ours is null ? "- | -" : $"{Times(ours.Rate / one.Rate)} | {Times(ours.RateOnceStarted / one.RateOnceStarted)}";
            output.WriteLine($"| {row.Contestant} | {row.Log} | {row.List} | {row.Does} | {row.Bytes / 1e6:F0} | {found} | {one.Rate:F0} | {one.Wall.TotalSeconds:F3} | {one.StartUp.TotalMilliseconds:F1} | {one.PrivateBytes / 1e6:F0} | {ratios} |");
        }

        return isRight;
    }

    private static string Times(double ratio) => double.IsNaN(ratio) ? "-" : $"{ratio:F2}x";

    private static long MostFound(PlanRow row) => row.Contestant.StartsWith("rg", StringComparison.Ordinal) ? row.Hits + 2 + (long)(row.Hits * MostWrong) : row.Hits;
}
