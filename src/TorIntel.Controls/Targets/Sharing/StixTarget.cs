using System.Globalization;

namespace TorIntel.Controls;

/// <summary>A bundle of STIX 2.1: an indicator for each row, each indicating the technique.</summary>
/// <remarks>
/// The id of an object is made from what it says, so the next list updates it. An object's time of creation must never change, so it is the same for all; that of the list is when it was modified and
/// from when on it is valid. A pattern could leave out names below one that it has, but who reads only the values of patterns would take them for listed, so it cannot.
/// </remarks>
internal sealed class StixTarget() : ControlTarget("stix", "STIX 2.1 bundle of indicators", new ControlTargetTraits
{
    FileName = "tor-stix.json",
    Comment = null,
    Endpoints = true,
    Names = true,
    Expiry = true,
    CheckedBy = "evaluator of patterns in the tests, from the STIX 2.1 specification (OASIS); TorIntel's own reader",
})
{
    // Tor's first release: earlier than any list, as "created" has to be.
    private const string Created = "2002-09-20T00:00:00.000Z";

    // The scale of STIX: low 15, medium 50, high 85; 95 where a verdict would be "confirmed".
    private const int Confirmed = 95;
    private const int High = 85;
    private const int Medium = 50;
    private const int Low = 15;

    private static readonly string s_author = "identity--" + NamedUuid.Of("stix identity TorIntel");
    private static readonly string s_technique = "attack-pattern--" + NamedUuid.Of("stix attack-pattern T1090.003");

    protected override void WriteBytes(ControlOutput output, Stream stream, string file)
    {
        var plan = output.Plan;
        var time = ToText(plan.ListTime());
        var until = plan.Expires > plan.ListTime() ? ToText(plan.Expires) : null;
        HashSet<string> patterns = new(StringComparer.Ordinal);
        ControlJson.Write(stream, json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "bundle");
            json.WriteString("id", "bundle--" + NamedUuid.Of($"stix bundle {ControlPlanner.NameOf(plan.Options.Policy)} {time} {until} {plan.Digest} {output.Family}"));
            json.WriteStartArray("objects");
            Begin("identity", s_author, time);
            json.WriteString("name", "TorIntel");
            json.WriteString("description", output.Counts.ToString());
            json.WriteString("identity_class", "system");
            json.WriteEndObject();
            Begin("attack-pattern", s_technique, time);
            json.WriteString("name", "Proxy: Multi-hop Proxy");
            json.WriteStartArray("external_references");
            json.WriteStartObject();
            json.WriteString("source_name", "mitre-attack");
            json.WriteString("url", "https://attack.mitre.org/techniques/T1090/003");
            json.WriteString("external_id", "T1090.003");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            foreach (var row in output.TakeRows(plan.Sources))
            {
                Indicator($"Tor exit {row.Prefix.Short()}", PatternOf(row.Prefix), row.Relays, High);
            }

            foreach (var row in output.TakeEndpoints(plan.Destinations))
            {
                var pattern = string.Create(CultureInfo.InvariantCulture, $"network-traffic:dst_ref.type = '{TypeOf(row.Endpoint.Address.IsIPv4)}' AND network-traffic:dst_ref.value = '{row.Endpoint.Address}' AND network-traffic:dst_port = {row.Endpoint.Port}");
                Indicator($"{row.Roles.Describe()} {row.Endpoint}", $"[{pattern}]", row.Relay is { } relay ? [relay] : [], Confirmed);
            }

            foreach (var row in output.TakeRows(plan.DestinationsWithoutPort))
            {
                Indicator($"{row.Roles.Describe()} {row.Prefix.Short()}", PatternOf(row.Prefix), row.Relays, (row.Roles & RelayRoles.Guard) != 0 ? Medium : Low);
            }

            foreach (var name in output.TakeNames(plan.Names))
            {
                Indicator($"Names under {name.Suffix}", $"[domain-name:value = '{name.Suffix}' OR domain-name:value LIKE '%.{name.Suffix}']", [], Medium);
            }

            json.WriteEndArray();
            json.WriteEndObject();

            void Begin(string type, string id, string modified)
            {
                json.WriteStartObject();
                json.WriteString("type", type);
                json.WriteString("spec_version", "2.1");
                json.WriteString("id", id);
                if (id != s_author)
                {
                    json.WriteString("created_by_ref", s_author);
                }

                json.WriteString("created", Created);
                json.WriteString("modified", modified);
            }

            void Indicator(string name, string pattern, IReadOnlyList<TorRelay> relays, int confidence)
            {
                if (!patterns.Add(pattern))
                {
                    return; // An exit whose port as a relay nobody lists is a source and a destination.
                }

                var uuid = NamedUuid.Of("stix indicator " + pattern);
                var id = "indicator--" + uuid;
                Begin("indicator", id, time);
                json.WriteString("name", name);
                if (relays.Count != 0)
                {
                    json.WriteString("description", $"Relays: {string.Join(", ", relays.Select(relay => SafeText.OneLine($"{relay.Fingerprint} {relay.Nickname}").TrimEnd()))}");
                }

                json.Strings("indicator_types", ["anonymization"]);
                json.WriteString("pattern", pattern);
                json.WriteString("pattern_type", "stix");
                json.WriteString("valid_from", time);
                if (until is not null)
                {
                    json.WriteString("valid_until", until);
                }

                json.WriteNumber("confidence", confidence);
                json.WriteEndObject();
                Begin("relationship", "relationship--" + NamedUuid.Of("stix relationship indicates " + uuid), time);
                json.WriteString("relationship_type", "indicates");
                json.WriteString("source_ref", id);
                json.WriteString("target_ref", s_technique);
                json.WriteEndObject();
            }
        });
    }

    // The plain pattern, which says nothing of the direction: what reads indicators understands hardly any other.
    private static string PatternOf(IPPrefix prefix) => $"[{TypeOf(prefix.IsIPv4)}:value {(prefix.IsHost ? "=" : "ISSUBSET")} '{prefix.Short()}']";

    private static string TypeOf(bool isIPv4) => isIPv4 ? "ipv4-addr" : "ipv6-addr";

    private static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
