using System.ComponentModel;
using System.Diagnostics;

namespace TorIntel.Benchmarks;

/// <summary>ripgrep, which finds the lines of a file that hold one of many texts: <c>rg -F -f LIST LOG</c>.</summary>
internal sealed class Ripgrep : IDisposable
{
    public const string WhyNot = "// ripgrep is not installed (apt-get install ripgrep): its rows are left out.";

    // It finds 1.2.3.4 in 11.2.3.45 too.
    private const double MostWrong = 0.05;
    private const int StartUpRounds = 9;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("torintel-rg");

    public static bool IsAvailable { get; } = TryStart();

    /// <summary>ripgrep on a log.</summary>
    /// <param name="name">What the contestant is called.</param>
    /// <param name="log">The log, which is written to a file.</param>
    /// <param name="addresses">The addresses, as the log writes them.</param>
    /// <param name="hits">How many lines are known to hold one of them.</param>
    /// <param name="matches">Whether matches count instead of lines: several events of a log can share a line.</param>
    /// <returns>A contestant whose result is how many lines fewer or more it finds; a few more are forgiven. Its start-up, which long logs make up for, does not count.</returns>
    public Contestant Contestant(string name, byte[] log, IEnumerable<string> addresses, long hits, bool matches = false)
    {
        var (list, file, empty) = (NewPath(), NewPath(), NewPath());
        File.WriteAllLines(list, addresses);
        File.WriteAllBytes(file, log);
        File.WriteAllBytes(empty, []);
        var startUps = Enumerable.Range(0, StartUpRounds).Select(_ =>
        {
            var before = CpuClock.OfChildren;
            CountLines(list, empty, matches);
            return CpuClock.OfChildren - before;
        });
        return new Contestant(name, () => CountLines(list, file, matches) - hits is var wrong && wrong >= 0 && wrong <= 2 + (hits * MostWrong) ? 0 : wrong)
        {
            Clock = () => CpuClock.OfChildren,
            StartUp = startUps.Order().ElementAt(StartUpRounds / 2),
        };
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static long CountLines(string list, string file, bool matches)
    {
        using var rg = Process.Start(new ProcessStartInfo("rg", [matches ? "-Fo" : "-F", "-f", list, file]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var lines = 0L;
        while (rg.StandardOutput.ReadLine() is not null)
        {
            lines++;
        }

        rg.WaitForExit();
        return lines;
    }

    private static bool TryStart()
    {
        try
        {
            using var rg = Process.Start(new ProcessStartInfo("rg", ["--version"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            rg.StandardOutput.ReadToEnd();
            rg.WaitForExit();
            return rg.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private string NewPath() => Path.Combine(_folder.FullName, Path.GetRandomFileName());
}
