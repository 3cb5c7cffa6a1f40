using System.IO.Compression;
using System.Text;

namespace TorIntel.Cli.Tests;

public sealed class EnrichTests
{
    private static readonly byte[] s_log = Encoding.UTF8.GetBytes(Lists.Plain + "\n" + Lists.ToGuard + "\n" + Lists.FromExit + "\n");

    [Fact]
    public async Task Reads_the_standard_input_and_writes_data_and_messages_apart()
    {
        using var folder = new TemporaryFolder();
        string[] lists = Lists.WriteTo(folder);
        foreach (string[] files in new string[][] { [], ["-"] })
        {
            var run = await ToolRun.RunAsync(["enrich", .. files, .. lists], s_log);

            Assert.Equal(0, run.ExitCode);
            Assert.Equal(3, run.Lines.Length);
            Assert.Equal(Lists.Plain, run.Lines[0]);
            Assert.Equal("confirmed", Json.TagOf(run.Lines[1])!.Value.Text("confidence"));
            Assert.Equal("high", Json.TagOf(run.Lines[2])!.Value.Text("confidence"));
            Assert.Equal("torintel: 3 lines of eve, 2 tagged (1 confirmed, 1 high), 0 bad\n", run.SteadyError.ReplaceLineEndings("\n"));
        }
    }

    [Fact]
    public async Task Reads_several_files_one_after_the_other_each_in_its_format()
    {
        using var folder = new TemporaryFolder();
        var eve = folder.Write("eve.json", s_log);
        var zeek = folder.Write("conn.log", "#separator \\x09\n#fields\tid.orig_h\tid.resp_h\tid.resp_p\n10.0.0.1\t192.0.2.10\t9001\n");
        var access = folder.Write("access.log", "198.51.100.70 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 1\n");
        var run = await ToolRun.RunAsync(["enrich", eve, "-", zeek, access, .. Lists.WriteTo(folder)], Encoding.UTF8.GetBytes("[" + Lists.ToGuard + "]\n"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3 + 1 + 4 + 1, run.Lines.Length);
        Assert.Contains("8 lines of access, eve, zeek-tsv, 5 tagged (3 confirmed, 2 high), 0 bad", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("}", run.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new string[0], Lists.Plain + "\n" + Lists.Plain)]
    [InlineData(new[] { "--only-tagged" }, "")]
    [InlineData(new[] { "--min-confidence", "high" }, Lists.Plain + "\n" + Lists.Plain)]
    public async Task Two_logs_share_no_line(string[] options, string expected)
    {
        using var folder = new TemporaryFolder();
        var log = folder.Write("eve.json", Lists.Plain); // without a last newline
        var run = await ToolRun.RunAsync(["enrich", log, log, .. options, .. Lists.WriteTo(folder)]);

        Assert.Equal(expected, run.Text);
    }

    [Theory]
    [InlineData("tor", "\"onion\":{")]
    [InlineData("ecs", "\"onion\":{")]
    [InlineData("ocsf", "\"unmapped\":{\"onion\":{")]
    [InlineData("asim", "\"AdditionalFields\":{\"onion\":{")]
    [InlineData("cim", "\"onion_confidence\":")]
    [InlineData("otel", "\"onion.confidence\":")]
    [InlineData("flat", "\"onion_confidence\":")]
    public async Task Writes_tags_in_the_schema_and_under_the_name_that_are_asked_for(string schema, string expected)
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync(["enrich", "--schema", schema, "--tag-name", "onion", .. Lists.WriteTo(folder)], Encoding.UTF8.GetBytes(Lists.ToGuard));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("," + expected, run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"tor\":{", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_logs_under_gzip_whatever_their_name()
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);
        var gzip = Gzip(s_log);
        var plain = await ToolRun.RunAsync(["enrich", .. lists], s_log);
        var fromFile = await ToolRun.RunAsync(["enrich", folder.Write("eve.json", gzip), .. lists]);
        var fromInput = await ToolRun.RunAsync(["enrich", .. lists], [.. gzip, .. gzip]);

        Assert.Equal(plain.Text, fromFile.Text);
        Assert.Equal(plain.Text + plain.Text, fromInput.Text);
    }

    [Fact]
    public async Task Fails_at_gzip_that_is_damaged_or_cut()
    {
        using var folder = new TemporaryFolder();
        var gzip = Gzip(s_log);
        foreach (var damaged in new[] { gzip[..^1], gzip[..(gzip.Length / 2)], [.. gzip[..40], .. new byte[20], .. gzip[60..]] })
        {
            var log = folder.Write("eve.json.gz", damaged);
            var output = Path.Combine(folder.FullPath, "out");
            var run = await ToolRun.RunAsync(["enrich", log, "-o", output, .. Lists.WriteTo(folder)]);

            Assert.Equal(1, run.ExitCode);
            Assert.Equal($"torintel: {log}: its gzip data are damaged or cut", run.Error.Trim());
            Assert.False(File.Exists(output));
        }
    }

    [Theory]
    [InlineData("eve", Lists.ToGuard)]
    [InlineData("zeek-json", "{\"id_orig_h\":\"10.0.0.1\",\"id_resp_h\":\"192.0.2.10\",\"id_resp_p\":9001}")]
    [InlineData("zeek-tsv", "#fields\tid.resp_h\tid.resp_p\n192.0.2.10\t9001")]
    [InlineData("access", "203.0.113.40 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 1")]
    public async Task Takes_the_format_that_is_said(string format, string log)
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);
        var said = await ToolRun.RunAsync(["enrich", "--format", format, .. lists], Encoding.UTF8.GetBytes(log + "\n"));
        var auto = await ToolRun.RunAsync(["enrich", "--format", "auto", .. lists], Encoding.UTF8.GetBytes(log + "\n"));
        var wrong = await ToolRun.RunAsync(["enrich", "--format", format == "eve" ? "access" : "eve", .. lists], Encoding.UTF8.GetBytes(log + "\n"));

        Assert.Contains("1 tagged", said.Error, StringComparison.Ordinal);
        Assert.Equal(said.Text, auto.Text);
        Assert.Equal(format == "zeek-json" ? 0 : log.Split('\n').Length, wrong.Error.Split('\n').Count(line => line.StartsWith("torintel: -:", StringComparison.Ordinal)));
        Assert.Equal(log + "\n", wrong.Text);
    }

    [Fact]
    public async Task Fails_at_a_log_of_unknown_format_and_says_how_to_go_on()
    {
        using var folder = new TemporaryFolder();
        var log = folder.Write("notes.txt", "Whatever this is, it is the log of nothing.\n");
        var run = await ToolRun.RunAsync(["enrich", log, .. Lists.WriteTo(folder)]);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith($"torintel: {log}: cannot tell the format of this log", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Names_the_first_ten_bad_lines_and_counts_the_others()
    {
        using var folder = new TemporaryFolder();
        var log = folder.Write("eve.json", Lists.ToGuard + "\n" + string.Concat(Enumerable.Repeat("bad\n", 25)));
        var run = await ToolRun.RunAsync(["enrich", log, .. Lists.WriteTo(folder)]);
        var messages = run.SteadyError.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Enumerable.Range(2, 10).Select(line => $"torintel: {log}:{line}: not a JSON object"), messages[..10]);
        Assert.Equal(["torintel: 15 more bad lines", "torintel: 26 lines of eve, 1 tagged (1 confirmed), 25 bad"], messages[10..]);
        Assert.Equal(25, run.Lines.Count(line => line == "bad"));
    }

    [Theory]
    [InlineData("bad\n", 3)]
    [InlineData(Lists.Plain + "\n", 0)]
    [InlineData("\n\n", 0)]
    public async Task Strict_returns_3_if_a_line_of_a_log_is_bad(string log, int exitCode)
    {
        using var folder = new TemporaryFolder();
        var output = Path.Combine(folder.FullPath, "out");
        var run = await ToolRun.RunAsync(["enrich", "--format", "eve", "--strict", "-o", output, .. Lists.WriteTo(folder)], Encoding.UTF8.GetBytes(log));

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(log, await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken)); // It is still written.
    }

    [Fact]
    public async Task Strict_returns_3_if_a_line_of_a_list_is_bad()
    {
        using var folder = new TemporaryFolder();
        var list = folder.Write("list", "192.0.2.10\n203.0.113.40\nbad\n");
        string[] args = ["enrich", "--list", "exit=" + list, "--include-special"];

        Assert.Equal(0, (await ToolRun.RunAsync(args, s_log)).ExitCode);
        var run = await ToolRun.RunAsync([.. args, "--strict"], s_log);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"torintel: {list}:3: 'bad' is no address or prefix", run.Error, StringComparison.Ordinal);
        Assert.Equal(3, run.Lines.Length);
    }

    [Fact]
    public async Task Only_tagged_and_the_least_confidence_choose_what_is_passed()
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);
        var log = Encoding.UTF8.GetBytes(string.Join('\n', Lists.Plain, Lists.FromMiddle, Lists.Dns, Lists.FromExit, Lists.ToGuard));
        foreach (var (least, count) in new[] { ("low", 4), ("medium", 3), ("high", 2), ("confirmed", 1) })
        {
            var only = await ToolRun.RunAsync(["enrich", "--only-tagged", "--min-confidence", least, .. lists], log);
            var all = await ToolRun.RunAsync(["enrich", "--min-confidence", least, .. lists], log);

            Assert.Equal(count, only.Lines.Length);
            Assert.All(only.Lines, line => Assert.NotNull(Json.TagOf(line)));
            Assert.Equal(only.Lines, all.Lines.Where(line => Json.TagOf(line) is not null));
            Assert.Equal(5, all.Lines.Length);
        }
    }

    [Fact]
    public async Task Nothing_in_gives_nothing_out()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync(["enrich", .. Lists.WriteTo(folder)]);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal("torintel: 0 lines, 0 tagged, 0 bad", run.SteadyError.Trim());
    }

    [Fact]
    public async Task A_missing_log_is_told_before_anything_is_read()
    {
        using var folder = new TemporaryFolder();
        var good = folder.Write("eve.json", s_log);
        var missing = Path.Combine(folder.FullPath, "missing.json");
        foreach (var (path, reason) in new[] { (missing, "no such file"), (folder.FullPath, "is a folder, not a file"), (Path.Combine(missing, "x"), "no such file") })
        {
            var run = await ToolRun.RunAsync(["enrich", good, path, .. Lists.WriteTo(folder)]);

            Assert.Equal(1, run.ExitCode);
            Assert.Empty(run.Output);
            Assert.Equal($"torintel: {path}: {reason}", run.Error.Trim());
        }
    }

    [Fact]
    public async Task A_log_that_may_not_be_read_is_told()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess || OperatingSystem.IsWindows(), "needs a user who may not read everything");
        using var folder = new TemporaryFolder();
        var log = folder.Write("eve.json", s_log);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(log, UnixFileMode.None);
        }

        var run = await ToolRun.RunAsync(["enrich", log, .. Lists.WriteTo(folder)]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"torintel: {log}: may not be accessed", run.Error.Trim());
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return result.ToArray();
    }
}
