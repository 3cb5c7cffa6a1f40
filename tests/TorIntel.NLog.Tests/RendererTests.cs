using System.Diagnostics.Metrics;
using NLog;
using TorIntel.Testing;

namespace TorIntel.Tests;

public class RendererTests
{
    [Fact]
    public void The_whole_tag_is_JSON()
    {
        var judged = new EventJudge(new TorNetworkStore(AdapterViews.Usual), new TorEnrichmentOptions(), new TorClassifier(), readsScope: true);
        var text = Render("${torintel}", AdapterViews.Exit, out var logEvent);
        Assert.Equal(judged.Find(logEvent)!.ToJson(AdapterViews.ListTime.AddSeconds(372)), text);
        Assert.Contains("\"age_s\":372", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("confidence", "high")]
    [InlineData("Confidence", "high")]
    [InlineData("tor_confidence", "high")]
    [InlineData("direction", "inbound")]
    [InlineData("initiator", "")]
    [InlineData("roles", "relay,exit")]
    [InlineData("evidence", "source-exit")]
    [InlineData("evidence_fields", "ClientIp")]
    [InlineData("evidence_values", AdapterViews.Exit)]
    [InlineData("authorised", "")]
    [InlineData("fingerprints", "B0B0DE51FA4F8E5E44524EF2F8FB45A91B9F8A5A")]
    [InlineData("nicknames", "exit")]
    [InlineData("source", "made-up lists")]
    [InlineData("list_time", "2026-08-22T21:00:00Z")]
    [InlineData("list_age_s", "372")]
    [InlineData("list_stale", "false")]
    [InlineData("list_verified", "false")]
    public void A_member_is_rendered_alone(string member, string expected)
    {
        Assert.Equal(expected, Render($"${{torintel:Member={member}}}", AdapterViews.Exit, out _));
        Assert.Equal(expected, Render($"${{torintel:{member}}}", AdapterViews.Exit, out _));
        Assert.Equal("", Render($"${{torintel:Member={member}}}", AdapterViews.Unlisted, out _));
    }

    [Fact]
    public void Techniques_are_a_member() => Assert.StartsWith(
        "T1090.003,",
        RenderAll("${torintel:Member=techniques} ${torintel:Member=attack_version}", logger => logger.Info("{ClientIp} {ServerIp} {ServerPort}", "10.0.0.1", AdapterViews.Guard, 9001)),
        StringComparison.Ordinal);

    [Fact]
    public void Every_member_of_the_flat_schema_has_a_name()
    {
        var described = new List<string>();
        var judge = new EventJudge(new TorNetworkStore(AdapterViews.Usual), new TorEnrichmentOptions(), new TorClassifier(), readsScope: true);
        foreach (var message in new[] { "{ClientIp} {ServerIp} {ServerPort}", "{SourceIp} {DestinationIp} {DestinationPort}" })
        {
            var logEvent = new LogEventInfo(LogLevel.Info, "tests", null, message, ["10.0.0.1", AdapterViews.Guard, 9001]);
            described.AddRange(new TorAttributes(TorSchema.Flat).Describe(judge.Find(logEvent)!).Select(property => property.Key));
        }

        Assert.All(described, name => Assert.Equal(name, FlatMembers.Find(name)));
    }

    [Fact]
    public void Without_evidence_nothing_is_rendered() => Assert.Equal("", Render("${torintel}", AdapterViews.Unlisted, out _));

    [Fact]
    public void An_unknown_member_renders_nothing_and_costs_no_event()
    {
        // NLog reports what a renderer throws here, or throws it on, as the program wants it.
        using var pipeline = Pipeline.Make("""<target xsi:type="Kept" name="tor" layout="${message}|${torintel:Member=nonsense}" />""", throws: false);
        pipeline.Logger.Info("{ClientIp}", AdapterViews.Exit);
        Assert.Equal(AdapterViews.Exit + "|", Assert.Single(pipeline.Kept.Texts));
    }

    [Fact]
    public void Behind_a_wrapper_a_renderer_shows_what_that_has_found()
    {
        const string Targets = """
            <target xsi:type="TorIntelWrapper" name="tor"><field name="Peer" is="Client" />
              <target xsi:type="Kept" name="kept" layout="${event-properties:tor_confidence}|${torintel:confidence}|${torintel:evidence_fields}" /></target>
            """;
        Assert.Equal("high|high|Peer", RenderAll(Targets, logger => logger.Info("{Peer}", AdapterViews.Exit), isLayout: false));
        Assert.Equal("||", RenderAll(Targets, logger => logger.Info("{ClientIp}", AdapterViews.Exit), isLayout: false));
        Assert.Equal("high|high|Peer", RenderAll(Targets.Replace("<target xsi:type=\"Kept\"", "<target xsi:type=\"AsyncWrapper\" name=\"async\"><target xsi:type=\"Kept\"", StringComparison.Ordinal)
            .Replace("</target>", "</target></target>", StringComparison.Ordinal), logger => logger.Info("{Peer}", AdapterViews.Exit), isLayout: false));
    }

    [Fact]
    public void Inside_of_an_asynchronous_target_the_scope_is_there()
    {
        using var pipeline = Pipeline.Make("""<target xsi:type="AsyncWrapper" name="tor"><target xsi:type="Kept" name="kept" layout="${torintel:confidence}" /></target>""");
        using (ScopeContext.PushProperty("ClientIp", AdapterViews.Exit))
        {
            pipeline.Logger.Info("text");
        }

        pipeline.Factory.Flush();
        Assert.Equal("high", Assert.Single(pipeline.Kept.Texts));
    }

    [Fact]
    public void An_event_is_judged_once_by_a_wrapper_and_its_renderers()
    {
        // Metrics are those of the process: what other tests count at the same time has another direction.
        var count = 0;
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => self.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (var (name, tag) in tags)
            {
                count += instrument.Meter.Name == "TorIntel" && name == "torintel.direction" && tag as string == "external" ? (int)value : 0;
            }
        });
        listener.Start();
        const string Targets = """
            <target xsi:type="TorIntelWrapper" name="tor"><target xsi:type="Kept" name="kept" layout="${torintel}${torintel:confidence}${torintel:direction}" /></target>
            """;
        var text = RenderAll(Targets, logger => logger.Info("{SourceIp} {DestinationIp}", AdapterViews.Exit, "203.0.113.77"), isLayout: false);
        Assert.EndsWith("external", text, StringComparison.Ordinal);
        Assert.Equal(1, count);
    }

    private static string Render(string layout, string address, out LogEventInfo logEvent)
    {
        var written = logEvent = new LogEventInfo(LogLevel.Info, "tests", null, "{ClientIp}", [address]) { TimeStamp = AdapterViews.ListTime.AddSeconds(372).UtcDateTime };
        return RenderAll(layout, logger => logger.Log(written));
    }

    private static string RenderAll(string layout, Action<Logger> write, bool isLayout = true)
    {
        using var pipeline = Pipeline.Make(isLayout ? $"""<target xsi:type="Kept" name="tor" layout="{layout}" />""" : layout);
        write(pipeline.Logger);
        pipeline.Factory.Flush();
        return Assert.Single(pipeline.Kept.Texts);
    }
}
