using System.Globalization;

namespace TorIntel.Cli.Tests;

/// <summary>kill -9 while logs are followed, under load and rotation: what came in comes out, line for line.</summary>
public sealed class FollowKillTests
{
    private const string KillsVariable = "TORINTEL_KILLS";
    private const int DefaultKills = 5;

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable(KillsVariable), CultureInfo.InvariantCulture, out var kills) ? kills : DefaultKills;

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Killing_the_program_at_any_time_loses_no_line_and_doubles_none(int logCount, bool shifts)
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        var logs = Enumerable.Range(1, logCount).Select(i => Path.Combine(folder.FullPath, $"eve{i}.json")).ToList();
        var (output, checkpoint) = (Path.Combine(folder.FullPath, "enriched"), Path.Combine(folder.FullPath, "checkpoint"));
        string[] args = ["enrich", .. logs, "--follow", "-o", output, "--checkpoint", checkpoint, "--rotate-wait", "0.2", .. Lists.WriteTo(folder)];
        using (var first = RealProgram.Start(args)) // What is rotated before anybody follows is history.
        {
            first.WaitUntil(() => File.Exists(checkpoint), () => "no checkpoint");
        }

        var writers = logs.ConvertAll(log => new RotatingWriter(log, shifts, random.Next()));
        try
        {
            for (var i = 0; i < (Kills + 1) / 2; i++)
            {
                using var killed = RealProgram.Start(args);
                Thread.Sleep(random.Next(50, 1200)); // Also while it starts.
                Assert.False(killed.Process.HasExited, killed.Error);
                killed.Process.Kill();
                killed.WaitForExit();
            }

            // A line more, after the last kill: what was written but not yet in the checkpoint then is no sign that all is done now.
            var expected = writers.ConvertAll(writer => writer.Stop());
            for (var i = 0; i < logs.Count; i++)
            {
                var end = $"{{\"n\":0,\"log\":\"{Path.GetFileName(logs[i])}\",\"event_type\":\"flow\"}}";
                File.AppendAllText(logs[i], end + "\n");
                expected[i] = [.. expected[i], end];
            }

            using var last = RealProgram.Start(args);
            last.WaitUntil(() => CountLines(output) >= expected.Sum(lines => lines.Count), () => $"{CountLines(output)} of {expected.Sum(lines => lines.Count)} lines came, seed {seed}");
            last.Send("TERM");
            last.WaitForExit();

            Assert.Equal(143, last.Process.ExitCode);
            Assert.True(writers.TrueForAll(writer => writer.Rotations > 0));
            Check(File.ReadAllLines(output), logs, expected);
        }
        finally
        {
            writers.ForEach(writer => writer.Dispose());
        }
    }

    private static void Check(string[] lines, List<string> logs, List<IReadOnlyList<string>> expected)
    {
        Assert.Contains(lines, line => Json.TagOf(line) is not null);
        for (var i = 0; i < logs.Count; i++)
        {
            var mark = $"\"log\":\"{Path.GetFileName(logs[i])}\"";
            Assert.Equal(expected[i], lines.Where(line => line.Contains(mark, StringComparison.Ordinal)).Select(WithoutTag));
        }

        Assert.Equal(expected.Sum(written => written.Count), lines.Length);
    }

    private static string WithoutTag(string line) => line.IndexOf(",\"tor\":{", StringComparison.Ordinal) is var at and > 0 ? line[..at] + "}" : line;

    private static int CountLines(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes); // Its length may change meanwhile.
        return bytes.ToArray().AsSpan().Count((byte)'\n');
    }
}
