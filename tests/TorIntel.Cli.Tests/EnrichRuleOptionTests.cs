using System.Text;
using System.Text.Json;

namespace TorIntel.Cli.Tests;

/// <summary>The options that say what is ours, what is ignored, and of what time the lists are.</summary>
public sealed class EnrichRuleOptionTests
{
    [Fact]
    public async Task Internal_replaces_the_networks_that_are_ours()
    {
        Assert.Equal("outbound", await DirectionAsync());
        Assert.Equal("external", await DirectionAsync("--internal", "172.16.0.0/12"));
        Assert.Equal("outbound", await DirectionAsync("--internal", "172.16.0.0/12", "--internal", "10.20.1.23"));
        Assert.Equal("outbound", await DirectionAsync("--internal", "172.16.0.0/12", "--internal", "default"));
        Assert.Equal("inbound", await DirectionAsync("--internal", "192.0.2.0/24"));

        async Task<string> DirectionAsync(params string[] more) => (await TagAsync(Lists.ToGuard, more))!.Value.Text("direction");
    }

    [Theory]
    [InlineData("192.0.2.0/24", false)]
    [InlineData("192.0.2.10", false)]
    [InlineData(Lists.GuardFingerprint, true)] // the port alone is left
    [InlineData("$" + Lists.GuardFingerprint, true)]
    [InlineData("198.51.100.0/24", null)]
    [InlineData("2001:db8::/32", null)]
    [InlineData("example.com", null)]
    public async Task Ignore_takes_evidence_away(string ignored, bool? isPortLeft)
    {
        var tag = await TagAsync(Lists.ToGuard, "--ignore", ignored);

        Assert.Equal(
            isPortLeft switch { null => ["destination-or-endpoint", "port-relay"], true => ["port-relay"], false => [] },
            tag?.Evidence() ?? []);
    }

    [Theory]
    [InlineData("torproject.org")]
    [InlineData(".torproject.org")]
    [InlineData("DIST.TorProject.org.")]
    public async Task Ignore_takes_names_and_all_below_them(string host)
    {
        Assert.Equal(["domain-tor-project"], (await TagAsync(Lists.Dns))!.Value.Evidence());
        Assert.Null(await TagAsync(Lists.Dns, "--ignore", host));
        Assert.NotNull(await TagAsync(Lists.Dns, "--ignore", "org.example", "--ignore", "ist.torproject.org"));
    }

    [Fact]
    public async Task Own_relay_marks_evidence_and_makes_it_low()
    {
        var tag = (await TagAsync(Lists.FromExit, "--own-relay", Lists.ExitFingerprint.ToLowerInvariant(), "--own-relay", "$" + Lists.GuardFingerprint))!.Value;

        Assert.Equal("low", tag.Text("confidence"));
        Assert.True(tag.GetProperty("evidence")[0].GetProperty("authorised").GetBoolean());
    }

    [Fact]
    public async Task Include_special_lets_documentation_addresses_in()
    {
        using var folder = new TemporaryFolder();
        var list = folder.Write("list", "192.0.2.10\n9.9.9.9\n0.0.0.0/0\n");
        var without = await ToolRun.RunAsync(["enrich", "--list", "guard=" + list], Encoding.UTF8.GetBytes(Lists.ToGuard));
        var with = await ToolRun.RunAsync(["enrich", "--list", "guard=" + list, "--include-special"], Encoding.UTF8.GetBytes(Lists.ToGuard));

        Assert.Equal(["port-relay"], Json.TagOf(without.Text)!.Value.Evidence());
        Assert.Contains($"{list}: 2 addresses left out (192.0.2.10/32: documentation (RFC 5737)); --include-special lets them in", without.Error, StringComparison.Ordinal);
        Assert.Equal(["destination-guard", "port-relay"], Json.TagOf(with.Text)!.Value.Evidence());
        Assert.Contains($"{list}: 1 addresses left out (0.0.0.0/0: default route)", with.Error, StringComparison.Ordinal); // never
    }

    [Fact]
    public async Task List_time_is_the_time_of_the_lists_and_never_the_files_date()
    {
        var list = (await TagAsync(Lists.ToGuard, "--list-time", "2026-08-22T23:00:00+02:00"))!.Value.GetProperty("list");
        Assert.Equal("2026-08-22T21:00:00Z", list.Text("time"));
        Assert.Equal(372, list.GetProperty("age_s").GetInt64());
        Assert.Equal("relays.csv, guards.csv, exits.csv, exit-addresses", list.Text("source"));

        list = (await TagAsync(Lists.ToGuard))!.Value.GetProperty("list");
        Assert.Equal(["source", "verified"], list.Names());
    }

    private static async Task<JsonElement?> TagAsync(string line, params string[] more)
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync(["enrich", .. Lists.WriteTo(folder), .. more], Encoding.UTF8.GetBytes(line + "\n"));
        Assert.Equal(0, run.ExitCode);
        return Json.TagOf(Assert.Single(run.Lines));
    }
}
