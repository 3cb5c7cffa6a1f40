using Serilog.Events;
using Serilog.Parsing;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>What is remembered of a template must not be taken for what an event holds.</summary>
public sealed class TemplateTests
{
    private static readonly MessageTemplate s_template = new MessageTemplateParser().Parse("{A} {ClientIp}");

    [Fact]
    public void Properties_in_another_order_or_number_are_told_by_their_names()
    {
        var enricher = new TorLogEventEnricher(Logs.Usual);
        (string, string)[][] events =
        [
            [("A", "x"), ("ClientIp", AdapterViews.Exit)],
            [("A", "x"), ("ClientIp", AdapterViews.Exit)],
            [("ClientIp", AdapterViews.Exit), ("A", "x")],
            [("A", AdapterViews.Exit), ("ClientIp", "x")],
            [("ClientIp", AdapterViews.Exit)],
            [("A", "x")],
            [],
            [("A", "x"), ("B", "y"), ("C", "z"), ("ClientIp", AdapterViews.Exit)],
            [("Other", AdapterViews.Exit), ("ClientIp", AdapterViews.Unlisted)],
            [("A", "x"), ("ClientIp", AdapterViews.Exit)],
        ];
        foreach (var properties in events)
        {
            foreach (var copy in new[] { false, true })
            {
                var logEvent = new LogEvent(
                    AdapterViews.ListTime,
                    LogEventLevel.Information,
                    exception: null,
                    s_template,
                    properties.Select(property => new LogEventProperty(copy ? new string(property.Item1) : property.Item1, new ScalarValue(property.Item2))));
                enricher.Enrich(logEvent, null!);
                Assert.Equal(properties.Contains(("ClientIp", AdapterViews.Exit)), logEvent.Properties.ContainsKey("Tor"));
            }
        }
    }

    [Fact]
    public void Templates_without_number_cost_nothing_but_time()
    {
        var sink = new CollectingSink();
        using (var logger = Logs.Logger(sink))
        {
            for (var i = 0; i < 20_000; i++)
            {
                var template = $"{i} {{Name{i % 7}}} {{ClientIp}}";
#pragma warning disable CA2254 // Such programs exist.
                logger.Information(template, "x", i % 2 == 0 ? AdapterViews.Exit : AdapterViews.Unlisted);
                logger.Information(template, "x", i % 2 == 0 ? AdapterViews.Exit : AdapterViews.Unlisted);
#pragma warning restore CA2254
            }
        }

        Assert.Equal(20_000, sink.Events.Count(logEvent => logEvent.Properties.ContainsKey("Tor")));
    }
}
