using System.Diagnostics;
using System.Globalization;

namespace TorIntel.Benchmarks;

/// <summary>Runs a program of the plan to its end.</summary>
internal static class WholeProgram
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(2);

    /// <summary>Runs it once; its output goes where ours goes.</summary>
    public static (TimeSpan Cpu, TimeSpan Wall) Time(string command, string log)
    {
        var before = CpuClock.OfChildren;
        var start = Stopwatch.GetTimestamp();
        using (var process = Start(command, log, readsOutput: false))
        {
            process.WaitForExit();
            Check(process, command);
        }

        return (CpuClock.OfChildren - before, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Runs it once and counts what it finds.</summary>
    public static (long Found, long PrivateBytes) Count(PlanRow row)
    {
        using var process = Start(row.Command, row.Path, readsOutput: true);
        var memory = Task.Run(() => WatchMemory(process));
        var found = 0L;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            found = row.Mark == "=" ? long.Parse(line) : found + (line.Contains(row.Mark, StringComparison.Ordinal) ? 1 : 0);
        }

        process.WaitForExit();
        Check(process, row.Command);
        return (found, memory.Result);
    }

    private static Process Start(string command, string log, bool readsOutput)
    {
        var words = command.Split(' ').Select(word => word == "{log}" ? log : word).ToArray();
        return Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = readsOutput })!;
    }

    // The greps return 1 when nothing was found.
    private static void Check(Process process, string command)
    {
        if (process.ExitCode is not (0 or 1))
        {
            throw new InvalidOperationException($"{command}: exit code {process.ExitCode}");
        }
    }

    // RssAnon: what is resident and no file's. Linux keeps no peak of it, so it is looked at all the time.
    private static long WatchMemory(Process process)
    {
        var peak = 0L;
        try
        {
            while (!process.HasExited)
            {
                foreach (var line in File.ReadLines($"/proc/{process.Id}/status").Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)))
                {
                    peak = Math.Max(peak, 1024 * long.Parse(line["RssAnon:".Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite));
                }

                Thread.Sleep(s_look);
            }
        }
        catch (IOException)
        {
            // It has just ended.
        }

        return peak;
    }
}
