using TorIntel.Testing;

namespace TorIntel.Cli.Tests;

/// <summary><c>torintel update</c>, and what the other commands make of the cache that it keeps.</summary>
public sealed class UpdateTests : IDisposable
{
    private static readonly string s_time = FeedFolder.Iso(FeedFolder.Now.AddHours(-1));

    private readonly FeedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_becomes_a_verified_view_that_the_other_commands_use()
    {
        _folder.WriteConsensus(hoursAgo: 1);

        var run = await _folder.UpdateAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Text));
        Assert.Equal(Said("consensus: accepted", $"a new view: consensus of {s_time}, {Size}"), run.Error);
        Assert.Equal(10, _folder.View.RelayCount - TorNetwork.Empty.RelayCount);
        Assert.True(_folder.View.IsVerified);

        var lookup = await _folder.LookupAsync(ForgedRelays.EndpointOf(4).ToString());
        var answer = Json.Parse(lookup.Text);
        Assert.Equal((0, ""), (lookup.ExitCode, lookup.Error));
        Assert.Equal("confirmed", answer.Text("confidence"));
        Assert.Equal(["relay", "guard"], answer.GetProperty("roles").Strings());
        Assert.Equal(("consensus", s_time, true), (answer.GetProperty("list").Text("source"), answer.GetProperty("list").Text("time"), answer.GetProperty("list").GetProperty("verified").GetBoolean()));

        var enrich = await _folder.EnrichAsync(ForgedRelays.EndpointOf(4));
        var list = Json.TagOf(enrich.Text)!.Value.GetProperty("list");
        Assert.Equal(0, enrich.ExitCode);
        Assert.Equal(("consensus", s_time, true), (list.Text("source"), list.Text("time"), list.GetProperty("verified").GetBoolean()));
        Assert.DoesNotContain("SAMPLE", enrich.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_did_not_change_is_told_and_the_view_stays()
    {
        _folder.WriteConsensus(hoursAgo: 1);
        await _folder.UpdateAsync();

        var run = await _folder.UpdateAsync();

        Assert.Equal((0, Said("consensus: not modified", $"the view stays: consensus of {s_time}, {Size}")), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_newer_consensus_takes_the_place_of_the_view_and_an_older_one_does_not()
    {
        _folder.WriteConsensus(hoursAgo: 1);
        await _folder.UpdateAsync();
        _folder.WriteConsensus(hoursAgo: 0.5, relays: 12);

        var newer = await _folder.UpdateAsync();
        var time = FeedFolder.Iso(FeedFolder.Now.AddHours(-0.5));
        Assert.Equal((0, Said("consensus: accepted", $"a new view: consensus of {time}, {Size}")), (newer.ExitCode, newer.Error));

        _folder.WriteConsensus(hoursAgo: 1);
        var older = await _folder.UpdateAsync();
        Assert.Equal((1, Said($"consensus: refused: it is of {s_time}, older than what is at hand, of {time}", $"the view stays: consensus of {time}, {Size}")), (older.ExitCode, older.Error));
        Assert.Equal(12, _folder.View.RelayCount - TorNetwork.Empty.RelayCount);
    }

    [Fact]
    public async Task Without_keys_it_is_said_that_nothing_is_verified()
    {
        _folder.WriteConsensus(hoursAgo: 1, withKeys: false);

        var run = await _folder.UpdateAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"torintel: {Path.Combine(_folder.FullPath, "consensus")}: no key certificates lie beside it, so its signatures are not verified{Environment.NewLine}", run.Error, StringComparison.Ordinal);
        Assert.False(Json.Parse((await _folder.LookupAsync(ForgedRelays.EndpointOf(4).ToString())).Text).GetProperty("list").GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task The_authorities_of_the_public_network_count_without_a_list_of_others()
    {
        _folder.WriteConsensus(hoursAgo: 1);

        var run = await _folder.FetchAsync("--from", _folder.FullPath);

        Assert.Equal((1, Said("consensus: refused: 0 of its signatures are good, 5 are needed", "there is no view yet")), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Special_purpose_addresses_have_to_be_asked_for()
    {
        _folder.Write("exits", "192.0.2.1\n");

        var run = await ToolRun.RunAsync("update", "--from", _folder.FullPath, "--cache", _folder.Cache);

        Assert.Equal((1, Said("exits: refused: none of its entries can be used (192.0.2.1/32: documentation (RFC 5737))", "there is no view yet")), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_file_that_is_no_list_ends_with_1_and_costs_no_other()
    {
        _folder.WriteConsensus(hoursAgo: 1);
        _folder.Write("exits", "<html>\n");

        var run = await _folder.UpdateAsync();

        Assert.Equal(
            (1, Said("consensus: accepted", "exits: refused: it is an HTML page, not a list of addresses; it begins '<html>'", $"a new view: consensus of {s_time}, {Size}")),
            (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task What_is_hard_to_believe_is_held_unless_somebody_looked_at_it()
    {
        var list = _folder.Write("exits", FeedFolder.Addresses(200));
        Assert.Equal(0, (await _folder.FetchAsync("--source", "exit=" + list)).ExitCode);
        _folder.Write("exits", FeedFolder.Addresses(90));

        var held = await _folder.FetchAsync("--source", "exit=" + list);
        Assert.Equal(1, held.ExitCode);
        Assert.StartsWith(Said("exits: held: it shrank from 200 to 90 addresses") + "torintel: the view stays: exits of ", held.Error, StringComparison.Ordinal);
        Assert.Equal(["exit"], Json.Parse((await _folder.LookupAsync("203.0.113.200")).Text).GetProperty("roles").Strings());
        Assert.NotEmpty(Json.Parse((await _folder.StatusAsync("--json")).Text).GetProperty("sources")[0].Text("held_since"));

        var taken = await _folder.FetchAsync("--source", "exit=" + list, "--accept-doubtful");
        Assert.Equal(0, taken.ExitCode);
        Assert.StartsWith(Said("exits: accepted: it shrank from 200 to 90 addresses, and is taken all the same") + "torintel: a new view: exits of ", taken.Error, StringComparison.Ordinal);
        Assert.Empty(Json.Parse((await _folder.LookupAsync("203.0.113.200")).Text).GetProperty("roles").Strings());
    }

    [Fact]
    public async Task What_is_broken_is_not_taken_whoever_looked_at_it()
    {
        var list = _folder.Write("exits", "<html>\n");

        Assert.Equal(1, (await _folder.FetchAsync("--source", "exit=" + list, "--accept-doubtful")).ExitCode);
        Assert.False(File.Exists(_folder.ViewPath));
    }

    [Fact]
    public async Task Sources_are_joined_with_their_roles()
    {
        var (exits, guards) = (_folder.Write("a", "203.0.113.1\n"), _folder.Write("b", "203.0.113.2\n"));

        var run = await _folder.FetchAsync("--source", "exit=" + exits, "--source", "guard=" + guards);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(Said("a: accepted", "b: accepted") + "torintel: a new view: b, a of ", run.Error, StringComparison.Ordinal);
        Assert.Equal(["exit"], Json.Parse((await _folder.LookupAsync("203.0.113.1")).Text).GetProperty("roles").Strings());
        Assert.Equal(["relay", "guard"], Json.Parse((await _folder.LookupAsync("203.0.113.2")).Text).GetProperty("roles").Strings());
    }

    [Fact]
    public async Task Places_behind_a_bar_stand_in_for_those_in_front_of_it()
    {
        var (first, second, third) = (Path.Combine(_folder.FullPath, "first"), _folder.Write("second", "203.0.113.2\n"), _folder.Write("third", "203.0.113.3\n"));
        var places = $"guard={first}|{second}|{third}";

        var run = await _folder.FetchAsync("--source", places);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(Said($"first: failed: Could not find file '{first}'.", "second: accepted") + "torintel: a new view: second of ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("third", run.Error, StringComparison.Ordinal);
        Assert.Equal(["relay", "guard"], Json.Parse((await _folder.LookupAsync("203.0.113.2")).Text).GetProperty("roles").Strings());

        // It comes first again when it is there.
        _folder.Write("first", "203.0.113.2\n");
        Assert.StartsWith(Said("first: accepted") + "torintel: a new view: first of ", (await _folder.FetchAsync("--source", places)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_view_ends_the_other_commands_with_a_sentence_and_update_makes_a_new_one()
    {
        _folder.WriteConsensus(hoursAgo: 1);
        await _folder.UpdateAsync();
        _folder.Damage();

        foreach (var run in new[] { await _folder.LookupAsync("203.0.113.1"), await _folder.EnrichAsync(ForgedRelays.EndpointOf(4)) })
        {
            Assert.Equal((1, ""), (run.ExitCode, run.Text));
            Assert.Matches($"^torintel: {_folder.ViewPath}: damaged: [^\n]+; 'torintel update' makes a new one\r?\n$", run.Error);
        }

        var repair = await _folder.UpdateAsync();
        Assert.Equal(0, repair.ExitCode);
        Assert.StartsWith($"torintel: {_folder.ViewPath}: damaged, moved to {Path.Combine(_folder.Cache, "damaged")}: ", repair.Error, StringComparison.Ordinal);
        Assert.EndsWith(Said("consensus: not modified", $"a new view: consensus of {s_time}, {Size}"), repair.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _folder.LookupAsync("203.0.113.1")).ExitCode);
    }

    [Fact]
    public async Task Without_a_view_in_the_cache_that_was_named_no_sample_is_used()
    {
        foreach (var run in new[] { await _folder.LookupAsync("192.0.2.10"), await _folder.EnrichAsync(ForgedRelays.EndpointOf(4)) })
        {
            Assert.Equal((1, "", Said($"{_folder.Cache}: no view in it; 'torintel update --cache {_folder.Cache}' makes one")), (run.ExitCode, run.Text, run.Error));
        }
    }

    [Fact]
    public async Task A_stale_view_is_used_and_that_is_said()
    {
        _folder.WriteConsensus(hoursAgo: 5);
        Assert.Equal(0, (await _folder.UpdateAsync()).ExitCode);

        var run = await _folder.LookupAsync(ForgedRelays.EndpointOf(4).ToString());

        Assert.Equal((0, Said($"the view in the cache is of {FeedFolder.Iso(FeedFolder.Now.AddHours(-5))} and stale; 'torintel update' makes a new one")), (run.ExitCode, run.Error));
        Assert.Equal("confirmed", Json.Parse(run.Text).Text("confidence"));
    }

    [Fact]
    public async Task A_bad_list_of_authorities_is_refused_whole_before_anything_is_done()
    {
        _folder.WriteConsensus(hoursAgo: 1);
        var authorities = _folder.Write(".authorities", FeedFolder.Forge.TrustedText + "15FE7C15\n");

        var run = await _folder.FetchAsync("--from", _folder.FullPath, "--authorities", authorities);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"torintel: {authorities}:4: '15FE7C15' is neither a v3 identity", run.Error, StringComparison.Ordinal);
        Assert.EndsWith(Said($"{authorities}: refused"), run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Cache));
    }

    [Theory]
    [InlineData(2, "--from fetches nothing, --source fetches: give one of them", "--from", "FOLDER", "--source", "exit=FOLDER/list")]
    [InlineData(1, "FOLDER/none: no such folder", "--from", "FOLDER/none")]
    [InlineData(1, "FOLDER/list: no such folder", "--from", "FOLDER/list")]
    [InlineData(1, "FOLDER/empty: no files in it", "--from", "FOLDER/empty")]
    [InlineData(1, "FOLDER/none: no such file", "--from", "FOLDER", "--authorities", "FOLDER/none")]
    [InlineData(2, "an empty path", "--from", "")]
    [InlineData(2, "an empty path", "--source", "")]
    [InlineData(2, "an empty path", "--source", "exit=")]
    [InlineData(2, "an empty path", "--source", "exit=FOLDER/list|")]
    [InlineData(2, "an empty path", "--source", "exit=FOLDER/list", "--cache", "")]
    [InlineData(2, "'bridge' is no role of a list; roles are exit, guard and relay", "--source", "bridge=FOLDER/list")]
    [InlineData(2, "'ftp://192.0.2.1' is no directory port; write consensus=http://192.0.2.1:80", "--source", "consensus=ftp://192.0.2.1")]
    [InlineData(2, "'192.0.2.1:80' is no directory port; write consensus=http://192.0.2.1:80", "--source", "consensus=192.0.2.1:80")]
    [InlineData(2, "'' is no directory port; write consensus=http://192.0.2.1:80", "--source", "consensus=http://192.0.2.1:80|")]
    [InlineData(2, "'soon' is no number of hours", "--source", "exit=FOLDER/list", "--stale-after", "soon")]
    [InlineData(2, "'0' is no number of hours", "--source", "exit=FOLDER/list", "--stale-after", "0")]
    [InlineData(2, "'1e9' is no number of hours", "--source", "exit=FOLDER/list", "--stale-after", "1e9")]
    [InlineData(1, "FOLDER/list: is a file, not a folder", "--source", "exit=FOLDER/list", "--cache", "FOLDER/list")]
    public async Task Wrong_usage_is_told_and_nothing_is_done(int exitCode, string message, params string[] args)
    {
        _folder.Write("list", "203.0.113.1\n");
        Directory.CreateDirectory(Path.Combine(_folder.FullPath, "empty"));

        var run = await ToolRun.RunAsync(["update", .. args.Contains("--cache") ? [] : new[] { "--cache", _folder.Cache }, .. args.Select(Placed)], []);

        Assert.Equal((exitCode, Said(Placed(message))), (run.ExitCode, run.Error.Replace(Said("try 'torintel --help'"), "", StringComparison.Ordinal)));
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(_folder.Cache));

        string Placed(string text) => text.Replace("FOLDER", _folder.FullPath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_of_the_same_name_are_told_apart()
    {
        _folder.Write("list", "203.0.113.1\n");
        Directory.CreateDirectory(Path.Combine(_folder.FullPath, "other"));
        File.WriteAllText(Path.Combine(_folder.FullPath, "other", "list"), "203.0.113.2\n");

        var run = await ToolRun.RunAsync(
            "update", "--include-special", "--cache", _folder.Cache, "--source", "exit=" + Path.Combine(_folder.FullPath, "list"), "--source", "guard=" + Path.Combine(_folder.FullPath, "other", "list"));

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.StartsWith(Said("list: accepted") + Said("list (2): accepted"), run.Error);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var update = (await ToolRun.RunAsync("update", "--help")).Text;

        Assert.All(
            ["--from", "--source", "--cache", "--authorities", "--stale-after", "--include-special", "--accept-doubtful", "--watch"],
            option => Assert.Contains(option, update, StringComparison.Ordinal));
    }

    private string Size => $"{_folder.View.RelayCount} relays, {_folder.View.AddressCount} addresses";

    private static string Said(params string[] messages) => string.Concat(messages.Select(message => $"torintel: {message}{Environment.NewLine}"));
}
