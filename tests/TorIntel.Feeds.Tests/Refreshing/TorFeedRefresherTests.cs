using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

/// <summary>What a refresher makes of its sources: groups, limits, doubt, and what it remembers.</summary>
public sealed class TorFeedRefresherTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Groups_are_joined_and_sources_of_a_group_stand_in_for_one_another()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(
            ExitLists.Source(server, "/first") with { Group = "exits" },
            ExitLists.Source(server, "/second") with { Group = "exits", Priority = 1 },
            new TorFeedSource("guards", server.AddressOf("/guards")) { Role = RelayRoles.Guard });
        server.Answer("/second", "200 OK", ExitLists.Of(20));
        server.Answer("/guards", "200 OK", ExitLists.Of(5, first: 250));

        var report = await run.RefreshAsync();

        Assert.Equal([TorFeedOutcome.Failed, TorFeedOutcome.Accepted, TorFeedOutcome.Accepted], report.Sources.Select(source => source.Outcome));
        Assert.True(report.IsComplete);
        Assert.Equal(25, ExitLists.CountOf(report.Network));
        Assert.Equal("guards, second", report.Network!.SourceName);
        Assert.Equal(RelayRoles.Exit, RolesOf(report.Network, "192.0.2.20"));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard, RolesOf(report.Network, "198.51.100.1"));

        // The first is back: it comes first again.
        server.Answer("/first", "200 OK", ExitLists.Of(21));
        report = await run.RefreshAfterAsync(s_hour);

        Assert.Equal([TorFeedOutcome.Accepted, TorFeedOutcome.NotNeeded, TorFeedOutcome.NotModified], report.Sources.Select(source => source.Outcome));
        Assert.Equal("guards, first", report.Network!.SourceName);
        Assert.Equal(26, ExitLists.CountOf(report.Network));
    }

    [Fact]
    public async Task What_did_not_change_is_not_fetched_again()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        server.AnswerWithTag("/exits", ExitLists.Of(20), "\"v1\"");

        await run.RefreshAsync();
        var report = await run.RefreshAfterAsync(s_hour);

        Assert.Equal(TorFeedOutcome.NotModified, Assert.Single(report.Sources).Outcome);
        Assert.Equal(20, ExitLists.CountOf(report.Network));
        Assert.True(report.IsNewView); // The same addresses, but known to hold an hour later.
        Assert.Equal(RefreshRun.Start + s_hour, report.Network!.Time);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Content_may_be_coded(string coding)
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        server.Answer("/exits", "200 OK", coding == "gzip" ? PlaybackServer.Gzip(ExitLists.Of(20)) : PlaybackServer.Deflate(ExitLists.Of(20)), "Content-Encoding: " + coding);

        Assert.Equal(20, ExitLists.CountOf((await run.RefreshAsync()).Network));
    }

    [Fact]
    public async Task A_publishers_time_is_the_lists_time()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        server.Answer("/exits", "200 OK", ExitLists.Of(20), "Last-Modified: Sat, 22 Aug 2026 20:00:00 GMT");

        Assert.Equal(new DateTimeOffset(2026, 8, 22, 20, 0, 0, TimeSpan.Zero), (await run.RefreshAsync()).Network!.Time);
        Assert.Contains("gzip", server.Requests.First(), StringComparison.Ordinal);
        Assert.Contains("User-Agent: TorIntel/", server.Requests.First(), StringComparison.Ordinal);

        server.Answer("/exits", "304 Not Modified", "");
        await run.RefreshAfterAsync(s_hour);
        Assert.Contains("If-Modified-Since: Sat, 22 Aug 2026 20:00:00 GMT", server.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishers_limits_are_kept_by_all_processes()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        server.Answer("/exits", "200 OK", ExitLists.Of(20));
        await run.RefreshAsync();

        run.Restart();
        var report = await run.RefreshAfterAsync(TimeSpan.FromMinutes(29));

        Assert.Equal(TorFeedOutcome.NotDue, Assert.Single(report.Sources).Outcome);
        Assert.True(report.IsComplete);
        Assert.Equal(20, ExitLists.CountOf(report.Network));
        Assert.Single(server.Requests);

        await run.RefreshAfterAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_publisher_that_asks_to_be_left_alone_is_left_alone()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server) with { MinimumInterval = TimeSpan.Zero });
        server.Answer("/exits", "429 Too Many Requests", "", "Retry-After: 7200");
        await run.RefreshAsync();

        run.Restart();
        var report = await run.RefreshAfterAsync(TimeSpan.FromMinutes(119));

        var source = Assert.Single(report.Sources);
        Assert.Equal(TorFeedOutcome.Waiting, source.Outcome);
        Assert.Equal("its publisher asks to be left alone until 2026-08-22T23:10:00Z", source.Message);
        Assert.False(report.IsComplete);
        Assert.Single(server.Requests);
        await run.RefreshAfterAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_document_that_is_lost_is_fetched_anew_and_never_leaves_half_a_view()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server, "/exits"), new TorFeedSource("guards", server.AddressOf("/guards")) { Role = RelayRoles.Guard });
        server.Answer("/exits", "200 OK", ExitLists.Of(100));
        server.Answer("/guards", "200 OK", ExitLists.Of(10, first: 250));
        await run.RefreshAsync();
        File.Delete(Directory.GetFiles(Path.Combine(run.Options.CacheFolder, "documents")).MaxBy(path => new FileInfo(path).Length)!);

        // Its publisher is away, and the other list is new: the view stays whole.
        server.Answer("/exits", "503 Service Unavailable", "");
        server.Answer("/guards", "200 OK", ExitLists.Of(11, first: 250));
        Assert.Equal(110, ExitLists.CountOf((await run.RefreshAfterAsync(s_hour)).Network));

        server.Answer("/exits", "200 OK", ExitLists.Of(100));
        Assert.Equal(111, ExitLists.CountOf((await run.RefreshAfterAsync(s_hour)).Network));
    }

    [Fact]
    public async Task A_file_that_lies_there_gets_older()
    {
        using var run = new RefreshRun();
        run.Options.Sources.Add(new TorFeedSource("exits", run.File("exits", System.Text.Encoding.ASCII.GetString(ExitLists.Of(20)))) { Role = RelayRoles.Exit });
        await run.RefreshAsync();

        var report = await run.RefreshAfterAsync(TimeSpan.FromDays(3));

        Assert.Equal(TorFeedOutcome.NotModified, Assert.Single(report.Sources).Outcome);
        Assert.Equal(RefreshRun.Start, report.Network!.Time);
        Assert.True(run.Status.IsStale);
    }

    [Fact]
    public async Task Files_that_come_and_go_leave_nothing_behind()
    {
        using var run = new RefreshRun();
        var folder = Directory.CreateDirectory(Path.Combine(run.Folder, "lists")).FullName;
        run.Options.Sources.Add(new TorFeedSource("lists", folder));
        for (var hour = 0; hour < 5; hour++)
        {
            Array.ForEach(Directory.GetFiles(folder), File.Delete);
            run.File($"lists/exits-{hour}", System.Text.Encoding.ASCII.GetString(ExitLists.Of(20 + hour)));
            Assert.Equal(20 + hour, ExitLists.CountOf((await run.RefreshAfterAsync(s_hour)).Network));
        }

        Assert.Single(Directory.GetFiles(Path.Combine(run.Options.CacheFolder, "documents")));
        Assert.Single(run.Status.Sources);
    }

    [Fact]
    public async Task A_group_that_never_gave_anything_degrades_the_health_and_one_that_is_gone_does_not()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server, "/exits"), ExitLists.Source(server, "/nothing"));
        server.Answer("/exits", "200 OK", ExitLists.Of(20));
        await run.RefreshAsync();
        Assert.Equal((TorFeedHealth.Degraded, "nothing: nothing good has come yet"), (run.Status.Health, run.Status.Reason));

        run.Restart();
        run.Options.Sources.RemoveAt(1);
        await run.RefreshAfterAsync(s_hour);
        Assert.Equal(TorFeedHealth.Healthy, run.Status.Health);
    }

    [Fact]
    public async Task A_mirror_that_stands_still_keeps_nobody_from_being_asked()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server, "/first") with { Group = "exits" }, ExitLists.Source(server, "/second") with { Group = "exits", Priority = 1 });
        server.Answer("/first", "200 OK", ExitLists.Of(20), "Last-Modified: Thu, 20 Aug 2026 20:00:00 GMT");
        server.Answer("/second", "200 OK", ExitLists.Of(21));

        var report = await run.RefreshAsync();

        Assert.Equal([TorFeedOutcome.Accepted, TorFeedOutcome.Accepted], report.Sources.Select(source => source.Outcome));
        Assert.Equal("second", report.Network!.SourceName);
    }

    [Fact]
    public async Task A_consensus_of_authorities_that_are_trusted_no_more_leaves_the_view()
    {
        using var run = new RefreshRun();
        run.Clock.AdjustTime(ConsensusForge.DefaultTime.AddMinutes(30));
        var forge = new ConsensusForge();
        var (consensus, keys) = (Path.Combine(run.Folder, "consensus"), Path.Combine(run.Folder, "keys"));
        await File.WriteAllBytesAsync(consensus, forge.Make(relays: 12), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(keys, forge.Keys(), TestContext.Current.CancellationToken);
        run.Options.Authorities = forge.Trusted;
        run.Options.Sources.Add(new TorFeedSource("one", consensus) { Group = "consensus", KeyLocation = keys });
        run.Options.Sources.Add(new TorFeedSource("exits", run.File("exits", System.Text.Encoding.ASCII.GetString(ExitLists.Of(20)))) { Role = RelayRoles.Exit });
        Assert.Equal(12, (await run.RefreshAsync()).Network!.RelayCount);

        run.Restart();
        run.Options.Authorities = new ConsensusForge(authorities: 7).Trusted;
        run.Options.Sources[0] = new TorFeedSource("other", consensus + "-missing") { Group = "consensus", KeyLocation = keys };
        var report = await run.RefreshAsync();

        Assert.Equal(0, report.Network!.RelayCount);
        Assert.Equal("exits", report.Network.SourceName);
    }

    [Fact]
    public async Task A_stored_view_from_the_web_is_refused()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        using var stored = new MemoryStream();
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("consensus from moria1", RefreshRun.Start, IsVerified: true));
        builder.AddExitAddress(IPPrefix.Parse("192.0.2.1"));
        builder.Build().WriteTo(stored);
        server.Answer("/exits", "200 OK", stored.ToArray());

        Assert.Equal("it is a stored view, which is taken from files only", Assert.Single((await run.RefreshAsync()).Sources).Message);
    }

    [Fact]
    public async Task Files_may_be_named_by_address_and_what_is_no_file_is_told()
    {
        using var run = new RefreshRun();
        var path = run.File("exits", System.Text.Encoding.ASCII.GetString(ExitLists.Of(20)));
        run.Options.Sources.Add(new TorFeedSource("address", new Uri(path).AbsoluteUri) { Group = "one" });
        run.Options.Sources.Add(new TorFeedSource("bad", "file://[/exits") { Group = "two" });
        run.Options.Sources.Add(new TorFeedSource("missing", path + "-") { Group = "three" });

        for (var i = 0; i < 2; i++)
        {
            var report = await run.RefreshAsync();

            Assert.Equal(
                [i == 0 ? TorFeedOutcome.Accepted : TorFeedOutcome.NotModified, TorFeedOutcome.Failed, TorFeedOutcome.Failed],
                report.Sources.Select(source => source.Outcome));
            Assert.All(report.Sources.Skip(1), source => Assert.False(string.IsNullOrEmpty(source.Message)));
            Assert.Equal(20, ExitLists.CountOf(report.Network));
        }

        // What is remembered of them is in nobody's way.
        run.Restart();
        while (run.Options.Sources.Count > 1)
        {
            run.Options.Sources.RemoveAt(1);
        }

        Assert.True((await run.RefreshAsync()).IsComplete);
        Assert.Equal("address", Assert.Single(run.Status.Sources).Name);
    }

    [Fact]
    public async Task A_new_process_has_the_last_view_before_it_fetches()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        server.Answer("/exits", "200 OK", ExitLists.Of(20));
        Assert.False(run.Refresher.LoadCached());
        await run.RefreshAsync();

        run.Restart();

        Assert.True(run.Refresher.LoadCached());
        Assert.Equal(20, ExitLists.CountOf(run.Refresher.Store.Current));
        Assert.Equal(TorFeedHealth.Healthy, run.Refresher.Status.Health);
        run.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(TorFeedHealth.Degraded, run.Refresher.Status.Health);
        run.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(TorFeedHealth.Unhealthy, run.Refresher.Status.Health);
    }

    [Fact]
    public async Task Without_news_the_view_in_force_stays_the_same_object()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        server.Answer("/exits", "200 OK", ExitLists.Of(20));
        var first = (await run.RefreshAsync()).Network;

        var second = await run.RefreshAfterAsync(TimeSpan.FromMinutes(1));

        Assert.False(second.IsNewView);
        Assert.Same(first, run.Refresher.Store.Current);
    }

    [Fact]
    public async Task Cancellation_ends_a_refresh_and_keeps_the_view()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        server.Answer("/exits", "200 OK", ExitLists.Of(20));
        await run.RefreshAsync();
        run.Clock.Advance(s_hour);
        using var cancel = new CancellationTokenSource();
        server.Answer("/exits", async (_, _, token) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Refresher.RefreshAsync(cancel.Token));

        Assert.Equal(20, ExitLists.CountOf(run.Refresher.Store.Current));
        Assert.Equal(20, ExitLists.CountOf(run.Status.Network));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Options_that_are_wrong_are_refused_when_a_refresher_is_made(int times, bool isRight)
    {
        var options = new TorFeedOptions { CacheFolder = "x", Sources = [.. Enumerable.Repeat(new TorFeedSource("a", "b"), times)] };
        Assert.Equal(isRight, options.Validate() is null);
        if (!isRight)
        {
            Assert.Equal("two sources are called 'a' (Parameter 'options')", Assert.Throws<ArgumentException>(() => new TorFeedRefresher(options)).Message);
        }
    }

    private static RelayRoles RolesOf(TorNetwork network, string address) => network.TryFind(IPAddressValue.Parse(address), out var listed) ? listed.RolesAt(null) : RelayRoles.None;
}
