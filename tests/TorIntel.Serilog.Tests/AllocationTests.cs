using System.Net;
using Serilog.Events;
using Serilog.Parsing;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class AllocationTests
{
    private static readonly LogEvent[] s_misses =
    [
        Logs.Event(AdapterViews.ListTime),
        Event(("ClientIp", AdapterViews.Unlisted)),
        Event(("ClientIp", "2001:db8::1")),
        Event(("ClientIp", IPAddress.Parse(AdapterViews.Unlisted)), ("Extra", 1)),
        Event(("ClientIp", IPAddress.Parse("2001:db8::1"))),
        Event(("RemoteEndPoint", new IPEndPoint(IPAddress.Parse(AdapterViews.Unlisted), 443))),
        Event(("ClientIp", AdapterViews.Unlisted), ("ServerIp", "203.0.113.80"), ("ServerPort", 443), ("HostName", "login.shop.example.com")),
        Event(("Url", "https://login.shop.example.com/path?query"), ("Host", "login.shop.example.com:8443"), ("ServerIp", "login.shop.example.com")),
        Event(("A", 1), ("B", 2), ("C", 3), ("D", 4), ("E", 5), ("ClientIp", "nonsense"), ("ServerPort", "443"), ("Transport", "tcp")),
        Logs.Event(
            AdapterViews.ListTime,
            ("client", new StructureValue([new LogEventProperty("address", new ScalarValue(AdapterViews.Unlisted))])),
            ("server", new DictionaryValue([new KeyValuePair<ScalarValue, LogEventPropertyValue>(new ScalarValue("address"), new ScalarValue("203.0.113.80"))])),
            ("ClientIp", new SequenceValue([new ScalarValue(AdapterViews.Unlisted)]))),
    ];

    [Fact]
    public void A_miss_allocates_nothing()
    {
        foreach (var enricher in Enrichers())
        {
            foreach (var logEvent in s_misses)
            {
                Allocations.AssertNone(() => enricher.Enrich(logEvent, null!));
            }
        }

        Assert.All(s_misses, logEvent => Assert.DoesNotContain("Tor", logEvent.Properties.Keys));
    }

    [Fact]
    public void A_hit_in_the_second_of_another_allocates_nothing()
    {
        var enricher = new TorLogEventEnricher(Logs.Usual);
        var logEvent = Event(("User", "alice"), ("ClientIp", AdapterViews.Exit));
        Allocations.AssertNone(() =>
        {
            enricher.Enrich(logEvent, null!);
            logEvent.RemovePropertyIfPresent("Tor");
        });
        enricher.Enrich(logEvent, null!);
        Assert.Contains("Tor", logEvent.Properties.Keys);
    }

    [Fact]
    public void A_miss_with_a_template_of_its_own_allocates_nothing()
    {
        var parser = new MessageTemplateParser();
        LogEvent[] events =
        [
            .. Enumerable.Range(0, 5_000).Select(i => new LogEvent(
                AdapterViews.ListTime,
                LogEventLevel.Information,
                exception: null,
                parser.Parse($"request {i} from {{ClientIp}}"),
                [new LogEventProperty("ClientIp", new ScalarValue(AdapterViews.Unlisted))])),
        ];
        foreach (var enricher in Enrichers())
        {
            var next = 0;
            Allocations.AssertNone(() => enricher.Enrich(events[next++], null!));
        }
    }

    private static IEnumerable<TorLogEventEnricher> Enrichers()
    {
        yield return new TorLogEventEnricher(Logs.Usual);
        yield return new TorLogEventEnricher(Logs.Usual, new TorEnrichmentOptions { OtherAddresses = TorField.Source });
        yield return new TorLogEventEnricher(Logs.Usual, new TorEnrichmentOptions { Fields = { ["ClientIp"] = TorField.Client } });
        yield return new TorLogEventEnricher(Logs.Usual, new TorEnrichmentOptions { Fields = { ["client.address"] = TorField.Client, ["server.address"] = TorField.Server } });
        yield return new TorLogEventEnricher(new TorNetworkStore());
    }

    private static LogEvent Event(params (string Name, object Value)[] properties) =>
        Logs.Event(AdapterViews.ListTime, [.. properties.Select(property => (property.Name, (LogEventPropertyValue)new ScalarValue(property.Value)))]);
}
