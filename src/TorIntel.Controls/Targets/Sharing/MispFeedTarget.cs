using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TorIntel.Controls;

/// <summary>A feed for MISP: the manifest, the hashes of the values, and one event for the policy.</summary>
/// <remarks>
/// <para>The ids of the event and of its attributes stay, so that MISP updates what it has; an event for each day would have the same values as the one before, and correlate with it. MISP deletes nothing that
/// is gone from an event of a feed, so each attribute says when it was last seen, which decaying models and searches go by. Its own feeds of Tor are of type CSV, which it can replace whole.</para>
/// <para><c>onion</c> by itself is no domain there and is left out. A domain stands for all below it in some of MISP's exports, so exceptions cannot be expressed.</para>
/// </remarks>
internal sealed class MispFeedTarget() : ControlTarget("misp-feed", "feed for MISP: manifest, hashes, event", new ControlTargetTraits
{
    FileName = Manifest,
    Comment = null,
    Endpoints = true,
    Names = true,
    CheckedBy = "grammar test, from MISP's core and feed formats; TorIntel's own reader",
})
{
    private const string Manifest = "manifest.json";
    private const string Hashes = "hashes.csv";

    private static readonly (string Name, string Colour)[] s_tags =
    [
        ("tlp:clear", "#ffffff"),
        ("misp-galaxy:mitre-attack-pattern=\"Multi-hop Proxy - T1090.003\"", "#0088cc"),
    ];

    public override IReadOnlyList<string> FilesOf(ControlPlan plan) => [Manifest, Hashes, UuidOf(plan) + ".json"];

    protected override void WriteBytes(ControlOutput output, Stream stream, string file)
    {
        if (file == Hashes)
        {
            WriteHashes(output);
            return;
        }

        ControlJson.Write(stream, json =>
        {
            json.WriteStartObject();
            json.WriteStartObject(file == Manifest ? UuidOf(output.Plan) : "Event");
            WriteDescription(json, output.Plan, isManifest: file == Manifest);
            if (file != Manifest)
            {
                WriteAttributes(json, output);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    // In the manifest numbers are numbers, in an event they are strings.
    private static void WriteDescription(Utf8JsonWriter json, ControlPlan plan, bool isManifest)
    {
        var policy = ControlPlanner.NameOf(plan.Options.Policy);
        var timestamp = Epoch(plan.ListTime());
        json.WriteString("info", $"Tor network ({policy})");
        json.WriteString("date", plan.ListTime().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("timestamp", timestamp);
        if (isManifest)
        {
            json.WriteNumber("threat_level_id", 4);
            json.WriteNumber("analysis", 2);
        }
        else
        {
            json.WriteString("uuid", UuidOf(plan));
            json.WriteString("publish_timestamp", timestamp);
            json.WriteString("threat_level_id", "4"); // undefined: that it is Tor says nothing of harm
            json.WriteString("analysis", "2"); // completed
            json.WriteBoolean("published", true);
        }

        json.WriteStartObject("Orgc");
        json.WriteString("name", "TorIntel");
        json.WriteString("uuid", NamedUuid.Of("misp organisation TorIntel"));
        json.WriteEndObject();
        WriteTags(json, s_tags);
    }

    private static void WriteTags(Utf8JsonWriter json, params ReadOnlySpan<(string Name, string Colour)> tags)
    {
        json.WriteStartArray("Tag");
        foreach (var (name, colour) in tags)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("colour", colour);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttributes(Utf8JsonWriter json, ControlOutput output)
    {
        var timestamp = Epoch(output.Plan.ListTime());
        var lastSeen = output.Plan.ListTime().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);
        json.WriteStartArray("Attribute");
        json.WriteStartObject(); // First, before the names of relays: the next list is compared with it.
        json.WriteString("uuid", NamedUuid.Of($"misp attribute {UuidOf(output.Plan)} counts"));
        json.WriteString("type", "comment");
        json.WriteString("category", "Internal reference");
        json.WriteString("value", output.Counts.ToString());
        json.WriteBoolean("to_ids", false);
        json.WriteBoolean("disable_correlation", true);
        json.WriteString("timestamp", timestamp);
        json.WriteEndObject();
        foreach (var (type, value, comment, relayType) in AttributesOf(output))
        {
            json.WriteStartObject();
            json.WriteString("uuid", NamedUuid.Of($"misp attribute {UuidOf(output.Plan)} {type} {value}"));
            json.WriteString("type", type);
            json.WriteString("category", "Network activity");
            json.WriteString("value", value);
            json.WriteString("comment", comment);
            json.WriteBoolean("to_ids", true);
            json.WriteBoolean("disable_correlation", false);
            json.WriteString("timestamp", timestamp);
            json.WriteString("last_seen", lastSeen);
            if (relayType is not null)
            {
                WriteTags(json, ($"tor:tor-relay-type=\"{relayType}\"", "#7d4698"));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The format has MD5, to look values up; nothing is kept safe by it.")]
    private static void WriteHashes(ControlOutput output)
    {
        HashSet<string> written = new(StringComparer.Ordinal);
        var uuid = UuidOf(output.Plan);
        foreach (var (_, value, _, _) in AttributesOf(output))
        {
            // The two parts of an endpoint are looked up by themselves.
            foreach (var part in value.Split('|'))
            {
                if (written.Add(part))
                {
                    output.Writer.WriteLine($"{Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(part)))},{uuid}");
                }
            }
        }
    }

    private static IEnumerable<(string Type, string Value, string Comment, string? RelayType)> AttributesOf(ControlOutput output)
    {
        var plan = output.Plan;
        foreach (var row in output.TakeRows(plan.Sources))
        {
            yield return ("ip-src", row.Prefix.Short(), Comment(row.Roles, row.Relays), "exit-relay");
        }

        foreach (var row in output.TakeEndpoints(plan.Destinations))
        {
            yield return ("ip-dst|port", string.Create(CultureInfo.InvariantCulture, $"{row.Endpoint.Address}|{row.Endpoint.Port}"), Comment(row.Roles, row.Relay is { } relay ? [relay] : []), EntryType(row.Roles));
        }

        foreach (var row in output.TakeRows(plan.DestinationsWithoutPort))
        {
            yield return ("ip-dst", row.Prefix.Short(), Comment(row.Roles, row.Relays), EntryType(row.Roles));
        }

        foreach (var name in output.TakeNames([.. plan.Names.Where(name => name.Class == NameClass.Tor2web)]))
        {
            yield return ("domain", name.Suffix, "Tor2web gateway", null);
        }
    }

    // The words of MISP's taxonomy "tor", for a relay as the way in.
    private static string EntryType(RelayRoles roles) => (roles & RelayRoles.Guard) != 0 ? "entry-guard-relay" : "middle-relay";

    private static string Comment(RelayRoles roles, IReadOnlyList<TorRelay> relays) =>
        SafeText.OneLine(relays.Count == 0 ? roles.Describe() : $"{roles.Describe()}: {relays.Fingerprints()} {relays.Nicknames()}".TrimEnd());

    private static string UuidOf(ControlPlan plan) => NamedUuid.Of("misp event " + ControlPlanner.NameOf(plan.Options.Policy));

    private static string Epoch(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
