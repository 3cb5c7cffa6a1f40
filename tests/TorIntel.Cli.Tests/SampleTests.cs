using System.Text;
using TorIntel.Testing;

namespace TorIntel.Cli.Tests;

/// <summary>The view that is embedded for a first look, and the logs that come with the repository.</summary>
public sealed class SampleTests
{
    private const string Warning = "torintel: no --list and no cache: using the embedded SAMPLE view, made-up relays at documentation addresses";

    [Fact]
    public async Task Without_a_list_the_sample_is_used_and_that_is_said()
    {
        var lookup = await ToolRun.RunAsync("lookup", "--json", "192.0.2.10:9001");
        var enrich = await ToolRun.RunAsync(["enrich"], Encoding.UTF8.GetBytes(Lists.ToGuard));

        Assert.StartsWith(Warning, lookup.Error, StringComparison.Ordinal);
        Assert.StartsWith(Warning, enrich.Error, StringComparison.Ordinal);
        Assert.Equal("confirmed", Json.Parse(lookup.Text).Text("confidence"));
        Assert.Equal("2026-08-22T21:00:00Z", Json.TagOf(enrich.Text)!.Value.GetProperty("list").Text("time"));
        Assert.StartsWith("sample-", Json.TagOf(enrich.Text)!.Value.GetProperty("list").Text("source"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_list_there_is_no_warning_and_no_sample()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync("lookup", "--json", "192.0.2.10:9001", "--list", "exit=" + folder.Write("list", "9.9.9.9\n"));

        Assert.DoesNotContain("SAMPLE", run.Error, StringComparison.Ordinal);
        Assert.Equal(["port-relay"], Json.Parse(run.Text).Evidence());
    }

    [Theory]
    [InlineData("192.0.2.10", "relay,guard")]
    [InlineData("2001:db8:10::10", "relay,guard")]
    [InlineData("198.51.100.20", "relay,guard")]
    [InlineData("203.0.113.30", "relay")]
    [InlineData("203.0.113.40", "relay,exit")]
    [InlineData("192.0.2.50", "relay,exit")]
    [InlineData("198.51.100.99", "exit")]
    [InlineData("192.0.2.200", "")]
    public async Task The_sample_has_relays_of_every_role(string address, string roles) =>
        Assert.Equal(roles, string.Join(',', Json.Parse((await ToolRun.RunAsync("lookup", "--json", address)).Text).GetProperty("roles").Strings()));

    [Theory]
    [InlineData("eve.json")]
    [InlineData("zeek-conn.log")]
    [InlineData("access.log")]
    public async Task The_sample_logs_fit_the_sample(string file)
    {
        Assert.SkipWhen(Repository.Root is null, "needs the checkout that the tests were built from");
        var log = Path.Combine(Repository.Root!, "samples", "logs", file);
        var run = await ToolRun.RunAsync("enrich", log, "--strict", "--stats", "/dev/null");
        var input = await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith(" 0 bad", run.SteadyError.Trim(), StringComparison.Ordinal);
        Assert.InRange(run.Lines.Count(line => line.Contains("\"confidence\":", StringComparison.Ordinal)), 3, input.Split('\n').Length - 2);
        Assert.Contains(run.Lines, line => input.Contains(line, StringComparison.Ordinal)); // some stay as they are
    }
}
