namespace TorIntel.Cli.Tests;

/// <summary>lookup --can-reach.</summary>
public sealed class ReachTests
{
    private const string Details = "{\"relays_published\":\"2026-08-22 15:00:00\",\"relays\":["
        + "{\"fingerprint\":\"" + Lists.ExitFingerprint + "\",\"nickname\":\"Web\",\"or_addresses\":[\"203.0.113.40:443\",\"[2001:db8::40]:443\"],\"exit_policy_summary\":{\"accept\":[\"80\",\"443\"]}},"
        + "{\"fingerprint\":\"" + Lists.GuardFingerprint + "\",\"or_addresses\":[\"192.0.2.10:9001\"],\"exit_policy\":[\"reject 192.31.196.1:*\",\"accept *:*\"],\"exit_addresses\":[\"192.0.2.11\"]},"
        + "{\"fingerprint\":\"" + Lists.MiddleFingerprint + "\",\"or_addresses\":[\"203.0.113.30:9001\"],\"flags\":[\"Exit\"]}]}";

    [Fact]
    public async Task Text_has_numbers_and_names()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync("lookup", "--can-reach", "192.31.196.1:443", "--include-special", "--list", folder.Write("details", Details), "--list", "exit=" + folder.Write("exits", "198.51.100.99\n"));

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal(
            $"""
            192.31.196.1:443
              exits that reach it: 1
              exits that refuse it: 1
              exits of unknown policy: 1
              exit addresses of no named relay: 1
              reaches: {Lists.ExitFingerprint} Web (summary) 203.0.113.40 2001:db8::40
              unknown: {Lists.MiddleFingerprint} (unknown) 203.0.113.30
              unknown: 198.51.100.99

            """,
            run.Text);
    }

    [Theory]
    [InlineData("192.31.196.2:25", 1, 1, 1, "exact")]
    [InlineData(":25", 1, 1, 1, "exact")]
    [InlineData("10.0.0.1:25", 1, 1, 1, "exact")]
    [InlineData("[2001:db8::99]:443", 0, 0, 3, "unknown")]
    public async Task Json_has_one_object(string destination, int accepting, int refusing, int unknown, string firstPolicy)
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync("lookup", "--json", "--can-reach", destination, "--include-special", "--list", folder.Write("details", Details));
        var answer = Json.Parse(Assert.Single(run.Lines));

        Assert.Equal(["can_reach", "accepting", "refusing", "unknown", "exits", "unnamed_addresses", "list"], answer.Names());
        Assert.Equal(destination, answer.Text("can_reach"));
        Assert.Equal((accepting, refusing, unknown), (answer.GetProperty("accepting").GetInt32(), answer.GetProperty("refusing").GetInt32(), answer.GetProperty("unknown").GetInt32()));
        var exits = answer.GetProperty("exits").EnumerateArray().ToList();
        Assert.Equal(accepting + unknown, exits.Count);
        Assert.Equal(firstPolicy, exits[0].Text("policy"));
        Assert.Equal(Lists.GuardFingerprint, exits[0].Text("fingerprint"));
        Assert.Equal(["192.0.2.10:9001"], exits[0].GetProperty("or_addresses").Strings());
        Assert.Equal(["192.0.2.11"], exits[0].GetProperty("exit_addresses").Strings());
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2.1:0")]
    [InlineData(":")]
    [InlineData("2001:db8::1:443")]
    [InlineData("example.org:443")]
    public async Task What_is_no_destination_is_wrong_usage(string destination)
    {
        var run = await ToolRun.RunAsync("lookup", "--can-reach", destination);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"torintel: '{destination}' is no destination; write 198.51.100.7:443, [2001:db8::7]:443 or :443", run.Error.Trim());
    }

    [Fact]
    public async Task Values_cannot_be_looked_up_at_the_same_time() =>
        Assert.Equal(2, (await ToolRun.RunAsync("lookup", "192.0.2.1", "--can-reach", ":443")).ExitCode);

    [Fact]
    public async Task Lists_that_know_no_exits_are_told()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync("lookup", "--can-reach", ":443", "--include-special", "--list", "relay=" + folder.Write("relays.csv", Lists.Relays));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("no list says which relays are exits", run.Error, StringComparison.Ordinal);
    }
}
