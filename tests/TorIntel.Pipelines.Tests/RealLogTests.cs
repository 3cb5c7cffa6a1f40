using System.Text.Json;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

/// <summary>Real logs, each whole.</summary>
public sealed class RealLogTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Files => LogLines.RealLogs.Select(log => new TheoryDataRow<string, string>(log.File, log.Format.Name));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_real_log_is_recognised_has_no_bad_line_and_loses_nothing(string file, string format)
    {
        var log = LogLines.ReadReal(SharedData.PathOrSkip("data/logs/" + file));
        Assert.Equal(format, Detected(log));

        using var stream = new MemoryStream(log);
        var run = EnricherRun.Of(stream, network: LogLines.ViewOf(log));

        Assert.Empty(run.BadLineTexts);
        Assert.True(run.Summary.Lines > 3 || file is "sysmon-1-tor-browser.json" or "rule-test-events/aws-alb.ndjson"); // one event each
        Assert.Equal(log, Tags.Remove(run.Output));
        Assert.Equal(run.Summary.Tagged, Tags.Of(run.Output).Count);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_real_log_comes_out_alike_in_small_pieces(string file, string format)
    {
        var log = LogLines.ReadReal(SharedData.PathOrSkip("data/logs/" + file));
        log = log[..Math.Min(log.Length, 100_000)];
        var network = LogLines.ViewOf(log);
        using var whole = new MemoryStream(log);
        using var pieces = new ChunkedStream(log);

        Assert.Equal(EnricherRun.Of(whole, LogFormat.Get(format), network: network).Output, EnricherRun.Of(pieces, LogFormat.Get(format), network: network).Output);
    }

    private static string? Detected(byte[] log) => LogFormatDetector.Detect(log, JsonLayout.Of(log, isLast: true, null, () => LogFormat.BuiltIn), LogFormat.BuiltIn)?.Name;

    [Theory]
    [InlineData("suricata-eve-alerts-wrccdc-2017.json")]
    [InlineData("suricata-eve-alerts-wrccdc-2018.json")]
    [InlineData("suricata-eve-alerts-honeypot-2018.json")]
    public void A_tagged_array_is_still_an_array_of_the_same_events(string file)
    {
        var log = LogLines.ReadReal(SharedData.PathOrSkip("data/logs/" + file));
        using var stream = new MemoryStream(log);
        using var before = JsonDocument.Parse(log);
        using var after = JsonDocument.Parse(EnricherRun.Of(stream, network: LogLines.ViewOf(log)).Output);

        Assert.Equal(before.RootElement.GetArrayLength(), after.RootElement.GetArrayLength());
        Assert.Contains(after.RootElement.EnumerateArray(), e => e.TryGetProperty("tor", out _));
        foreach (var (first, second) in before.RootElement.EnumerateArray().Zip(after.RootElement.EnumerateArray()))
        {
            Assert.Equal(first.EnumerateObject().Select(member => member.ToString()), second.EnumerateObject().Where(member => member.Name != "tor").Select(member => member.ToString()));
        }
    }
}
