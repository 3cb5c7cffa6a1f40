using System.Text.Json;

namespace TorIntel.Controls;

/// <summary>One object of JSON: where the list comes from, and all rows.</summary>
internal sealed class JsonTarget() : ControlTarget("json", "all rows, as one object of JSON", new ControlTargetTraits
{
    FileName = "tor.json",
    Comment = null,
    Endpoints = true,
    Ports = true,
    Names = true,
    NameExceptions = true,
    CheckedBy = "System.Text.Json",
})
{
    protected override void WriteBytes(ControlOutput output, Stream stream, string file) => ControlJson.Write(stream, json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("header");
        WriteHeader(json, output);
        json.WriteEndObject();
        json.WriteStartArray("rows");
        foreach (var row in ControlRow.Of(output))
        {
            WriteRow(json, row);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteHeader(Utf8JsonWriter json, ControlOutput output)
    {
        var plan = output.Plan;
        json.WriteString("generator", "TorIntel");
        json.WriteString("counts", output.Counts.ToString()); // Before the names of sources: the next list is compared with it.
        json.WriteString("policy", ControlPlanner.NameOf(plan.Options.Policy));
        json.WriteStartArray("sources");
        foreach (var source in plan.Network.Sources)
        {
            json.WriteStartObject();
            json.WriteString("name", source.Name);
            WriteTime(json, "time", source.Time);
            WriteTime(json, "valid_until", source.ValidUntil);
            json.WriteBoolean("verified", source.IsVerified);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTime(json, "list_time", plan.Network.Time);
        WriteTime(json, "written_at", plan.Options.Now);
        WriteTime(json, "expires", plan.Expires);
        json.WriteNumber("count", plan.Count);
        json.WriteString("sha256", plan.Digest);
    }

    private static void WriteRow(Utf8JsonWriter json, ControlRow row)
    {
        json.WriteStartObject();
        json.WriteString("kind", row.Kind);
        if (row.Indicator.Length != 0)
        {
            json.WriteString("indicator", row.Indicator);
        }

        if (row.Port is { } port)
        {
            json.WriteNumber("port", port);
        }

        json.WriteString("direction", row.Direction);
        json.WriteString("action", row.Action.Spell());
        json.WriteString("what", row.What);
        if (row.Roles != RelayRoles.None)
        {
            json.Strings("roles", EvidenceNames.NamesOf(row.Roles));
        }

        if (row.Relays.Count != 0)
        {
            json.WriteStartArray("relays");
            foreach (var relay in row.Relays)
            {
                json.WriteStartObject();
                json.WriteString("fingerprint", relay.Fingerprint.ToString());
                if (relay.Nickname is { } nickname)
                {
                    json.WriteString("nickname", nickname);
                }

                WriteTime(json, "first_seen", relay.FirstSeen);
                WriteTime(json, "last_seen", relay.LastSeen);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } instant)
        {
            json.WriteString(name, TimeText.ToIso(instant));
        }
    }
}
