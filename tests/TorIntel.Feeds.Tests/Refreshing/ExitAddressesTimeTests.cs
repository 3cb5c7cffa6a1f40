using System.Globalization;
using System.Text;
using TorIntel.Testing;

namespace TorIntel.Feeds.Tests;

/// <summary>Lists that say when they were made go forward in time only.</summary>
public sealed class ExitAddressesTimeTests
{
    private const string Path = "/exit-addresses";
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task An_older_list_is_refused()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(new TorFeedSource("exits", server.AddressOf(Path)));
        server.Answer(Path, "200 OK", ExitAddresses(20, RefreshRun.Start));
        Assert.Equal(RefreshRun.Start, (await run.RefreshAsync()).Network!.Time);

        server.Answer(Path, "200 OK", ExitAddresses(21, RefreshRun.Start.AddSeconds(-1)));
        var report = await run.RefreshAfterAsync(s_hour);

        Assert.Equal(
            new TorFeedSourceReport(run.Options.Sources[0], TorFeedOutcome.Refused, "it is of 2026-08-22T21:09:59Z, older than what is at hand, of 2026-08-22T21:10:00Z"),
            Assert.Single(report.Sources));
        Assert.Equal(20, ExitLists.CountOf(report.Network));

        server.Answer(Path, "200 OK", ExitAddresses(22, RefreshRun.Start)); // Of the same second, and other content: nothing says that it is wrong.
        Assert.Equal(22, ExitLists.CountOf((await run.RefreshAfterAsync(s_hour)).Network));
    }

    [Fact]
    public async Task A_list_of_the_far_future_is_refused_and_one_of_a_clock_that_is_a_little_ahead_is_taken()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(new TorFeedSource("exits", server.AddressOf(Path)));
        server.Answer(Path, "200 OK", ExitAddresses(20, RefreshRun.Start.AddHours(3).AddSeconds(1)));

        var report = await run.RefreshAsync();

        Assert.Equal(
            new TorFeedSourceReport(run.Options.Sources[0], TorFeedOutcome.Refused, "its time, 2026-08-23T00:10:01Z, is yet to come"),
            Assert.Single(report.Sources));
        Assert.Null(report.Network);

        server.Answer(Path, "200 OK", ExitAddresses(20, RefreshRun.Start.AddHours(4)));
        Assert.Equal(TorFeedOutcome.Accepted, Assert.Single((await run.RefreshAfterAsync(s_hour)).Sources).Outcome);
    }

    [Fact]
    public async Task A_source_of_the_group_cannot_bring_back_an_older_list()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(
            new TorFeedSource("first", server.AddressOf("/first")) { Group = "exits" },
            new TorFeedSource("second", server.AddressOf("/second")) { Group = "exits", Priority = 1 });
        server.Answer("/second", "200 OK", ExitAddresses(20, RefreshRun.Start.AddHours(-1)));
        await run.RefreshAsync();
        server.Answer("/first", "200 OK", ExitAddresses(21, RefreshRun.Start.AddHours(1)));
        await run.RefreshAfterAsync(s_hour);

        server.Answer("/first", "404 Not Found", "");
        var report = await run.RefreshAfterAsync(s_hour);

        Assert.Equal("it is of 2026-08-22T20:10:00Z, older than what is at hand, of 2026-08-22T22:10:00Z", report.Sources[1].Message);
        Assert.Equal((21, RefreshRun.Start.AddHours(1)), (ExitLists.CountOf(report.Network), report.Network!.Time));
    }

    private static byte[] ExitAddresses(int count, DateTimeOffset downloaded)
    {
        var text = new StringBuilder($"@type tordnsel 1.0\nDownloaded {ConsensusForge.Time(downloaded)}\n");
        foreach (var number in Enumerable.Range(0, count))
        {
            text.Append(CultureInfo.InvariantCulture, $"ExitNode {ForgedRelays.FingerprintOf(number)}\nPublished 2026-08-22 05:08:21\nLastStatus 2026-08-22 06:02:24\n");
            text.Append(CultureInfo.InvariantCulture, $"ExitAddress {ForgedRelays.EndpointOf(number).Address} 2026-08-22 06:03:23\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
