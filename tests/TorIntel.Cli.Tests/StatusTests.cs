using System.Text.RegularExpressions;
using TorIntel.Testing;

namespace TorIntel.Cli.Tests;

/// <summary><c>torintel status</c>: for people, for programs, and by its exit code.</summary>
public sealed class StatusTests : IDisposable
{
    private readonly FeedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_view_it_says_so_ends_with_1_and_makes_none()
    {
        var text = await _folder.StatusAsync();
        var json = await _folder.StatusAsync("--json");

        Assert.Equal((1, $"health       unhealthy: there is no view of the network yet\ncache        {_folder.Cache}\n", ""), (text.ExitCode, text.Text, text.Error));
        Assert.Equal((1, ""), (json.ExitCode, json.Error));
        var answer = Json.Parse(Assert.Single(json.Lines));
        Assert.Equal(["health", "reason", "cache", "sources"], answer.Names());
        Assert.Equal(("unhealthy", "there is no view of the network yet", _folder.Cache), (answer.Text("health"), answer.Text("reason"), answer.Text("cache")));
        Assert.False(Directory.Exists(_folder.Cache));
    }

    [Fact]
    public async Task A_fresh_view_ends_with_0_and_all_is_told_for_people()
    {
        _folder.WriteConsensus(hoursAgo: 1);
        await _folder.UpdateAsync();
        var view = _folder.View;

        var run = await _folder.StatusAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            $"""
            health       healthy
            cache        {_folder.Cache}
            view         consensus
            time         {FeedFolder.Iso(FeedFolder.Now.AddHours(-1))}, N minutes old, fresh
            valid until  {FeedFolder.Iso(FeedFolder.Now.AddHours(2))}
            verified     yes
            relays       {view.RelayCount}
            addresses    {view.AddressCount}
            source *     consensus: accepted, good at TIME, 10 entries

            """.ReplaceLineEndings("\n"),
            Regex.Replace(Regex.Replace(run.Text, "[0-9]+ minutes", "N minutes"), "good at 20[0-9T:-]+Z", "good at TIME"));
    }

    [Fact]
    public async Task As_JSON_it_says_the_same()
    {
        _folder.WriteConsensus(hoursAgo: 1);
        var exits = _folder.Write("exits", FeedFolder.Addresses(20));
        Assert.Equal(0, (await _folder.UpdateAsync()).ExitCode);
        var view = _folder.View;

        var run = await _folder.StatusAsync("--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var answer = Json.Parse(Assert.Single(run.Lines));
        Assert.Equal(["health", "cache", "list", "age_s", "stale", "valid_until", "relays", "addresses", "lists", "sources"], answer.Names());
        Assert.Equal(("healthy", _folder.Cache, false), (answer.Text("health"), answer.Text("cache"), answer.GetProperty("stale").GetBoolean()));
        Assert.Equal(["source", "time", "verified"], answer.GetProperty("list").Names());
        Assert.False(answer.GetProperty("list").GetProperty("verified").GetBoolean());
        Assert.InRange(answer.GetProperty("age_s").GetInt64(), 3600, 3600 + 600);
        Assert.Equal(FeedFolder.Iso(FeedFolder.Now.AddHours(2)), answer.Text("valid_until"));
        Assert.Equal((view.RelayCount, view.AddressCount), (answer.GetProperty("relays").GetInt32(), answer.GetProperty("addresses").GetInt32()));

        var lists = answer.GetProperty("lists").EnumerateArray().ToDictionary(list => list.Text("source"), StringComparer.Ordinal);
        Assert.Equal(["source", "time", "valid_until", "verified", "sha256"], lists["consensus"].Names());
        Assert.True(lists["consensus"].GetProperty("verified").GetBoolean());
        Assert.Equal(["source", "time", "verified", "sha256"], lists["exits"].Names());
        Assert.False(lists["exits"].GetProperty("verified").GetBoolean());
        Assert.Equal(Sha256(exits), lists["exits"].Text("sha256"));

        var sources = answer.GetProperty("sources").EnumerateArray().ToDictionary(source => source.Text("name"), StringComparer.Ordinal);
        Assert.All(sources.Values, source => Assert.Equal(["name", "group", "current", "outcome", "last_attempt", "last_success", "entries"], source.Names()));
        Assert.Equal(
            [("consensus", "consensus", true, "accepted", 10), ("exits", "exits", true, "accepted", 20)],
            sources.Values.Select(source => (source.Text("name"), source.Text("group"), source.GetProperty("current").GetBoolean(), source.Text("outcome"), source.GetProperty("entries").GetInt32())));
        Assert.Contains("verified     in part: consensus\n", (await _folder.StatusAsync()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, "degraded", "the view is stale", "5 hours old, STALE")]
    [InlineData(72, "unhealthy", "the view has been stale for long", "3 days old, STALE")]
    public async Task A_stale_view_ends_with_1(int hoursAgo, string health, string reason, string age)
    {
        _folder.WriteConsensus(hoursAgo);
        Assert.Equal(0, (await _folder.UpdateAsync()).ExitCode);

        var text = await _folder.StatusAsync();
        var json = await _folder.StatusAsync("--json");

        Assert.Equal((1, 1), (text.ExitCode, json.ExitCode));
        Assert.StartsWith($"health       {health}: {reason}\n", text.Text, StringComparison.Ordinal);
        Assert.Contains($", {age}\n", text.Text, StringComparison.Ordinal);
        var answer = Json.Parse(json.Text);
        Assert.Equal((health, reason, true), (answer.Text("health"), answer.Text("reason"), answer.GetProperty("stale").GetBoolean()));
    }

    [Theory]
    [InlineData(2, null, 0)]
    [InlineData(2, "1.5", 1)]
    [InlineData(2, "2.5", 0)]
    [InlineData(5, null, 1)]
    [InlineData(5, "6", 0)] // Who says what is stale does not go by the consensus.
    public async Task The_age_from_which_on_a_view_is_stale_can_be_said(int hoursAgo, string? staleAfter, int exitCode)
    {
        _folder.WriteConsensus(hoursAgo);
        await _folder.UpdateAsync();

        var run = await _folder.StatusAsync([.. staleAfter is null ? [] : new[] { "--stale-after", staleAfter }, "--json"]);

        Assert.Equal((exitCode, exitCode == 1), (run.ExitCode, Json.Parse(run.Text).GetProperty("stale").GetBoolean()));
    }

    [Fact]
    public async Task A_source_that_fails_degrades_a_fresh_view_and_ends_with_0()
    {
        _folder.WriteConsensus(hoursAgo: 1);
        await _folder.UpdateAsync();
        _folder.Write("consensus", "<html>\n");
        Assert.Equal(1, (await _folder.UpdateAsync()).ExitCode);

        var run = await _folder.StatusAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("health       degraded: consensus: it is an HTML page, not a list of addresses; it begins '<html>'\n", run.Text, StringComparison.Ordinal);
        Assert.Contains("source *     consensus: refused: it is an HTML page, not a list of addresses; it begins '<html>', good at ", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_view_ends_with_1_and_is_left_where_it_is()
    {
        _folder.WriteConsensus(hoursAgo: 1);
        await _folder.UpdateAsync();
        _folder.Damage();

        var run = await _folder.StatusAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"health       unhealthy: {_folder.ViewPath}: damaged: ", run.Text, StringComparison.Ordinal);
        Assert.Contains("source *     consensus: accepted, good at ", run.Text, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.ViewPath));
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var status = (await ToolRun.RunAsync("status", "--help")).Text;

        Assert.All(["--json", "--cache", "--source", "--stale-after"], option => Assert.Contains(option, status, StringComparison.Ordinal));
    }

    private static string Sha256(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
