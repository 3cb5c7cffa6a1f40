using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace TorIntel.Conformance;

/// <summary>Turns a draft into an event as Suricata writes it.</summary>
internal sealed class EveWriter(Random random, ConformanceLists lists)
{
    private static readonly string[] s_decoyKeys = ["metadata", "vars", "host_info", "extra", "stack"];

    /// <summary>Writes the event; the flag says whether it shows who opened the connection, by its type or by a mark of its own.</summary>
    public (string Line, bool ShowsInitiator) Write(EveDraft draft)
    {
        var zone = Pick(["+0000", "+0000", "+0000", "+00:00", "-0600", "+0530", "Z", ""]);
        var day = draft.In2018 ? "2018-03-24" : "2026-08-22";
        var time = string.Create(CultureInfo.InvariantCulture, $"{day}T{random.Next(7, 17):00}:{random.Next(60):00}:{random.Next(60):00}.");
        var root = new JsonObject { ["timestamp"] = time + "654321" + zone, ["flow_id"] = random.NextInt64(1L << 51), ["in_iface"] = "eth0" };
        if (draft.App == "stats")
        {
            root["event_type"] = "stats";
            root["stats"] = new JsonObject { ["uptime"] = 8, ["capture"] = new JsonObject { ["kernel_packets"] = 0 }, ["src_ip"] = lists.Contents.Relays[0].Address.ToString() };
            return (new JsonText(random).Write(root), true);
        }

        var type = TypeOf(draft);
        root["event_type"] = type;
        var (source, destination, shows) = Orient(draft, type, root, time + "123456" + zone);
        AddEnd(root, "src", source);
        AddEnd(root, "dest", destination);
        if (draft.Transport is not null)
        {
            var isV6 = destination.Address is { AddressFamily: AddressFamily.InterNetworkV6 };
            root["proto"] = draft.Transport == "ICMP" && isV6 ? "IPv6-ICMP" : draft.Transport;
            if (draft.Transport == "ICMP")
            {
                (root["icmp_type"], root["icmp_code"]) = (isV6 ? 128 : 8, 0);
            }
        }

        AddBodies(root, type, draft, time + "000000" + zone);
        if (draft.Decoys || random.Next(5) == 0)
        {
            AddDecoys(root);
        }

        return (new JsonText(random).Write(root), shows);
    }

    private string TypeOf(EveDraft draft) => draft switch
    {
        { App: "dns" } => "dns",
        { App: { } app } => random.Next(8) == 0 ? "alert" : app,
        { Responder.Address: null } => "flow",
        { Transport: "TCP", Responder.Port: not null } => Pick(["flow", "flow", "flow", "alert", "alert", "alert", "drop", "drop", "netflow", "tls", "http"]),
        _ => Pick(["flow", "flow", "alert", "netflow", "drop"]),
    };

    /// <summary>Chooses which end is the source and how the event says so; types that are always the initiator's view need no sign.</summary>
    private (Endpoint Source, Endpoint Destination, bool Shows) Orient(EveDraft draft, string type, JsonObject root, string start)
    {
        var initiator = new Endpoint(draft.Initiator.Address, draft.Responder.Port is null ? null : draft.Initiator.Port);
        var responder = new Endpoint(draft.Responder.Address, draft.Responder.Port);
        if (type is not ("alert" or "drop" or "netflow"))
        {
            return (initiator, responder, true);
        }

        var answers = random.Next(5) < 2;
        var (source, destination) = answers ? (responder, initiator) : (initiator, responder);

        // Rule 2 speaks of endpoints, which are TCP's: do not leave the question open for other transports, nor for two endpoints.
        var contested = draft.Transport is "UDP" ? IsEndpoint(initiator) || IsEndpoint(responder) : IsEndpoint(initiator);
        var says = contested || random.Next(3) > 0;
        if (type == "alert" || (contested && (type == "netflow" || draft.Transport == "UDP")))
        {
            root["event_type"] = "alert";
            var how = says ? random.Next(3) : 3;
            if (how is 0 or 1)
            {
                root["direction"] = answers ? "to_client" : "to_server";
            }

            var flow = new JsonObject { ["pkts_toserver"] = 3, ["pkts_toclient"] = 2, ["bytes_toserver"] = 322, ["start"] = start };
            if (how is 1 or 2)
            {
                AddEnd(flow, "src", initiator);
                AddEnd(flow, "dest", responder);
            }

            root["flow"] = flow;
            return (source, destination, how < 3);
        }

        if (type == "drop")
        {
            var tcp = draft.Transport is null or "TCP" && responder.Port is not null;
            root["drop"] = new JsonObject { ["len"] = 60, ["tos"] = 0, ["ttl"] = 63, ["ipid"] = random.Next(65536) };
            if (tcp)
            {
                (root["drop"]!["syn"], root["drop"]!["ack"], root["drop"]!["rst"]) = (says, !says || answers, false);
            }

            return (source, destination, tcp && says);
        }

        return (source, destination, false);
    }

    private bool IsEndpoint(Endpoint end) => lists.Find(end.Address)?.Rows.Any(row => row.Port == end.Port) == true || Authority.IsKnown(end.Address);

    private void AddEnd(JsonObject target, string side, Endpoint end)
    {
        if (end.Address is not null)
        {
            target[side + "_ip"] = Addresses.Spell(end.Address, random);
        }

        if (end.Port is not null)
        {
            target[side + "_port"] = end.Port;
        }
    }

    private void AddBodies(JsonObject root, string type, EveDraft draft, string start)
    {
        var (packets, end) = (random.Next(1, 90), start.Replace(".000000", ".000001", StringComparison.Ordinal));
        switch (root["event_type"]!.GetValue<string>())
        {
            case "flow":
                (root["app_proto"], root["flow"]) = ("failed", new JsonObject
                {
                    ["pkts_toserver"] = packets, ["bytes_toserver"] = packets * 60, ["start"] = start, ["end"] = end, ["age"] = 0, ["state"] = "closed", ["alerted"] = false,
                });
                break;
            case "netflow":
                root["netflow"] = new JsonObject { ["pkts"] = packets, ["bytes"] = packets * 60, ["start"] = start, ["end"] = end, ["age"] = 0, ["min_ttl"] = 64 };
                break;
            case "alert":
                root["alert"] = new JsonObject
                {
                    ["action"] = "allowed", ["gid"] = 1, ["signature_id"] = 2522000, ["rev"] = 4, ["category"] = "Misc Attack", ["severity"] = 2,
                    ["signature"] = "ET TOR Known Tor Relay/Router (Not Exit) Node Traffic group 1",
                };
                break;
        }

        if (draft.App is { } app)
        {
            root[app] = draft.Body;
        }
        else if (type is "tls" or "http")
        {
            var name = new NameForge(random).PlainServer();
            root[type] = type == "tls"
                ? new JsonObject { ["sni"] = name, ["version"] = "TLS 1.3" }
                : new JsonObject { ["hostname"] = name, ["url"] = "/", ["http_method"] = "GET" };
        }
    }

    private void AddDecoys(JsonObject root)
    {
        var row = Pick(lists.Contents.Relays);
        var onion = new NameForge(random).OnionV3();
        var exit = Pick(lists.Contents.Exits).Address.ToString();
        var tuple = new JsonObject { ["src_ip"] = exit, ["src_port"] = 9001, ["dest_ip"] = row.Address.ToString(), ["dest_port"] = row.Port, ["proto"] = "TCP" };
        var query = new JsonArray(new JsonObject { ["rrname"] = onion });
        var names = new JsonObject { ["rrname"] = onion, ["sni"] = onion, ["hostname"] = onion, ["url"] = "http://" + onion, ["queries"] = query };
        root["tunnel"] = tuple;
        root[Pick(s_decoyKeys)] = random.Next(2) == 0
            ? new JsonArray(new JsonObject { ["dns"] = names, ["src_ip"] = row.Address.ToString() }, 1, null, "dest_ip")
            : new JsonObject { ["tls"] = names, ["flow"] = tuple.DeepClone(), ["tor"] = new JsonObject { ["confidence"] = "none" } };
        root["payload_printable"] = "GET /\r\nHost: " + onion + "\t\"src_ip\":\"" + row.Address + "\"} \\ ü 😀 \u0001";
        root["odd_numbers"] = new JsonArray(new[] { "1e5", "0.10", "-0", "1E+2", "12345678901234567890123", "9001" }.Select(text => JsonNode.Parse(text)).ToArray());
        if (root["http"] is JsonObject http)
        {
            http["http_refer"] = "http://" + onion + "/";
            http["request_headers"] = new JsonArray(new JsonObject { ["name"] = "hostname", ["value"] = onion });
        }
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private readonly record struct Endpoint(IPAddress? Address, int? Port);
}
