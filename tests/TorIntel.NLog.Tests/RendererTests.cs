using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using NLog;
using NLog.Common;
using NLog.Config;
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

    [Theory]
    [InlineData("""<target xsi:type="Kept" name="tor" layout="${torintel:confidence}" />""")]
    [InlineData("""<target xsi:type="TorIntelWrapper" name="tor"><target xsi:type="Kept" name="kept" layout="${torintel:confidence}" /></target>""")]
    public void An_event_that_is_changed_and_logged_again_is_judged_again(string targets)
    {
        using var pipeline = Pipeline.Make(targets);
        var logEvent = new LogEventInfo(LogLevel.Info, "tests", "text") { Properties = { ["ClientIp"] = AdapterViews.Unlisted } };
        pipeline.Logger.Log(logEvent);
        logEvent.Properties["ClientIp"] = AdapterViews.Exit;
        pipeline.Logger.Log(logEvent);
        Assert.Equal(["", "high"], pipeline.Kept.Texts);
        Assert.Equal(targets.Contains("Wrapper", StringComparison.Ordinal), WrapperTests.IsTagged(logEvent));
    }

    [Theory]
    [InlineData("tor,other")]
    [InlineData("other,tor")]
    public void A_renderer_that_is_not_behind_the_wrapper_goes_by_its_own_options(string order)
    {
        const string Targets = """
            <target xsi:type="TorIntelWrapper" name="tor"><field name="Peer" is="Client" /><target xsi:type="Kept" name="kept" layout="${torintel:confidence}" /></target>
            <target xsi:type="Kept" name="other" layout="${torintel:confidence}" />
            """;
        using var pipeline = Pipeline.Make(Targets);
        var text = Pipeline.ConfigOf(Targets).Replace("writeTo=\"tor\"", $"writeTo=\"{order}\"", StringComparison.Ordinal);
        pipeline.Factory.Configuration = XmlLoggingConfiguration.CreateFromXmlString(text, pipeline.Factory);
        pipeline.Logger.Info("{ClientIp}", AdapterViews.Exit);
        pipeline.Logger.Info("{Peer}", AdapterViews.Exit);
        Assert.Equal(["", "high"], pipeline.Factory.Configuration.FindTargetByName<KeptTarget>("kept")!.Texts);
        Assert.Equal(["high", ""], pipeline.Factory.Configuration.FindTargetByName<KeptTarget>("other")!.Texts);
    }

    [Fact]
    public void Behind_a_wrapper_that_gets_several_events_at_once_a_renderer_shows_what_that_has_found_in_each()
    {
        const string Targets = """
            <target xsi:type="TorIntelWrapper" name="tor"><field name="Peer" is="Client" /><target xsi:type="Kept" name="kept" layout="${torintel:evidence_values}" /></target>
            """;
        using var pipeline = Pipeline.Make(Targets);
        var events = new[] { ("ClientIp", AdapterViews.Exit), ("Peer", AdapterViews.Exit), ("Peer", AdapterViews.Unlisted), ("Peer", AdapterViews.ExitIPv6) }
            .Select(property => new AsyncLogEventInfo(new LogEventInfo(LogLevel.Info, "tests", "text") { Properties = { [property.Item1] = property.Item2 } }, _ => { })).ToList();
        pipeline.Factory.Configuration!.FindTargetByName("tor")!.WriteAsyncLogEvents(events);
        Assert.Equal(["", AdapterViews.Exit, "", AdapterViews.ExitIPv6], pipeline.Kept.Texts);
    }

    [Theory]
    [InlineData("""<target xsi:type="Kept" name="tor" layout="${torintel:confidence}" />""")]
    [InlineData("""<target xsi:type="TorIntelWrapper" name="tor"><target xsi:type="Kept" name="kept" layout="${torintel:confidence}" /></target>""")]
    public void A_thread_keeps_no_view_of_before(string targets)
    {
        var store = new TorNetworkStore();
        using var pipeline = Pipeline.Make(targets, store);
        var view = LogUnderAView();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(view.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference LogUnderAView()
        {
            var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
            builder.AddExitAddress(IPPrefix.Parse(AdapterViews.Exit));
            var network = builder.Build();
            store.Publish(network);
            pipeline.Logger.Info("{ClientIp} {HostName}", AdapterViews.Unlisted, AdapterViews.Onion);
            Assert.Equal("confirmed", Assert.Single(pipeline.Kept.Texts));
            pipeline.Kept.Events.Clear();
            store.Publish(AdapterViews.Usual);
            return new WeakReference(network);
        }
    }

    [Theory]
    [InlineData("""<target xsi:type="TorIntelWrapper" name="tor"><target xsi:type="Kept" name="kept" layout="${torintel}${torintel:confidence}${torintel:direction}" /></target>""")]
    [InlineData("""<target xsi:type="TorIntelWrapper" name="tor"><target xsi:type="TorIntelWrapper" name="inner"><target xsi:type="Kept" name="kept" /></target></target>""")]
    [InlineData("""<target xsi:type="Kept" name="tor" layout="${torintel:initiator}${torintel:confidence}${torintel:direction}" />""")]
    public void An_event_is_counted_once_however_often_it_is_shown(string targets)
    {
        var counted = new List<string>();
        var thread = Environment.CurrentManagedThreadId; // other tests count too
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "torintel.events.tagged")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                counted.Add(string.Join(' ', tags.ToArray().Select(tag => tag.Value)));
            }
        });
        listener.Start();
        using var pipeline = Pipeline.Make(targets);
        pipeline.Logger.Info("{ClientIp}", AdapterViews.Exit);
        pipeline.Logger.Info("{ClientIp}", AdapterViews.Unlisted);
        Assert.Equal(["high inbound nlog"], counted);

        // One that was tagged elsewhere is no tag of ours.
        pipeline.Logger.WithProperty("tor_confidence", "mine").Info("{ClientIp}", AdapterViews.Exit);
        Assert.Equal(targets.Contains("Wrapper", StringComparison.Ordinal) ? 1 : 2, counted.Count);
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
