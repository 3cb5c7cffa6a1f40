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
    [InlineData("--monitored is for --policy blended", "cidr", "--monitored", "10.0.0.0/8")]
    [InlineData("'0.0002' is no number of hours from a minute (0.02) on", "nftables", "--expire", "0.0002")]
    [InlineData("pf is several files for this policy: --output FOLDER/", "pf", "--policy", "blended")]
    [InlineData("pf is several files for this policy: --output FOLDER/", "pf", "--policy", "blended", "-o", "not-there/tor.pf")]
    [InlineData("aws-waf-ipset takes addresses of one family: --family 4 or 6", "aws-waf-ipset")]
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
            (["--max-entries", "2"], "(--max-entries, --widen)"),
            (["--at", "2026-08-22T12:00:00Z"], "a clock is wrong"),
            (["--family", "6"], "no addresses of IPv6"),
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
        Assert.Contains("less than half would be left: from rows: 1000 sources of IPv4", refused.Error, StringComparison.Ordinal);
        Assert.Contains("(--allow-shrunken)", refused.Error, StringComparison.Ordinal);
        Assert.Equal(13_000, new FileInfo(path).Length);

        Assert.Equal(0, (await ExportAsync("cidr", "-o", path, "--allow-shrunken")).ExitCode);
        Assert.InRange(new FileInfo(path).Length, 50, 1_000);
    }

    [Fact]
    public async Task Shrinking_is_told_by_the_rows_of_a_direction_where_a_header_has_them()
    {
        var (path, link) = (Path.Combine(_folder.FullPath, "tor.nft"), Path.Combine(_folder.FullPath, "link.nft"));
        Assert.Equal(0, (await ExportAsync("nftables", "--policy", "blended", "-o", path)).ExitCode);
        File.CreateSymbolicLink(link, path);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains("rows: 3 sources of IPv4, ", text, StringComparison.Ordinal);

        await File.WriteAllTextAsync(path, text.Replace("rows: 3 sources", "rows: 6 sources", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await ExportAsync("nftables", "--policy", "blended", "-o", path)).ExitCode);
        foreach (var name in new[] { path, link })
        {
            await File.WriteAllTextAsync(path, text.Replace("rows: 3 sources", "rows: 7 sources", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var refused = await ExportAsync("nftables", "--policy", "blended", "-o", name);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("from rows: 7 sources", refused.Error, StringComparison.Ordinal);
            Assert.Equal(0, (await ExportAsync("nftables", "--policy", "block-outbound", "-o", name)).ExitCode);
        }
    }

    [Fact]
    public async Task A_link_in_the_current_folder_stays_a_link_to_the_new_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        var target = _folder.Write("real.cidr", "");
        File.CreateSymbolicLink(Path.Combine(_folder.FullPath, "link.cidr"), "real.cidr");
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(_folder.FullPath, "link.cidr"));

        Assert.Equal(0, (await ExportAsync("cidr", "-o", relative)).ExitCode);
        Assert.Contains("203.0.113.40/32\n", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("real.cidr", new FileInfo(Path.Combine(_folder.FullPath, "link.cidr")).LinkTarget);
    }

    [Fact]
    public async Task Who_could_read_the_old_file_can_read_the_new_one()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("files have no mode there");
            return;
        }

        var path = _folder.Write("tor.cidr", "");
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherWrite;
        File.SetUnixFileMode(path, mode | UnixFileMode.SetUser);

        Assert.Equal(0, (await ExportAsync("cidr", "-o", path)).ExitCode);
        Assert.NotEqual(0, new FileInfo(path).Length);
        Assert.Equal(mode, File.GetUnixFileMode(path)); // and nobody runs as its owner
    }

    [Fact]
    public async Task A_device_behind_a_link_is_written_to_and_not_replaced()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root makes devices");
        var (device, link) = (Path.Combine(_folder.FullPath, "device"), Path.Combine(_folder.FullPath, "link"));
        using (var mknod = System.Diagnostics.Process.Start("mknod", [device, "c", "1", "3"]))
        {
            await mknod.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipUnless(mknod.ExitCode == 0, "no devices can be made here");
        }

        File.CreateSymbolicLink(link, "device");
        foreach (var path in new[] { device, link })
        {
            Assert.Equal(0, (await ExportAsync("cidr", "-o", path)).ExitCode);
            Assert.True(LinuxCalls.IsDevice(device));
        }
    }

    [Fact]
    public async Task A_family_that_is_gone_is_not_left_as_it_was_beside_the_other()
    {
        var waf = Path.Combine(_folder.FullPath, "waf");
        Directory.CreateDirectory(waf);
        await File.WriteAllTextAsync(Path.Combine(waf, "tor-waf-v6.json"), "{}", TestContext.Current.CancellationToken);
        var refused = await ExportAsync("aws-waf-ipset", "-o", waf);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("tor-waf-v6.json: nothing would be left", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(waf, "tor-waf-v4.json")));
        Assert.Equal(0, (await ExportAsync("aws-waf-ipset", "-o", waf, "--allow-shrunken")).ExitCode);
    }

    [Fact]
    public async Task The_new_file_is_the_owners_of_the_old_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root of Linux gives files away");
        var path = _folder.Write("tor.cidr", "");
        using (var file = File.OpenHandle(path, access: FileAccess.ReadWrite))
        {
            Assert.True(LinuxCalls.TryChangeOwner(file, 12345, 23456));
        }

        Assert.Equal(0, (await ExportAsync("cidr", "-o", path)).ExitCode);
        Assert.NotEqual(0, new FileInfo(path).Length);
        Assert.Equal((12345u, 23456u), LinuxCalls.OwnerOf(path));
    }

    [Fact]
    public async Task Of_several_files_all_are_replaced_or_none()
    {
        var folder = Path.Combine(_folder.FullPath, "squid");
        Assert.Equal(0, (await ExportAsync("squid-acl", "--policy", "blended", "-o", folder)).ExitCode);
        var before = Directory.GetFiles(folder).ToDictionary(file => file, File.ReadAllText);
        Assert.Equal(3, before.Count);

        // The sources alone would fit.
        var refused = await ExportAsync("squid-acl", "--policy", "blended", "-o", folder, "--max-entries", "4", "--at", "2026-08-22T22:10:00Z");
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(before, Directory.GetFiles(folder).ToDictionary(file => file, File.ReadAllText));

        Assert.Equal(0, (await ExportAsync("squid-acl", "--policy", "blended", "-o", folder, "--at", "2026-08-22T22:10:00Z")).ExitCode);
        Assert.All(before, file => Assert.NotEqual(file.Value, File.ReadAllText(file.Key)));
    }

    [Fact]
    public async Task A_folder_takes_one_file_too_under_its_own_name()
    {
        Assert.Equal(0, (await ExportAsync("pf", "-o", _folder.FullPath)).ExitCode);
        Assert.True(File.Exists(Path.Combine(_folder.FullPath, "tor.pf")));
        Assert.Equal(0, (await ExportAsync("aws-waf-ipset", "-o", Path.Combine(_folder.FullPath, "waf") + "/")).ExitCode);
        Assert.Equal(["tor-waf-v4.json"], Directory.GetFiles(Path.Combine(_folder.FullPath, "waf")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_was_to_be_allowed_and_is_not_listed_is_told()
    {
        var run = await ExportAsync("unbound", "--policy", "block-outbound", "--allow", "203.0.113.0/30", "--allow", "$F0F0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A~nobody", "--allow", "partner.example");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("note: 203.0.113.0/30 is allowed, and is not in the list anyway", run.Error, StringComparison.Ordinal);
        Assert.Contains("note: F0F0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A is allowed, and no list has that relay", run.Error, StringComparison.Ordinal);
        Assert.Contains("note: partner.example is allowed, and is not in the list anyway", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_addresses_are_told_where_there_are_no_comments_to_tell_it()
    {
        var run = await ExportAsync("paloalto-edl-ip", "--policy", "block-outbound");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("note: paloalto-edl-ip: whole addresses", run.Error, StringComparison.Ordinal);
        Assert.Empty((await ExportAsync("paloalto-edl-ip")).Error);
    }

    [Fact]
    public async Task A_list_of_an_unknown_time_is_refused()
    {
        string[] lists = Lists.WriteTo(_folder);
        var refused = await ToolRun.RunAsync(["export", "cidr", .. lists]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("of an unknown time", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ToolRun.RunAsync(["export", "cidr", .. lists, "--allow-stale"])).ExitCode);
    }

    [Fact]
    public async Task All_goes_on_after_a_refusal_and_tells_it_by_its_exit_code_and_of_files_of_before()
    {
        var folder = Path.Combine(_folder.FullPath, "all");
        Assert.Equal(0, (await ExportAsync("all", "-o", folder)).ExitCode);
        File.Delete(Path.Combine(folder, "tor.csv"));
        Directory.CreateDirectory(Path.Combine(folder, "tor.csv"));
        await File.WriteAllTextAsync(Path.Combine(folder, "torintel.nft"), "# rows: 9 sources of IPv4, 0 of IPv6, 0 destinations of IPv4, 0 of IPv6\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "torintel.rpz"), "; of another policy\n", TestContext.Current.CancellationToken);
        var run = await ExportAsync("all", "-o", folder, "--at", "2026-08-22T22:10:00Z");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("tor.csv: is a folder, not a file", run.Error, StringComparison.Ordinal);
        Assert.Contains("from rows: 9 sources", run.Error, StringComparison.Ordinal);
        Assert.Contains("left out: rpz cannot express this policy: it is for outbound only", run.Error, StringComparison.Ordinal);
        Assert.Contains("files were there before and were not written now: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("torintel.rpz", run.Error, StringComparison.Ordinal);
        Assert.Contains(", 2 refused or failed", run.Error, StringComparison.Ordinal);
        Assert.Contains("at 2026-08-22T22:10:00Z", await File.ReadAllTextAsync(Path.Combine(folder, "torintel.geo.conf".Replace(".geo", "-geo", StringComparison.Ordinal)), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Widening_says_how_many_addresses_no_list_has()
    {
        var run = await ExportAsync("cidr", "--max-entries", "2", "--widen");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("cidr: widened to 2 entries, which cover 47 addresses of IPv4 and 0 of IPv6 that no list has", run.Error, StringComparison.Ordinal);
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
        Assert.Contains("@@ -2,1 +8,1 @@", run.Lines);
        Assert.DoesNotContain(run.Lines, line => line.EndsWith("203.0.113.40/32", StringComparison.Ordinal));
        Assert.Equal(3, (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).Length);
        Assert.Contains("7 would come", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_shows_a_line_that_moves_to_another_place()
    {
        var path = Path.Combine(_folder.FullPath, "tor.nft");
        Assert.Equal(0, (await ExportAsync("nftables", "-o", path)).ExitCode);
        Assert.Empty((await ExportAsync("nftables", "-o", path, "--diff")).Output);
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(path, [.. lines[..^2], lines[^1], lines[^2]], TestContext.Current.CancellationToken);

        var run = await ExportAsync("nftables", "-o", path, "--diff");
        Assert.Equal(2, run.Lines.Count(line => line[0] is '-' or '+' && !line.StartsWith("---", StringComparison.Ordinal) && !line.StartsWith("+++", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\r\n", 7)] // every line differs
    [InlineData("", 0)]
    [InlineData(null, 0)] // there is no file
    public async Task A_difference_goes_by_line_feeds_alone(string? ending, int gone)
    {
        var path = Path.Combine(_folder.FullPath, "tor.pf");
        Assert.Equal(0, (await ExportAsync("pf", "-o", path)).ExitCode);
        var count = (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).Length;
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        File.Delete(path);
        if (ending is not null)
        {
            await File.WriteAllTextAsync(path, ending.Length == 0 ? "" : text.Replace("\n", ending, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }

        var run = await ExportAsync("pf", "-o", path, "--diff");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($": {(gone == 0 ? 0 : count)} lines would go, {count} would come", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_of_nearly_all_lines_is_shown_as_one_change()
    {
        var path = _folder.Write("tor.pf", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i}\n")));
        var run = await ExportAsync("pf", "-o", path, "--diff");

        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.Lines, line => line.StartsWith("@@ -1,50000 +1,", StringComparison.Ordinal));
        Assert.Contains("it would be refused", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_of_a_database_is_refused()
    {
        var path = Path.Combine(_folder.FullPath, "tor.mmdb");
        Assert.Equal(0, (await ExportAsync("mmdb", "-o", path)).ExitCode);
        var run = await ExportAsync("mmdb", "-o", path, "--diff");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is no text", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("block-inbound")]
    [InlineData("monitor-outbound")]
    [InlineData("blended")]
    public async Task All_targets_are_written_and_the_same_view_gives_the_same_bytes(string policy)
    {
        var (first, second) = (Path.Combine(_folder.FullPath, "first"), Path.Combine(_folder.FullPath, "second"));
        string[] monitored = policy == "blended" ? ["--monitored", "10.0.0.0/8"] : [];
        var run = await ExportAsync(["all", "-o", first, "--policy", policy, "--ports", .. monitored]);
        await ExportAsync(["all", "-o", second, "--policy", policy, "--ports", .. monitored]);

        Assert.Equal(0, run.ExitCode);
        var files = Directory.GetFiles(first, "*", SearchOption.AllDirectories);
        string[] leftOut =
        [
            .. ExportTargets.All.Where(target => policy switch
            {
                "block-inbound" => !target.Traits.Inbound,
                "monitor-outbound" => !target.Traits.Outbound || !target.Traits.Monitor,
                _ => target.Name is "cisco-ios" or "rpz" or "unbound", // They cannot tell monitored networks apart.
            }).Select(target => target.Name),
        ];
        Assert.Equal(leftOut, run.Error.Split('\n').Where(line => line.Contains("left out: ", StringComparison.Ordinal)).Select(line => line.Split(' ')[3]));
        Assert.All(ExportTargets.All.Where(target => !leftOut.Contains(target.Name)), target => Assert.Contains(
            files, file => Path.GetFileName(file) == target.Traits.FileName || Path.GetFileName(Path.GetDirectoryName(file)) == target.Name || (target.Traits.IsOneFamily && file.EndsWith("-v4.json", StringComparison.Ordinal))));
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
