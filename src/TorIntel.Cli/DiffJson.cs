using System.Text.Json;

namespace TorIntel.Cli;

/// <summary>What changed, as one JSON object.</summary>
internal static class DiffJson
{
    public static void Write(Utf8JsonWriter json, TorNetworkDiff diff)
    {
        json.WriteStartObject();
        WriteView(json, "before", diff.Before);
        WriteView(json, "after", diff.After);
        WriteAll(json, "own_addresses", diff.OwnAddresses, WriteOwn);
        WriteAll(json, "relays_added", diff.AddedRelays, WriteRelay);
        WriteAll(json, "relays_removed", diff.RemovedRelays, WriteRelay);
        WriteAll(json, "relays_changed", diff.ChangedRelays, (writer, change) =>
        {
            WriteName(writer, change.After);
            WriteRoles(writer, "gained", change.Gained);
            WriteRoles(writer, "lost", change.Lost);
        });
        WriteTexts(json, "addresses_added", diff.AddedAddresses.Select(DiffText.Address));
        WriteTexts(json, "addresses_removed", diff.RemovedAddresses.Select(DiffText.Address));
        WriteAll(json, "addresses_changed", diff.ChangedAddresses, (writer, change) =>
        {
            writer.WriteString("address", DiffText.Address(change.Address));
            WriteRoles(writer, "gained", change.Gained);
            WriteRoles(writer, "lost", change.Lost);
        });
        WriteAll(json, "or_endpoints_added", diff.AddedOrEndpoints, WriteEndpoint);
        WriteAll(json, "or_endpoints_removed", diff.RemovedOrEndpoints, WriteEndpoint);
        json.WriteEndObject();
    }

    private static void WriteView(Utf8JsonWriter json, string name, TorNetwork network)
    {
        json.WriteStartObject(name);
        json.WriteNumber("relays", network.RelayCount);
        json.WriteNumber("addresses", network.AddressCount);
        json.WriteNumber("or_endpoints", network.OrEndpointCount);
        ListJson.Write(json, network);
        json.WriteEndObject();
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> changes, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var change in changes)
        {
            json.WriteStartObject();
            write(json, change);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteRoles(Utf8JsonWriter json, string name, RelayRoles roles) => WriteTexts(json, name, EvidenceNames.NamesOf(roles));

    private static void WriteName(Utf8JsonWriter json, TorRelay relay)
    {
        json.WriteString("fingerprint", relay.Fingerprint.ToString());
        if (relay.Nickname is { } nickname)
        {
            json.WriteString("nickname", nickname);
        }
    }

    private static void WriteRelay(Utf8JsonWriter json, TorRelay relay)
    {
        WriteName(json, relay);
        WriteRoles(json, "roles", relay.Roles);
    }

    private static void WriteEndpoint(Utf8JsonWriter json, RelayEndpoint endpoint)
    {
        json.WriteString("endpoint", endpoint.Endpoint.ToString());
        json.WriteString("fingerprint", endpoint.Relay.Fingerprint.ToString());
    }

    private static void WriteOwn(Utf8JsonWriter json, OwnListedAddress own)
    {
        json.WriteString("address", DiffText.Address(own.Address));
        json.WriteString("network", own.Network.ToString());
        WriteRoles(json, "roles", own.Roles);
        json.WriteBoolean("new", own.IsNew);
        WriteAll(json, "relays", own.Relays, WriteRelay);
    }
}
