using System.Text.Encodings.Web;
using System.Text.Json;

namespace TorIntel.Cli;

/// <summary>Writes answers as JSON, one object a line.</summary>
internal static class LookupJson
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream output, LookupAnswer answer, TorNetwork network)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("input", answer.Value.Input);
            json.WriteString("kind", KindName(answer.Value.Kind));
            if (answer.Value.At is { } at)
            {
                json.WriteString("at", TimeText.ToIso(at));
            }

            WriteTexts(json, "roles", EvidenceNames.NamesOf(answer.Roles));
            json.WriteString("domain", DomainName(answer.Name));
            json.WriteString("confidence", EvidenceNames.NameOf(answer.Confidence));
            WriteEvidence(json, answer);
            json.WriteStartArray("relays");
            foreach (var relay in answer.Relays)
            {
                WriteRelay(json, relay);
            }

            json.WriteEndArray();
            ListJson.Write(json, network, answer.IsVerified);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteEvidence(Utf8JsonWriter json, LookupAnswer answer)
    {
        json.WriteStartArray("evidence");
        foreach (var kind in answer.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("name", EvidenceNames.NameOf(kind));
            json.WriteString("field", KindName(answer.Value.Kind));
            json.WriteString("value", answer.Value.Input);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRelay(Utf8JsonWriter json, TorRelay relay)
    {
        json.WriteStartObject();
        json.WriteString("fingerprint", relay.Fingerprint.ToString());
        if (relay.Nickname is { } nickname)
        {
            json.WriteString("nickname", nickname);
        }

        WriteTexts(json, "roles", EvidenceNames.NamesOf(relay.Roles));
        if (relay.FirstSeen is { } first)
        {
            json.WriteString("first_seen", TimeText.ToIso(first));
        }

        if (relay.LastSeen is { } last)
        {
            json.WriteString("last_seen", TimeText.ToIso(last));
        }

        json.WriteEndObject();
    }

    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string KindName(LookupKind kind) => kind switch
    {
        LookupKind.Address => "address",
        LookupKind.Endpoint => "endpoint",
        LookupKind.Port => "port",
        _ => "host",
    };

    private static string DomainName(NameClass name) => name switch
    {
        NameClass.OnionV3 => "onion-v3",
        NameClass.OnionV2 => "onion-v2",
        NameClass.OnionInvalid => "onion-invalid",
        NameClass.Tor2web or NameClass.Tor2webOnion => "tor2web",
        NameClass.TorProject or NameClass.TorProjectUse => "tor-project",
        _ => "none",
    };
}
