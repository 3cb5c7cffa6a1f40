using System.CommandLine;

namespace TorIntel.Benchmarks;

/// <summary><c>measure</c>: runs the programs of a plan in turn and writes the table. What they write goes to our standard output, so that has to be /dev/null.</summary>
internal static class MeasureCommand
{
    public static Command Create()
    {
        var plan = new Argument<FileInfo>("PLAN") { Description = "The programs, one a line; columns as in PlanRow, separated by tabs." };
        var rounds = new Option<int>("--rounds") { Description = "How often each program runs.", DefaultValueFactory = _ => 5 };
        var output = new Option<string>("--output", "-o") { Description = "The table.", Required = true };
        var command = new Command("measure", "Runs whole programs in turn and writes a table of medians.") { plan, rounds, output };
        command.SetAction(parsed =>
        {
            PlanRow[] rows = [.. File.ReadLines(parsed.GetRequiredValue(plan).FullName).Select(PlanRow.Parse)];
            var measurements = Comparison.Measure(rows, parsed.GetValue(rounds), Console.Error);
            using var table = new StreamWriter(parsed.GetRequiredValue(output));
            return ComparisonTable.Write(measurements, table) ? 0 : 1;
        });
        return command;
    }
}
