using Serilog.Events;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Tags without nesting, beside what an event has already.</summary>
public sealed class SchemaTests
{
    private static readonly TorSchema[] s_schemas = [TorSchema.Flat, TorSchema.Ecs, TorSchema.OpenTelemetry];

    [Fact]
    public void The_properties_are_those_of_the_schema()
    {
        foreach (var schema in s_schemas)
        {
            TorProperty[] properties = [new("ServerIp", TorField.Server, AdapterViews.Guard), new("ServerPort", TorField.ServerPort, 9001)];
            var attributes = new TorAttributes(schema);
            var expected = attributes.Describe(new TorEnricher(Logs.Usual).Find(AdapterViews.Usual, properties, AdapterViews.ListTime)!);
            var logEvent = Enrich(schema, ("ServerIp", new ScalarValue(AdapterViews.Guard)), ("ServerPort", new ScalarValue(9001)));
            foreach (var (name, value) in expected)
            {
                Assert.Equal(value, PlainOf(logEvent.Properties[name]));
            }

            Assert.Equal(0L, PlainOf(logEvent.Properties[attributes.AgeName]));
            Assert.Equal(false, PlainOf(logEvent.Properties[attributes.StaleName]));
            Assert.Equal(expected.Length + 4, logEvent.Properties.Count);
        }
    }

    [Fact]
    public void Lists_are_joined_with_what_the_event_has()
    {
        var logEvent = Enrich(
            TorSchema.Ecs,
            ("ClientIp", new ScalarValue(AdapterViews.Exit)),
            ("tags", List("web", "tor-exit")),
            ("related.ip", List("192.0.2.1")));
        Assert.Equal(new[] { "web", "tor-exit", "tor" }, PlainOf(logEvent.Properties["tags"]));
        Assert.Equal(new[] { "192.0.2.1", AdapterViews.Exit }, PlainOf(logEvent.Properties["related.ip"]));

        var hosts = List(AdapterViews.Onion);
        logEvent = Enrich(TorSchema.Ecs, ("Host", new ScalarValue(AdapterViews.Onion + ":443")), ("related.hosts", hosts), ("tags", new ScalarValue("web")));
        Assert.Same(hosts, logEvent.Properties["related.hosts"]);
        Assert.Equal("web", PlainOf(logEvent.Properties["tags"]));
    }

    [Fact]
    public void An_event_that_was_tagged_before_stays_as_it_is()
    {
        foreach (var (schema, name) in new[] { (TorSchema.Flat, "tor_confidence"), (TorSchema.Ecs, "tor.confidence"), (TorSchema.OpenTelemetry, "torintel.confidence") })
        {
            var logEvent = Enrich(schema, ("ClientIp", new ScalarValue(AdapterViews.Exit)), (name, new ScalarValue("mine")));
            Assert.Equal(2, logEvent.Properties.Count);
            Assert.Equal("mine", PlainOf(logEvent.Properties[name]));
        }
    }

    [Theory]
    [InlineData("threat.framework", "threat.framework threat.tactic.id threat.technique.id threat.technique.subtechnique.id", "threat.software.id threat.feed.name")]
    [InlineData("threat.technique.id", "threat.framework threat.tactic.id", "threat.software.id threat.feed.name")]
    [InlineData("threat.software.id", "threat.software.name threat.software.type", "threat.framework threat.technique.id threat.feed.name")]
    [InlineData("threat.feed.url", "threat.feed.name", "threat.framework threat.software.id")]
    [InlineData("threat", "threat.feed.name threat.framework threat.software.id", "network.direction tags")]
    [InlineData("threatening", "", "threat.framework threat.feed.name")]
    [InlineData("threat.frameworks", "", "threat.framework threat.feed.name")]
    public void What_belongs_together_comes_from_one_hand(string there, string absent, string added)
    {
        var logEvent = Enrich(TorSchema.Ecs, ("ServerIp", new ScalarValue(AdapterViews.Guard)), ("ServerPort", new ScalarValue(9001)), (there, new ScalarValue("mine")));
        Assert.Equal("mine", PlainOf(logEvent.Properties[there]));
        Assert.DoesNotContain(absent.Split(' '), name => name != there && logEvent.Properties.ContainsKey(name));
        Assert.All(added.Split(' '), name => Assert.Contains(name, logEvent.Properties.Keys));
    }

    [Fact]
    public void A_rule_of_another_hand_stays()
    {
        var logEvent = Enrich(TorSchema.OpenTelemetry, ("ClientIp", new ScalarValue(AdapterViews.Exit)), ("security_rule.uuid", new ScalarValue("mine")));
        Assert.DoesNotContain("security_rule.name", logEvent.Properties.Keys);
        Assert.Contains("torintel.confidence", logEvent.Properties.Keys);
    }

    private static LogEvent Enrich(TorSchema schema, params (string Name, LogEventPropertyValue Value)[] properties)
    {
        var logEvent = Logs.Event(AdapterViews.ListTime, properties);
        new TorLogEventEnricher(Logs.Usual, new TorEnrichmentOptions { Schema = schema }).Enrich(logEvent, null!);
        return logEvent;
    }

    private static SequenceValue List(params string[] texts) => new(texts.Select(text => new ScalarValue(text)));

    private static object? PlainOf(LogEventPropertyValue value) => value is SequenceValue sequence ? sequence.Elements.Select(element => (string)PlainOf(element)!).ToArray() : ((ScalarValue)value).Value;
}
