using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Real loggers with the enricher, and what they write as JSON.</summary>
internal static class Logs
{
    private static readonly JsonValueFormatter s_formatter = new(typeTagName: null);

    public static TorNetworkStore Usual => new(AdapterViews.Usual);

    /// <summary>Makes a logger whose addresses stay addresses.</summary>
    public static Logger Logger(CollectingSink sink, Action<TorEnrichmentOptions>? configure = null, TorClassifier? classifier = null, TorNetworkStore? store = null) =>
        new LoggerConfiguration()
            .Destructure.AsScalar<IPAddress>()
            .Destructure.AsScalar<IPEndPoint>()
            .Destructure.AsScalar<DnsEndPoint>()
            .Enrich.WithTorIntel(store ?? Usual, configure, classifier)
            .WriteTo.Sink(sink)
            .CreateLogger();

    /// <summary>Writes one event, and gives it as it comes out.</summary>
    public static LogEvent Write(Action<ILogger> write, Action<TorEnrichmentOptions>? configure = null, TorClassifier? classifier = null, TorNetworkStore? store = null)
    {
        var sink = new CollectingSink();
        using (var logger = Logger(sink, configure, classifier, store))
        {
            write(logger);
        }

        return sink.Event;
    }

    /// <summary>Makes an event at a time, with the properties given.</summary>
    public static LogEvent Event(DateTimeOffset time, params (string Name, LogEventPropertyValue Value)[] properties) => new(
        time,
        LogEventLevel.Information,
        exception: null,
        new MessageTemplate("something", []),
        properties.Select(property => new LogEventProperty(property.Name, property.Value)));

    /// <summary>Gives the tag of an event as JSON; null if it has none.</summary>
    public static JsonNode? Tag(LogEvent logEvent, string name = "Tor") => logEvent.Properties.TryGetValue(name, out var tag) ? Json(tag) : null;

    public static JsonNode? Json(LogEventPropertyValue value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        s_formatter.Format(value, text);
        return JsonNode.Parse(text.ToString());
    }

    /// <summary>Gives the names of the evidence in a tag, with its field and value.</summary>
    public static string Evidence(LogEvent logEvent) => Tag(logEvent)?["evidence"] is JsonArray evidence
        ? string.Join(' ', evidence.Select(item => $"{item!["name"]}:{item["field"]}={item["value"]}"))
        : "";
}
