namespace TorIntel.Cli.Tests;

/// <summary>Wrong usage ends with 2, help with 0; both without touching data.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("Required command was not provided")]
    [InlineData("'frobnicate'", "frobnicate")]
    [InlineData("unknown option '--bad'", "lookup", "--bad")]
    [InlineData("unknown option '--bad'", "enrich", "--bad", "x")]
    [InlineData("unknown option '-x'", "lookup", "192.0.2.1", "-x")]
    [InlineData("unknown option '-x'", "enrich", "--list", "-x")]
    [InlineData("'xml' is no format; there are auto, access, ", "enrich", "--format", "xml")]
    [InlineData("'Eve'", "enrich", "--format", "Eve")]
    [InlineData("'none' is no confidence; there are low, medium, high, confirmed", "enrich", "--min-confidence", "none")]
    [InlineData("'certain'", "enrich", "--min-confidence", "certain")]
    [InlineData("'splunk' is no schema; there are tor, ecs, ocsf, asim, cim, otel, flat", "enrich", "--schema", "splunk")]
    [InlineData("'a b' cannot be the name of the tag", "enrich", "--tag-name", "a b")]
    [InlineData("the schema itself has the field 'threat", "enrich", "--schema", "ecs", "--tag-name", "threat")]
    [InlineData("--format", "enrich", "--format")]
    [InlineData("--format", "enrich", "--format", "eve", "--format", "eve")]
    [InlineData("--list", "enrich", "--list")]
    [InlineData("'bridge' is no role of a list; roles are exit, guard and relay", "lookup", "--list", "bridge=x")]
    [InlineData("'Exit' is no role of a list", "lookup", "--list", "Exit=x")]
    [InlineData("an empty path", "lookup", "--list", "")]
    [InlineData("an empty path", "enrich", "--list", "exit=")]
    [InlineData("an empty path", "enrich", "")]
    [InlineData("an empty path", "enrich", "-o", "")]
    [InlineData("an empty path", "enrich", "--stats", "")]
    [InlineData("'yesterday' is not a time; write 2026-08-22T21:13:34Z", "enrich", "--list-time", "yesterday")]
    [InlineData("'2026-02-30' is not a time", "lookup", "--list-time", "2026-02-30")]
    [InlineData("'10.0.0.1/8' is no network; write 192.168.0.0/16, without bits behind the prefix length", "enrich", "--internal", "10.0.0.1/8")]
    [InlineData("'10.0.0.0/33' is no network", "enrich", "--internal", "10.0.0.0/33")]
    [InlineData("'home' is no network", "enrich", "--internal", "home")]
    [InlineData("'' is no network", "enrich", "--internal", "")]
    [InlineData("'2001:db8::1/32' is no network", "enrich", "--ignore", "2001:db8::1/32")]
    [InlineData("'x/y' is no network", "enrich", "--ignore", "x/y")]
    [InlineData("'' is no network, host name or fingerprint to ignore", "enrich", "--ignore", "")]
    [InlineData("'a, b' is no network, host name or fingerprint to ignore", "enrich", "--ignore", "a, b")]
    [InlineData("'192.0.2.256' is no network, host name or fingerprint to ignore", "enrich", "--ignore", "192.0.2.256")]
    [InlineData("is no network, host name or fingerprint to ignore", "enrich", "--ignore", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("'ABC' is no fingerprint of 40 hexadecimal digits", "enrich", "--own-relay", "ABC")]
    [InlineData("'0' is no number of threads from 1 to 64", "enrich", "--threads", "0")]
    [InlineData("'65' is no number of threads from 1 to 64", "enrich", "--threads", "65")]
    [InlineData("'many' is no number of threads from 1 to 64", "enrich", "--threads", "many")]
    [InlineData("'xz' is no compression; there are none, gzip, zstd", "enrich", "--compress", "xz")]
    [InlineData("'Europe/Atlantis' is no time zone", "enrich", "--time-zone", "Europe/Atlantis")]
    [InlineData("'+15:00' is no time zone", "enrich", "--time-zone", "+15:00")]
    [InlineData("'26' is no year", "enrich", "--year", "26")]
    [InlineData("'proxy' is no network", "enrich", "--trust-proxy", "proxy")]
    [InlineData("an empty path", "enrich", "--mapping", "")]
    [InlineData("--checkpoint goes with --follow", "enrich", "--checkpoint", "x")]
    [InlineData("--rotate-wait goes with --follow", "enrich", "--rotate-wait", "1")]
    [InlineData("'soon' is no number of seconds", "enrich", "--follow", "x", "--rotate-wait", "soon")]
    [InlineData("an empty path", "enrich", "--follow", "x", "--checkpoint", "")]
    [InlineData("--follow needs the names of files", "enrich", "--follow")]
    [InlineData("--follow needs the names of files", "enrich", "--follow", "x", "-")]
    [InlineData("--follow writes no compressed output", "enrich", "--follow", "x", "-o", "x.gz")]
    [InlineData("--follow was given a file twice", "enrich", "--follow", "x", "./x")]
    [InlineData("that would never end", "enrich", "--follow", "x", "-o", "./x")]
    [InlineData("'none' is no format; 'torintel formats' lists them", "formats", "--show", "none")]
    [InlineData("unknown option '-1'", "lookup", "-1")]
    [InlineData("--internal", "lookup", "--internal", "10.0.0.0/8")]
    public async Task Wrong_usage_is_told_and_ends_with_2(string message, params string[] args)
    {
        var run = await ToolRun.RunAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.All(run.Error.Trim().Split('\n'), line => Assert.StartsWith("torintel: ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("enrich", "--help")]
    [InlineData("lookup", "-h")]
    [InlineData("enrich", "--help", "--format", "xml")]
    public async Task Help_goes_to_the_standard_output(params string[] args)
    {
        var run = await ToolRun.RunAsync(args);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Usage:", run.Text, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Version_goes_to_the_standard_output()
    {
        var run = await ToolRun.RunAsync("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", run.Text);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var enrich = (await ToolRun.RunAsync("enrich", "--help")).Text;
        var lookup = (await ToolRun.RunAsync("lookup", "--help")).Text;

        Assert.All(
            ["--format", "--list", "--list-time", "--include-special", "--internal", "--ignore", "--own-relay", "--min-confidence", "--only-tagged", "-o", "--stats", "--strict",
                "--schema", "--tag-name", "--mapping", "--time-zone", "--year", "--trust-proxy", "--compress", "--threads", "--follow", "--checkpoint", "--rotate-wait", "--no-progress", "--quiet"],
            option => Assert.Contains(option, enrich, StringComparison.Ordinal));
        Assert.All(["--json", "--list", "--list-time", "--include-special"], option => Assert.Contains(option, lookup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_two_dashes_everything_is_a_value()
    {
        var run = await ToolRun.RunAsync("lookup", "--json", "--", "--list", "-x");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["--list", "-x"], run.Lines.Select(line => Json.Parse(line).Text("input")));
    }

    [Fact]
    public async Task A_value_with_an_at_sign_is_no_file_of_options()
    {
        var run = await ToolRun.RunAsync("lookup", "--json", "@x");

        Assert.Equal("@x", Json.Parse(run.Text).Text("input"));
    }
}
