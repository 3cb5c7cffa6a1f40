namespace TorIntel.Cli.Tests;

/// <summary><c>torintel export</c>, from the command line to the file.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Exits_come_out_as_few_prefixes_and_other_relays_do_not()
    {
        var run = await ExportAsync("cidr");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal(["198.51.100.64/28", "198.51.100.99/32", "203.0.113.40/32"], run.Lines.Where(line => line[0] != '#'));
        Assert.Contains("# TorIntel: block-inbound", run.Lines);
        Assert.Contains("# time: 2026-08-22T21:00:00Z, 60 minutes old at 2026-08-22T22:00:00Z", run.Lines);
    }

    [Fact]
    public async Task Outbound_has_endpoints_where_the_target_can()
    {
        var run = await ExportAsync("nftables", "--policy", "monitor-outbound");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("192.0.2.10 . 9001", run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("drop", run.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("which target? 'torintel export --targets' lists them")]
    [InlineData("'nftable' is no target; 'torintel export --targets' lists them", "nftable")]
    [InlineData("'all' needs a folder: --output FOLDER", "all")]
    [InlineData("--diff needs one target, and the file that is there: --output PATH", "cidr", "--diff")]
    [InlineData("--max-entries needs a number above 0", "cidr", "--max-entries", "0")]
    [InlineData("--family is 4 or 6", "cidr", "--family", "5")]
    [InlineData("'block' is no policy; there are block-inbound, monitor-inbound, block-outbound, monitor-outbound, blended", "cidr", "--policy", "block")]
    [InlineData("'10.0.0.1/8' is no network; write 192.168.0.0/16, without bits behind the prefix length", "cidr", "--protect", "10.0.0.1/8")]
    [InlineData("'10.0.0' is no network, host name or fingerprint to allow", "cidr", "--allow", "10.0.0")]
    public async Task Wrong_usage_is_one_sentence_and_2(string message, params string[] args)
    {
        var run = await ExportAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task What_would_hurt_is_refused_and_the_file_that_is_there_stays()
    {
        var path = _folder.Write("tor.cidr", "# as it was\n");
        foreach (var (args, why) in new (string[], string)[]
        {
            (["--protect", "203.0.113.0/24"], "203.0.113.40/32"),
            (["--at", "2026-08-25T00:00:00Z"], "stale"),
            (["--max-entries", "2"], "3 entries are needed, and 2 are allowed"),
            (["--allow", "198.51.100.0/24", "--allow", "203.0.113.0/24"], "no exits"),
        })
        {
            var run = await ExportAsync(["cidr", "-o", path, .. args]);

            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith("torintel: refused: ", run.Error, StringComparison.Ordinal);
            Assert.Contains(why, run.Error, StringComparison.Ordinal);
            Assert.Equal("# as it was\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        }

        Assert.Equal([path], Directory.GetFiles(_folder.FullPath, "tor*"));
    }

    [Fact]
    public async Task Less_than_half_of_what_is_there_is_refused_unless_it_is_allowed()
    {
        var path = _folder.Write("tor.cidr", string.Concat(Enumerable.Repeat("192.0.2.1/32\n", 1000)));
        var refused = await ExportAsync("cidr", "-o", path);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("less than half", refused.Error, StringComparison.Ordinal);
        Assert.Equal(13_000, new FileInfo(path).Length);

        Assert.Equal(0, (await ExportAsync("cidr", "-o", path, "--allow-shrunken")).ExitCode);
        Assert.InRange(new FileInfo(path).Length, 50, 1_000);
    }

    [Fact]
    public async Task Widening_says_how_many_addresses_no_list_has()
    {
        var run = await ExportAsync("cidr", "--max-entries", "2", "--widen");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("cidr: widened to 2 entries, which cover 47 addresses that no list has", run.Error, StringComparison.Ordinal);
        Assert.Equal(["198.51.100.64/26", "203.0.113.40/32"], run.Lines.Where(line => line[0] != '#'));
    }

    [Fact]
    public async Task A_difference_shows_what_would_go_and_come_and_writes_nothing()
    {
        var path = _folder.Write("tor.cidr", "198.51.100.64/28\n192.0.2.99/32\n203.0.113.40/32\n");
        var run = await ExportAsync("cidr", "-o", path, "--diff");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("-192.0.2.99/32", run.Lines);
        Assert.Contains("+198.51.100.99/32", run.Lines);
        Assert.DoesNotContain(run.Lines, line => line.EndsWith("203.0.113.40/32", StringComparison.Ordinal));
        Assert.Equal(3, (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).Length);
    }

    [Theory]
    [InlineData("block-inbound")]
    [InlineData("monitor-outbound")]
    [InlineData("blended")]
    public async Task All_targets_are_written_and_the_same_view_gives_the_same_bytes(string policy)
    {
        var (first, second) = (Path.Combine(_folder.FullPath, "first"), Path.Combine(_folder.FullPath, "second"));
        var run = await ExportAsync("all", "-o", first, "--policy", policy, "--monitored", "10.0.0.0/8", "--ports");
        await ExportAsync("all", "-o", second, "--policy", policy, "--monitored", "10.0.0.0/8", "--ports");

        Assert.Equal(0, run.ExitCode);
        var files = Directory.GetFiles(first, "*", SearchOption.AllDirectories);
        Assert.InRange(files.Length, 20, 200);
        Assert.All(files, file =>
        {
            Assert.NotEqual(0, new FileInfo(file).Length);
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(second, Path.GetRelativePath(first, file))));
        });
    }

    [Fact]
    public async Task Targets_are_listed_with_what_each_can_express()
    {
        var run = await ToolRun.RunAsync("export", "--targets");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, line => line.StartsWith("nftables ", StringComparison.Ordinal) && line.Contains("address:port", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.StartsWith("mmdb ", StringComparison.Ordinal));
        Assert.Equal(run.Lines.Length, run.Lines.Select(line => line.Split(' ')[0]).Distinct().Count());
    }

    private Task<ToolRun> ExportAsync(params string[] args)
    {
        string[] at = args.Contains("--at") ? [] : ["--at", "2026-08-22T22:00:00Z"];
        return ToolRun.RunAsync(["export", .. args, .. Lists.WriteTo(_folder), "--list-time", "2026-08-22T21:00:00Z", .. at]);
    }
}
