using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TorIntel;

/// <summary>Writes a finding as the tag of docs/tag.md.</summary>
internal static class FindingJson
{
    // It stands in logs, not in web pages.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(TorFinding finding, DateTimeOffset? time)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            Write(writer, finding, time);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, TorFinding finding, DateTimeOffset? time)
    {
        ref readonly var verdict = ref finding.Verdict;
        writer.WriteStartObject();
        writer.WriteString("confidence", EvidenceNames.NameOf(verdict.Confidence));
        writer.WriteString("direction", EvidenceNames.NameOf(verdict.Direction));
        if (verdict.IsInitiatorAssumed)
        {
            writer.WriteString("initiator", "assumed");
        }

        writer.WriteStartArray("evidence");
        foreach (var evidence in finding.Evidence)
        {
            writer.WriteStartObject();
            writer.WriteString("name", EvidenceNames.NameOf(evidence.Kind));
            writer.WriteString("field", evidence.Field);
            writer.WriteString("value", evidence.Value);
            if (evidence.IsAuthorised)
            {
                writer.WriteBoolean("authorised", value: true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteRelays(writer, finding);
        WriteTechniques(writer, finding);
        WriteList(writer, finding, time);
        writer.WriteEndObject();
    }

    private static void WriteRelays(Utf8JsonWriter writer, TorFinding finding)
    {
        if (finding.Relays.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("relays");
        foreach (var relay in finding.Relays)
        {
            writer.WriteStartObject();
            writer.WriteString("fingerprint", relay.Fingerprint.ToString());
            WriteIfKnown(writer, "nickname", relay.Nickname);
            writer.WriteStartArray("roles");
            foreach (var role in EvidenceNames.NamesOf(relay.Roles))
            {
                writer.WriteStringValue(role);
            }

            writer.WriteEndArray();
            WriteIfKnown(writer, "first_seen", relay.FirstSeen is { } first ? TimeText.ToIso(first) : null);
            WriteIfKnown(writer, "last_seen", relay.LastSeen is { } last ? TimeText.ToIso(last) : null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTechniques(Utf8JsonWriter writer, TorFinding finding)
    {
        if (finding.Techniques.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("techniques");
        foreach (var technique in finding.Techniques)
        {
            writer.WriteStringValue(technique.Id);
        }

        writer.WriteEndArray();
        writer.WriteString("attack_version", AttackTable.Version);
    }

    private static void WriteList(Utf8JsonWriter writer, TorFinding finding, DateTimeOffset? time)
    {
        writer.WriteStartObject("list");
        WriteIfKnown(writer, "source", finding.Source);
        WriteIfKnown(writer, "time", finding.Network.Time is { } listTime ? TimeText.ToIso(listTime) : null);
        if (finding.AgeAt(time) is { } age)
        {
            writer.WriteNumber("age_s", age);
            writer.WriteBoolean("stale", finding.IsStaleAt(time!.Value));
        }

        writer.WriteBoolean("verified", finding.IsVerified);
        writer.WriteEndObject();
    }

    private static void WriteIfKnown(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
