namespace TorIntel.Benchmarks;

/// <summary>One whole program to measure: a line of the plan, columns separated by tabs.</summary>
/// <param name="Contestant">Its name.</param>
/// <param name="Log">What its log is called in the table.</param>
/// <param name="List">The list that it looks addresses up in; <c>-</c> if in none.</param>
/// <param name="Does">What it does, in words.</param>
/// <param name="Path">The log.</param>
/// <param name="Hits">How many events of the log have a listed address; -1 if the program looks for none.</param>
/// <param name="Mark">What only lines of the output with a hit contain; empty if the output is hits only; <c>=</c> if it is their number.</param>
/// <param name="Command">The program and its arguments, separated by spaces; <c>{log}</c> stands for the log.</param>
internal sealed record PlanRow(string Contestant, string Log, string List, string Does, string Path, long Hits, string Mark, string Command)
{
    public const string Ours = "torintel";

    public long Bytes { get; } = new FileInfo(Path).Length;

    public static PlanRow Parse(string line)
    {
        var columns = line.Split('\t');
        return new PlanRow(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5] == "-" ? -1 : long.Parse(columns[5]), columns[6], columns[7]);
    }
}
