using System.Globalization;
using System.Net;
using NLog;
using NLog.Config;
using NLog.Layouts;
using NLog.Targets;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>An event without evidence costs no memory beyond what NLog takes without us.</summary>
[Collection(AloneCollection.Name)]
public class AllocationTests
{
    private const int WarmUp = 3_000;
    private const int Passes = 5;
    private const int Rounds = 1_000;
    private const int Events = WarmUp + (Passes * Rounds);

    private static readonly IPAddress s_unlisted = IPAddress.Parse(AdapterViews.Unlisted);

    [Theory]
    [InlineData("text")]
    [InlineData("address")]
    [InlineData("two")]
    [InlineData("many")]
    [InlineData("plain")]
    [InlineData("with")]
    [InlineData("scope")]
    [InlineData("put together")]
    [InlineData("JSON put together")]
    [InlineData("template put together")]
    public void An_event_without_evidence_allocates_no_more_than_NLog_alone_with_a_JsonLayout(string kind)
    {
        var layout = new JsonLayout { IncludeEventProperties = true, IncludeScopeProperties = kind == "scope", Attributes = { new JsonAttribute("message", "${message}") } };
        var alone = Measure(kind, layout, target => target);
        Assert.InRange(Measure(kind, layout, target => new TorIntelTargetWrapper(target)), 1, alone);
    }

    [Theory]
    [InlineData("address")]
    [InlineData("plain")]
    [InlineData("with")]
    [InlineData("put together")]
    [InlineData("JSON put together")]
    public void An_event_without_evidence_allocates_what_NLog_does_alone_with_a_layout_of_text(string kind)
    {
        var alone = Measure(kind, Text, target => target);
        Assert.Equal(alone, Measure(kind, Text, target => new TorIntelTargetWrapper(target)));
    }

    // NLog puts off the message of events with nothing but plain values where a layout without properties is all that reads them. Who asks for a property ends that.
    [Theory]
    [InlineData("text")]
    [InlineData("two")]
    [InlineData("many")]
    [InlineData("scope")]
    [InlineData("template put together")]
    public void An_event_without_evidence_allocates_what_asking_for_a_property_does_with_a_layout_of_text(string kind)
    {
        var asking = Measure(kind, Text, target => new AskingWrapper { WrappedTarget = target });
        Assert.Equal(asking, Measure(kind, Text, target => new TorIntelTargetWrapper(target)));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("with")]
    [InlineData("scope")]
    public void A_renderer_without_evidence_allocates_nothing_behind_the_wrapper(string kind)
    {
        Layout layout = "${logger} ${level} ${message}${torintel}${torintel:Member=confidence}";
        var alone = Measure(kind, Text, target => new TorIntelTargetWrapper(target));
        Assert.Equal(alone, Measure(kind, layout, target => new TorIntelTargetWrapper(target)));
    }

    [Fact]
    public void To_judge_an_event_without_evidence_allocates_nothing()
    {
        var judge = new EventJudge(new TorNetworkStore(AdapterViews.Usual), new TorEnrichmentOptions(), new TorClassifier(), readsScope: true);
        var logEvent = new LogEventInfo(LogLevel.Info, "tests", null, "Sign-in from {ClientIp}", [AdapterViews.Unlisted]);
        logEvent.Properties["ServerIp"] = "10.0.0.1";
        Allocations.AssertNone(() => judge.Find(logEvent));
    }

    private static Layout Text => "${logger} ${level} ${message}";

    private static long Measure(string kind, Layout layout, Func<Target, Target> wrap)
    {
        using var factory = new LogFactory();
        factory.Setup().RegisterTorIntel(new TorNetworkStore(AdapterViews.Usual));
        var configuration = new LoggingConfiguration(factory);
        configuration.AddRuleForAllLevels(wrap(new RenderingTarget { Layout = layout }));
        factory.Configuration = configuration;
        var logger = factory.GetLogger("tests");
        using var scope = kind == "scope" ? ScopeContext.PushProperties(new KeyValuePair<string, object?>[] { new("ClientIp", AdapterViews.Unlisted), new("RequestId", "r") }) : null;
        Action write = kind switch
        {
            "text" or "scope" => () => logger.Info("Sign-in from {ClientIp}", AdapterViews.Unlisted),
            "address" => () => logger.Info("Sign-in from {ClientIp}", s_unlisted),
            "two" => () => logger.Info("{User} signed in from {ClientIp}", "alice", AdapterViews.Unlisted),
            "many" => () => logger.Info("{User} signed in from {ClientIp} to {ServerIp}, {Result} {Port}", "alice", AdapterViews.Unlisted, "10.0.0.1", "ok", "443"),
            "put together" => WriteNewText(logger.WithProperty("ClientIp", AdapterViews.Unlisted), "{0:D6} ms"),
            "JSON put together" => WriteNewText(logger.WithProperty("ClientIp", AdapterViews.Unlisted), "{{\"ms\":{0:D6}}}"),
            "template put together" => WriteNewTemplate(logger),
            "with" => Write(logger.WithProperty("ClientIp", AdapterViews.Unlisted)),
            _ => () => logger.Info("Nothing to see"),
        };
        return Least(write);
    }

    private static Action Write(Logger logger) => () => logger.Info("{User} signed in", "alice");

    private static Action WriteNewText(Logger logger, string format)
    {
        var next = 0;
        string[] texts = [.. Enumerable.Range(0, Events).Select(i => string.Format(CultureInfo.InvariantCulture, format, i))];
        return () => logger.Info(texts[next++]);
    }

    private static Action WriteNewTemplate(Logger logger)
    {
        var next = 0;
        string[] templates = [.. Enumerable.Range(0, Events).Select(i => $"{i:D6} from {{ClientIp}}")];
        return () => logger.Info(templates[next++], AdapterViews.Unlisted);
    }

    private static long Least(Action action)
    {
        for (var i = 0; i < WarmUp; i++)
        {
            action();
        }

        // Tiered compilation may allocate for a round on this thread, so the least of several passes counts.
        var least = long.MaxValue;
        for (var pass = 0; pass < Passes; pass++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Rounds; i++)
            {
                action();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least / Rounds;
    }
}
