using System.Net;
using NLog;
using TorIntel.Testing;

namespace TorIntel.Tests;

public class RobustnessTests
{
    private static readonly string[] s_names = [.. TorEnrichmentOptions.ConventionalFields.Keys];

    public static TheoryData<string, object?> NastyValues => new()
    {
        { "null", null },
        { "empty", "" },
        { "a huge string", new string('1', 1_000_000) },
        { "half a surrogate", "\ud800" },
        { "a zero character", "198.51.100.99\0" },
        { "line breaks", "198.51.100.99\r\n" },
        { "a number", 42 },
        { "a negative number", long.MinValue },
        { "not a number", double.NaN },
        { "an object that throws", new Thrower() },
        { "an exception", new InvalidOperationException("no") },
        { "an array with null", new string?[] { null } },
        { "an empty array", Array.Empty<string>() },
        { "an array of objects", new object[] { AdapterViews.Exit } },
        { "an endpoint without address", new IPEndPoint(IPAddress.None, 0) },
        { "a relative URI", new Uri("/path", UriKind.Relative) },
        { "an endless sequence", Endless() },
        { "a type", typeof(RobustnessTests) },
        { "a delegate", (Action)(() => throw new InvalidOperationException("no")) },
    };

    [Theory]
    [MemberData(nameof(NastyValues), DisableDiscoveryEnumeration = true)]
    public void Nasty_values_in_every_field_cost_no_event(string kind, object? value)
    {
        Assert.NotEmpty(kind);
        using var pipeline = Pipeline.Make("""<target xsi:type="TorIntelWrapper" name="tor" otherAddresses="Client"><target xsi:type="Kept" name="kept" layout="${logger}${torintel:confidence}" /></target>""");
        foreach (var name in s_names)
        {
            var logEvent = new LogEventInfo(LogLevel.Info, "tests", "text") { Properties = { [name] = value, ["ClientAddress"] = AdapterViews.Exit } };
            Assert.True(WrapperTests.IsTagged(pipeline.Write(logger => logger.Log(logEvent))), name);
        }

        var fromMessage = pipeline.Write(logger => logger.Info("{ClientIp} {ServerIp}", AdapterViews.Exit, value));
        Assert.True(WrapperTests.IsTagged(fromMessage));
    }

    [Fact]
    public void Names_that_are_no_text_cost_no_event()
    {
        using var pipeline = Pipeline.Make();
        var logEvent = new LogEventInfo(LogLevel.Info, "tests", "text") { Properties = { [42] = AdapterViews.Exit, [new Thrower()] = 1, [""] = "x", ["ClientIp"] = AdapterViews.Exit } };
        Assert.True(WrapperTests.IsTagged(pipeline.Write(logger => logger.Log(logEvent))));
    }

    [Theory]
    [InlineData("{ClientIp")]
    [InlineData("{}{}{}")]
    [InlineData("{ClientIp} {ClientIp}")]
    [InlineData("{ClientIp} {1} {x:} {@y,-5:N}")]
    [InlineData("{{ClientIp}}")]
    [InlineData("{ClientIp} {too} {few}")]
    public void Broken_templates_cost_no_event(string message)
    {
        using var pipeline = Pipeline.Make();
        _ = pipeline.Write(logger => logger.Info(message, AdapterViews.Exit));
        _ = pipeline.Write(logger => logger.Info(message, AdapterViews.Exit, AdapterViews.Exit));
        _ = pipeline.Write(logger => logger.Info(message));
        Assert.True(WrapperTests.IsTagged(pipeline.Write(logger => logger.WithProperty("ClientAddress", AdapterViews.Exit).Info(message, AdapterViews.Unlisted))));
        Assert.Equal(4, pipeline.Kept.Events.Count);
    }

    [Fact]
    public void A_scope_that_throws_costs_its_event_no_output()
    {
        using var pipeline = Pipeline.Make();
        using var scope = ScopeContext.PushProperties(new ThrowingProperties());
        Assert.False(WrapperTests.IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Unlisted))));
    }

    [Fact]
    public void Without_a_view_only_names_and_ports_are_evidence()
    {
        using var pipeline = Pipeline.Make(store: new TorNetworkStore());
        Assert.False(WrapperTests.IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Exit))));
        Assert.True(WrapperTests.IsTagged(pipeline.Write(logger => logger.Info("{DnsQuery}", AdapterViews.Onion))));
    }

    [Fact]
    public async Task Events_under_load_are_tagged_by_one_view_each_while_views_are_swapped()
    {
        const string OtherExit = "203.0.113.5";
        const int Threads = 4;
        const int PerThread = 4_000;
        var store = new TorNetworkStore(AdapterViews.Usual);
        using var pipeline = Pipeline.Make("""<target xsi:type="TorIntelWrapper" name="tor"><target xsi:type="Kept" name="kept" layout="${torintel}" /></target>""", store);
        var logger = pipeline.Logger;
        var running = Threads;
        var writers = Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < PerThread; i++)
            {
                logger.Info("{ClientIp} {ServerIp} {ServerPort}", i % 2 == 0 ? AdapterViews.Exit : OtherExit, "10.0.0.1", 443);
            }

            Interlocked.Decrement(ref running);
        }, TestContext.Current.CancellationToken)).ToArray();
        var swaps = 0;
        do
        {
            _ = store.Publish(++swaps % 2 == 0 ? AdapterViews.Usual : AdapterViews.Later);
        }
        while (Volatile.Read(ref running) != 0);
        await Task.WhenAll(writers);

        Assert.Equal(Threads * PerThread, pipeline.Kept.Events.Count);
        foreach (var (logEvent, text) in pipeline.Kept.Events.Zip(pipeline.Kept.Texts))
        {
            if (WrapperTests.IsTagged(logEvent))
            {
                // Only the view that has the address can have tagged it, and all of the tag is of that view.
                var isUsual = Equals(logEvent.Properties["ClientIp"], AdapterViews.Exit);
                Assert.Equal(isUsual ? "made-up lists" : "later lists", logEvent.Properties["tor_source"]);
                Assert.Equal(isUsual ? "2026-08-22T21:00:00Z" : "2026-08-22T22:00:00Z", logEvent.Properties["tor_list_time"]);
                Assert.Equal(logEvent.Properties["ClientIp"], logEvent.Properties["tor_evidence_values"]);
                Assert.Contains(isUsual ? "\"made-up lists\"" : "\"later lists\"", text, StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal("", text);
            }
        }

        Assert.Contains(pipeline.Kept.Events, WrapperTests.IsTagged);
    }

    [Fact]
    public void The_view_in_force_counts()
    {
        var store = new TorNetworkStore();
        using var pipeline = Pipeline.Make(store: store);
        Assert.False(WrapperTests.IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Exit))));
        store.Publish(AdapterViews.Usual);
        Assert.True(WrapperTests.IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Exit))));
        store.Publish(AdapterViews.Later);
        Assert.False(WrapperTests.IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Exit))));
    }

    private static IEnumerable<string> Endless()
    {
        while (true)
        {
            yield return AdapterViews.Exit;
        }
    }

    private sealed class Thrower
    {
        public override string ToString() => throw new InvalidOperationException("no");
    }

    private sealed class ThrowingProperties : IReadOnlyCollection<KeyValuePair<string, object?>>
    {
        public int Count => 1;

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => throw new InvalidOperationException("no");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
