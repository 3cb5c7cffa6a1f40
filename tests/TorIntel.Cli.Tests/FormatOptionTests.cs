using System.CommandLine;
using System.Text;
using TorIntel.Pipelines;

namespace TorIntel.Cli.Tests;

/// <summary>--mapping, --time-zone, --year, and the list of formats.</summary>
public sealed class FormatOptionTests
{
    private const string Mapping = """
        format ours
        title Ours
        syntax json
        recognise fields von nach
        source.address von
        destination.address nach
        destination.port tor_port
        time wann
        initiator source

        """;

    private static readonly byte[] s_log = Encoding.UTF8.GetBytes("{\"wann\":\"2026-08-22 21:06:12\",\"von\":\"10.20.1.23\",\"nach\":\"192.0.2.10\",\"tor_port\":9001}\n");

    [Theory]
    [InlineData("auto")]
    [InlineData("ours")]
    public async Task A_mapping_of_ones_own_is_a_format_like_others(string format)
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.RunAsync(["enrich", "--mapping", folder.Write("ours.mapping", Mapping), "--format", format, .. Lists.WriteTo(folder)], s_log);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("confirmed", Json.TagOf(run.Lines[0])!.Value.Text("confidence"));
    }

    [Fact]
    public async Task A_mapping_that_cannot_be_used_is_told_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var mapping = folder.Write("ours.mapping", Mapping.Replace("initiator source", "initiator nobody", StringComparison.Ordinal));
        var run = await ToolRun.RunAsync(["enrich", "--mapping", mapping, .. Lists.WriteTo(folder)], s_log);
        var missing = await ToolRun.RunAsync(["enrich", "--mapping", mapping + "x"], s_log);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"torintel: {mapping}:9: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, missing.ExitCode);
        Assert.Equal($"torintel: {mapping}x: no such file", missing.Error.Trim());
    }

    [Theory]
    [InlineData(0, "UTC")]
    [InlineData(0, "Z")]
    [InlineData(120, "+02:00")]
    [InlineData(120, "+0200")]
    [InlineData(-210, "-03:30")]
    [InlineData(330, "Asia/Kolkata")]
    public void Zone_year_and_proxies_reach_the_engine(int minutes, string zone)
    {
        var options = new FormatOptions();
        var command = new RootCommand();
        options.AddTo(command);
        var read = options.Read(command.Parse(["--time-zone", zone, "--year", "2025", "--trust-proxy", "10.0.0.0/8", "--trust-proxy", "192.0.2.1"]));

        Assert.Equal(TimeSpan.FromMinutes(minutes), read.TimeZone.BaseUtcOffset);
        Assert.Equal(2025, read.Year);
        Assert.Equal(["10.0.0.0/8", "192.0.2.1/32"], read.TrustedProxies.Select(proxy => proxy.ToString()));
    }

    [Fact]
    public async Task A_zone_may_begin_with_a_minus()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(0, (await ToolRun.RunAsync(["enrich", "--time-zone", "-03:30", .. Lists.WriteTo(folder)])).ExitCode);
    }

    [Fact]
    public async Task Formats_lists_all_and_shows_one()
    {
        var list = await ToolRun.RunAsync("formats");
        var shown = await ToolRun.RunAsync("formats", "--show", "eve");

        Assert.Equal(LogFormat.BuiltIn.Select(format => format.Name), list.Lines.Select(line => line.Split(' ')[0]));
        Assert.Contains(list.Lines, line => line.StartsWith("eve ", StringComparison.Ordinal) && line.Contains(" json ", StringComparison.Ordinal) && line.EndsWith("  Suricata EVE", StringComparison.Ordinal));
        Assert.Equal("eve", LogFormat.Parse(shown.Text, "shown").Name);
    }
}
