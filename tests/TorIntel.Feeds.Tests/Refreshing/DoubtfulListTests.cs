namespace TorIntel.Feeds.Tests;

/// <summary>What is hard to believe is held, and taken once something agrees with it.</summary>
public sealed class DoubtfulListTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_doubtful_list_is_taken_when_the_next_publication_agrees()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        server.Answer("/exits", "200 OK", ExitLists.Of(200));
        await run.RefreshAsync();

        server.Answer("/exits", "200 OK", ExitLists.Of(120));
        Assert.Equal(TorFeedOutcome.Held, Assert.Single((await run.RefreshAfterAsync(s_hour)).Sources).Outcome);
        Assert.Equal(run.Clock.GetUtcNow(), run.Status.Sources[0].HeldSince);

        run.Restart(); // What is held is remembered.
        server.Answer("/exits", "200 OK", ExitLists.Of(121));
        var report = await run.RefreshAfterAsync(s_hour);

        Assert.Equal(new TorFeedSourceReport(run.Options.Sources[0], TorFeedOutcome.Accepted, "it shrank from 200 to 121 addresses, but it was so before"), Assert.Single(report.Sources));
        Assert.Equal(121, ExitLists.CountOf(report.Network));
        Assert.Null(run.Status.Sources[0].HeldSince);
    }

    [Fact]
    public async Task The_same_doubtful_bytes_again_prove_nothing_for_hours()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        server.Answer("/exits", "200 OK", ExitLists.Of(200));
        await run.RefreshAsync();
        server.AnswerWithTag("/exits", ExitLists.Of(120), "\"half\"");

        for (var hour = 0; hour < 6; hour++)
        {
            Assert.Equal(TorFeedOutcome.Held, Assert.Single((await run.RefreshAfterAsync(s_hour)).Sources).Outcome);
        }

        Assert.Equal(TorFeedOutcome.Accepted, Assert.Single((await run.RefreshAfterAsync(s_hour)).Sources).Outcome);
    }

    [Fact]
    public async Task A_doubtful_list_is_taken_at_once_when_another_publisher_agrees()
    {
        await using var server = new PlaybackServer();
        await using var other = new PlaybackServer();
        using var run = new RefreshRun(
            ExitLists.Source(server, "/first") with { Group = "exits" },
            ExitLists.Source(other, "/second") with { Group = "exits", Priority = 1 });
        server.Answer("/first", "200 OK", ExitLists.Of(200));
        await run.RefreshAsync();

        server.Answer("/first", "200 OK", ExitLists.Of(120));
        other.Answer("/second", "200 OK", ExitLists.Of(118));
        var report = await run.RefreshAfterAsync(s_hour);

        Assert.Equal(118, ExitLists.CountOf(report.Network));
        Assert.Null(run.Status.Sources.Single(source => source.Name == "first").HeldSince);
        Assert.Equal(TorFeedOutcome.Accepted, run.Status.Sources.Single(source => source.Name == "first").Outcome);
    }

    [Fact]
    public async Task Two_lists_of_one_publisher_do_not_confirm_one_another()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(
            ExitLists.Source(server, "/first") with { Group = "exits" },
            ExitLists.Source(server, "/second") with { Group = "exits", Priority = 1 });
        server.Answer("/first", "200 OK", ExitLists.Of(200));
        await run.RefreshAsync();
        server.Answer("/first", "404 Not Found", "");
        server.Answer("/second", "200 OK", ExitLists.Of(198));
        await run.RefreshAfterAsync(s_hour);

        server.Answer("/first", "200 OK", ExitLists.Of(30));
        server.Answer("/second", "200 OK", ExitLists.Of(31));
        var report = await run.RefreshAfterAsync(s_hour);

        Assert.Equal([TorFeedOutcome.Held, TorFeedOutcome.Held], report.Sources.Select(source => source.Outcome));
        Assert.Equal(198, ExitLists.CountOf(report.Network));
    }

    [Fact]
    public async Task A_part_that_was_held_does_not_bear_out_what_grew()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        server.Answer("/exits", "200 OK", ExitLists.Of(200));
        await run.RefreshAsync();
        server.Answer("/exits", "200 OK", ExitLists.Of(40));
        await run.RefreshAfterAsync(s_hour);

        server.Answer("/exits", "200 OK", ExitLists.Of(450));
        Assert.Equal(TorFeedOutcome.Held, Assert.Single((await run.RefreshAfterAsync(s_hour)).Sources).Outcome);
        Assert.Equal(200, ExitLists.CountOf(run.Refresher.Store.Current));
    }

    [Fact]
    public async Task A_new_form_is_taken_once_it_was_seen_again()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        server.Answer("/exits", "200 OK", ExitLists.Of(100));
        await run.RefreshAsync();

        foreach (var (count, outcome) in new[] { (100, TorFeedOutcome.Held), (99, TorFeedOutcome.Accepted) })
        {
            server.Answer("/exits", "200 OK", "fingerprint, ipaddr, port\n" + string.Concat(Enumerable.Range(1, count).Select(i => $"{i:X40}, 192.0.2.{i}, 443\n")));
            Assert.Equal(outcome, Assert.Single((await run.RefreshAfterAsync(s_hour)).Sources).Outcome);
        }
    }

    [Fact]
    public async Task A_clock_that_was_ahead_blocks_nothing_for_long()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server));
        server.Answer("/exits", "200 OK", ExitLists.Of(200));
        await run.RefreshAsync();
        run.Clock.Advance(TimeSpan.FromDays(365));
        server.Answer("/exits", "200 OK", ExitLists.Of(90));
        await run.RefreshAsync();
        server.Answer("/exits", "429 Too Many Requests", "", "Retry-After: 7200");
        await run.RefreshAfterAsync(s_hour);

        run.Restart();
        run.Clock.AdjustTime(RefreshRun.Start + s_hour); // It was a year ahead.
        server.Answer("/exits", "200 OK", ExitLists.Of(91));
        Assert.Equal(TorFeedOutcome.Held, Assert.Single((await run.RefreshAsync()).Sources).Outcome);
        server.Answer("/exits", "200 OK", ExitLists.Of(92));
        Assert.Equal(TorFeedOutcome.Accepted, Assert.Single((await run.RefreshAfterAsync(s_hour)).Sources).Outcome);
    }

    [Fact]
    public async Task A_doubtful_list_that_another_source_contradicts_is_not_taken()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(
            ExitLists.Source(server, "/first") with { Group = "exits" },
            ExitLists.Source(server, "/second") with { Group = "exits", Priority = 1 });
        server.Answer("/first", "200 OK", ExitLists.Of(200));
        await run.RefreshAsync();

        server.Answer("/first", "200 OK", ExitLists.Of(60));
        server.Answer("/second", "200 OK", ExitLists.Of(199));
        var report = await run.RefreshAfterAsync(s_hour);

        Assert.Equal([TorFeedOutcome.Held, TorFeedOutcome.Accepted], report.Sources.Select(source => source.Outcome));
        Assert.Equal(199, ExitLists.CountOf(report.Network));
    }

    [Fact]
    public async Task The_first_list_of_a_source_that_another_one_contradicts_is_not_taken_the_next_time_either()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(
            ExitLists.Source(server, "/first") with { Group = "exits" },
            ExitLists.Source(server, "/second") with { Group = "exits", Priority = 1 });
        server.Answer("/second", "200 OK", ExitLists.Of(200));
        await run.RefreshAsync();

        server.Answer("/first", "200 OK", ExitLists.Of(60)); // It never gave one before.
        for (var hour = 0; hour < 2; hour++)
        {
            server.Answer("/second", "200 OK", ExitLists.Of(199 - hour));
            var report = await run.RefreshAfterAsync(s_hour);

            Assert.Equal([TorFeedOutcome.Held, TorFeedOutcome.Accepted], report.Sources.Select(source => source.Outcome));
            Assert.Equal(199 - hour, ExitLists.CountOf(report.Network));
            Assert.NotNull(run.Status.Sources.Single(source => source.Name == "first").HeldSince);
        }
    }

    [Fact]
    public async Task People_may_take_what_is_hard_to_believe_but_not_what_is_broken()
    {
        using var run = new RefreshRun();
        run.Options.AcceptDoubtful = true;
        run.Options.Sources.Add(new TorFeedSource("exits", run.File("exits", System.Text.Encoding.ASCII.GetString(ExitLists.Of(200)))) { Role = RelayRoles.Exit });
        await run.RefreshAsync();

        run.File("exits", System.Text.Encoding.ASCII.GetString(ExitLists.Of(20)));
        Assert.Equal("it shrank from 200 to 20 addresses, and is taken all the same", Assert.Single((await run.RefreshAsync()).Sources).Message);
        run.File("exits", "<html>");
        Assert.Equal(TorFeedOutcome.Refused, Assert.Single((await run.RefreshAsync()).Sources).Outcome);
    }

    [Fact]
    public async Task A_first_list_that_is_too_short_is_held()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(ExitLists.Source(server) with { MinimumEntries = 100 });
        server.Answer("/exits", "200 OK", ExitLists.Of(20));

        var report = await run.RefreshAsync();

        Assert.Equal("it has 20 entries where at least 100 are expected, and there is nothing to compare it with", Assert.Single(report.Sources).Message);
        Assert.Null(report.Network);
    }
}
