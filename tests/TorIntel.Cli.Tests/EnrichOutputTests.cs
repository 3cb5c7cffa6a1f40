using System.Text;

namespace TorIntel.Cli.Tests;

/// <summary>-o and --stats: files that appear whole or not at all.</summary>
public sealed class EnrichOutputTests
{
    private static readonly byte[] s_log = Encoding.UTF8.GetBytes(Lists.Plain + "\n" + Lists.ToGuard + "\n" + Lists.FromExit + "\nbad\n");

    [Theory]
    [InlineData("-o")]
    [InlineData("--output")]
    public async Task Output_goes_to_a_file_that_replaces_the_old_one(string option)
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);
        var output = folder.Write("out", "old");
        var expected = await ToolRun.RunAsync(["enrich", .. lists], s_log);
        var run = await ToolRun.RunAsync(["enrich", option, output, .. lists], s_log);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(expected.Text, await ReadAsync(output));
        Assert.Equal(5, Directory.GetFiles(folder.FullPath).Length); // four lists and the output: nothing is left behind
    }

    [Fact]
    public async Task A_failure_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);
        var output = folder.Write("out", "old");
        var good = folder.Write("good", s_log);
        var unknown = folder.Write("unknown", "what is this\n");
        var run = await ToolRun.RunAsync(["enrich", good, unknown, "-o", output, .. lists]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("old", await ReadAsync(output));
        Assert.Equal(7, Directory.GetFiles(folder.FullPath).Length);

        File.Delete(output);
        Assert.Equal(1, (await ToolRun.RunAsync(["enrich", good, unknown, "-o", output, .. lists])).ExitCode);
        Assert.Equal(6, Directory.GetFiles(folder.FullPath).Length);
    }

    [Fact]
    public async Task A_refused_list_or_wrong_usage_touches_no_output()
    {
        using var folder = new TemporaryFolder();
        var output = folder.Write("out", "old");
        var page = folder.Write("page", "<html>\n");

        Assert.Equal(1, (await ToolRun.RunAsync(["enrich", "-o", output, "--list", page], s_log)).ExitCode);
        Assert.Equal(2, (await ToolRun.RunAsync(["enrich", "-o", output, "--internal", "10.0.0.1/8"], s_log)).ExitCode);
        Assert.Equal("old", await ReadAsync(output));
        Assert.Equal(2, Directory.GetFiles(folder.FullPath).Length);
    }

    [Fact]
    public async Task The_input_may_be_the_output()
    {
        using var folder = new TemporaryFolder();
        var log = folder.Write("eve.json", s_log);
        var run = await ToolRun.RunAsync(["enrich", log, "-o", log, .. Lists.WriteTo(folder)]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4, (await ReadAsync(log)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\"tor\":{", await ReadAsync(log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_file_can_be_made_that_is_told_before_anything_is_read()
    {
        using var folder = new TemporaryFolder();
        var noFolder = Path.Combine(folder.FullPath, "none", "out");
        foreach (var option in new[] { "-o", "--stats" })
        {
            foreach (var (path, reason) in new[] { (folder.FullPath, "is a folder, not a file"), (noFolder, "no such folder") })
            {
                var run = await ToolRun.RunAsync(["enrich", option, path, .. Lists.WriteTo(folder)], s_log);

                Assert.Equal(1, run.ExitCode);
                Assert.Equal($"torintel: {path}: {reason}", run.Error.Trim());
                Assert.Empty(run.Output);
            }
        }
    }

    [Fact]
    public async Task A_dash_is_the_standard_output()
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);

        Assert.Equal((await ToolRun.RunAsync(["enrich", .. lists], s_log)).Text, (await ToolRun.RunAsync(["enrich", "-o", "-", .. lists], s_log)).Text);
        Assert.False(File.Exists("-"));
    }

    [Fact]
    public async Task A_link_stays_a_link_to_the_new_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        using var folder = new TemporaryFolder();
        var (target, link) = (folder.Write("target", "old"), Path.Combine(folder.FullPath, "link"));
        File.CreateSymbolicLink(link, target);
        var run = await ToolRun.RunAsync(["enrich", "-o", link, .. Lists.WriteTo(folder)], s_log);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(target, new FileInfo(link).LinkTarget);
        Assert.Contains("\"tor\":{", await ReadAsync(target), StringComparison.Ordinal);

        File.Delete(target);
        Assert.Equal(0, (await ToolRun.RunAsync(["enrich", "-o", link, .. Lists.WriteTo(folder)], s_log)).ExitCode);
        Assert.Contains("\"tor\":{", await ReadAsync(target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_is_written_to_and_never_replaced()
    {
        Assert.SkipUnless(File.Exists("/dev/null") && File.Exists("/dev/full"), "needs devices as files");
        using var folder = new TemporaryFolder();
        var before = Directory.GetFiles("/dev").Length;

        Assert.Equal(0, (await ToolRun.RunAsync(["enrich", "-o", "/dev/null", "--stats", "/dev/null", .. Lists.WriteTo(folder)], s_log)).ExitCode);
        var full = await ToolRun.RunAsync(["enrich", "-o", "/dev/full", .. Lists.WriteTo(folder)], s_log);

        Assert.Equal(1, full.ExitCode);
        Assert.Contains("/dev/full", full.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles("/dev").Length);
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [Fact]
    public async Task Stats_are_one_object_of_what_was_counted()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullPath, "stats.json");
        var run = await ToolRun.RunAsync(["enrich", "--stats", path, "--list-time", "2026-08-22", .. Lists.WriteTo(folder)], s_log);
        var stats = Json.Parse(await ReadAsync(path));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4, run.Lines.Length);
        Assert.Equal(["lines", "bytes", "tagged", "bad_lines", "by_confidence", "by_evidence", "by_direction", "seconds", "list", "by_format"], stats.Names());
        Assert.Equal("{\"eve\":4}", Compact(stats.GetProperty("by_format").GetRawText()));
        Assert.Equal(4, stats.GetProperty("lines").GetInt64());
        Assert.Equal(s_log.Length, stats.GetProperty("bytes").GetInt64());
        Assert.Equal(2, stats.GetProperty("tagged").GetInt64());
        Assert.Equal(1, stats.GetProperty("bad_lines").GetInt64());
        Assert.Equal("{\"high\":1,\"confirmed\":1}", Compact(stats.GetProperty("by_confidence").GetRawText()));
        Assert.Equal("{\"source-exit\":1,\"destination-or-endpoint\":1,\"port-relay\":1}", Compact(stats.GetProperty("by_evidence").GetRawText()));
        Assert.Equal("{\"inbound\":1,\"outbound\":1}", Compact(stats.GetProperty("by_direction").GetRawText()));
        Assert.InRange(stats.GetProperty("seconds").GetDouble(), 0, 60);
        Assert.Equal("{\"source\":\"relays.csv, guards.csv, exits.csv, exit-addresses\",\"time\":\"2026-08-22T00:00:00Z\",\"verified\":false}", Compact(stats.GetProperty("list").GetRawText()).Replace(",e", ", e", StringComparison.Ordinal).Replace(",g", ", g", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stats_of_nothing_are_whole_too_and_may_go_to_the_standard_output()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync(["enrich", "--stats", "-", "-o", Path.Combine(folder.FullPath, "out"), .. Lists.WriteTo(folder)]);
        var stats = Json.Parse(run.Text);

        Assert.Equal(0, stats.GetProperty("lines").GetInt64());
        Assert.Empty(stats.GetProperty("by_evidence").Names());
    }

    [Fact]
    public async Task No_stats_are_written_after_a_failure()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullPath, "stats.json");
        await ToolRun.RunAsync(["enrich", "--stats", path, .. Lists.WriteTo(folder)], Encoding.UTF8.GetBytes("what is this\n"));

        Assert.False(File.Exists(path));
    }

    private static string Compact(string json) => string.Concat(json.Where(c => !char.IsWhiteSpace(c)));

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}
