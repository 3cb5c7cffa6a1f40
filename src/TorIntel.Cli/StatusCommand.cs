using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TorIntel.Feeds;

namespace TorIntel.Cli;

/// <summary><c>torintel status</c>: says how old the view in the cache is, what it was made from, and how its sources do.</summary>
internal sealed class StatusCommand
{
    private static readonly JsonWriterOptions s_jsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object." };
    private readonly FeedOptions _feeds = new();
    private readonly Terminal _terminal;
    private readonly TimeProvider _clock;

    private StatusCommand(Terminal terminal, TimeProvider clock) => (_terminal, _clock) = (terminal, clock);

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var status = new StatusCommand(terminal, clock);
        var command = new Command("status", "Says how fresh the view in the cache is, and how its sources do. Returns 1 if there is none, or it is stale.") { status._json };
        status._feeds.AddTo(command);
        command.SetAction(status.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var options = _feeds.Read(parsed);
        var status = TorFeedStatus.Read(options, _clock.GetUtcNow());
        using var output = OutputFiles.OpenStandardOutput(_terminal);
        if (parsed.GetValue(_json))
        {
            WriteJson(output, status, options.CacheFolder);
        }
        else
        {
            output.Write(Encoding.UTF8.GetBytes(Describe(status, options.CacheFolder)));
        }

        return status is { Network: not null, IsStale: false, Health: not TorFeedHealth.Unhealthy } ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Describe(TorFeedStatus status, string cache)
    {
        var text = new StringBuilder();
        Line("health", FeedWords.Of(status.Health) + (status.Reason is null ? "" : ": " + status.Reason));
        Line("cache", cache);
        if (status.Network is { } network)
        {
            Line("view", network.SourceName);
            Line("time", network.Time is { } time ? $"{TimeText.ToIso(time)}, {AgeText(status.Age!.Value)}, {(status.IsStale ? "STALE" : "fresh")}" : "unknown");
            if (network.ValidUntil is { } until)
            {
                Line("valid until", TimeText.ToIso(until));
            }

            Line("verified", network.IsVerified ? "yes" : network.Sources.Any(source => source.IsVerified) ? "in part: " + string.Join(", ", network.Sources.Where(source => source.IsVerified).Select(source => source.Name)) : "no");
            Line("relays", network.RelayCount.ToString(CultureInfo.InvariantCulture));
            Line("addresses", network.AddressCount.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var source in status.Sources)
        {
            var last = source.LastSuccess is { } success ? $", good at {TimeText.ToIso(success)}, {source.Entries.ToString(CultureInfo.InvariantCulture)} entries" : "";
            Line(source.IsCurrent ? "source *" : "source", $"{source.Name}: {FeedWords.Of(source.Outcome)}{(source.Message is null ? "" : ": " + source.Message)}{last}");
        }

        return text.ToString();

        void Line(string name, string value) => text.Append(CultureInfo.InvariantCulture, $"{name,-12} {value}\n");
    }

    private static string AgeText(TimeSpan age) =>
        age < TimeSpan.Zero ? "ahead of the clock"
        : age < TimeSpan.FromHours(2) ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} minutes old")
        : age < TimeSpan.FromDays(2) ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} hours old")
        : string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} days old");

    private static void WriteJson(Stream output, TorFeedStatus status, string cache)
    {
        using (var json = new Utf8JsonWriter(output, s_jsonOptions))
        {
            json.WriteStartObject();
            json.WriteString("health", FeedWords.Of(status.Health));
            WriteIfKnown(json, "reason", status.Reason);
            json.WriteString("cache", cache);
            if (status.Network is { } network)
            {
                WriteView(json, network, status);
            }

            json.WriteStartArray("sources");
            foreach (var source in status.Sources)
            {
                WriteSource(json, source);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteView(Utf8JsonWriter json, TorNetwork network, TorFeedStatus status)
    {
        ListJson.Write(json, network);
        if (status.Age is { } age)
        {
            json.WriteNumber("age_s", (long)Math.Floor(age.TotalSeconds));
        }

        json.WriteBoolean("stale", status.IsStale);
        WriteIfKnown(json, "valid_until", network.ValidUntil);
        json.WriteNumber("relays", network.RelayCount);
        json.WriteNumber("addresses", network.AddressCount);
        json.WriteStartArray("lists");
        foreach (var source in network.Sources)
        {
            json.WriteStartObject();
            json.WriteString("source", source.Name);
            WriteIfKnown(json, "time", source.Time);
            WriteIfKnown(json, "valid_until", source.ValidUntil);
            json.WriteBoolean("verified", source.IsVerified);
            WriteIfKnown(json, "sha256", source.Digest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSource(Utf8JsonWriter json, TorFeedSourceStatus source)
    {
        json.WriteStartObject();
        json.WriteString("name", source.Name);
        json.WriteString("group", source.Group);
        json.WriteBoolean("current", source.IsCurrent);
        json.WriteString("outcome", FeedWords.Of(source.Outcome));
        WriteIfKnown(json, "message", source.Message);
        WriteIfKnown(json, "last_attempt", source.LastAttempt);
        WriteIfKnown(json, "last_success", source.LastSuccess);
        WriteIfKnown(json, "held_since", source.HeldSince);
        json.WriteNumber("entries", source.Entries);
        json.WriteEndObject();
    }

    private static void WriteIfKnown(Utf8JsonWriter json, string name, DateTimeOffset? time) => WriteIfKnown(json, name, time is { } known ? TimeText.ToIso(known) : null);

    private static void WriteIfKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
