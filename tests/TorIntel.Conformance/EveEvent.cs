using System.Globalization;
using System.Net;
using System.Text.Json;

namespace TorIntel.Conformance;

/// <summary>The few members of an EVE event that matter, read by their path.</summary>
internal sealed class EveEvent
{
    private readonly JsonElement _root;

    public EveEvent(JsonElement root)
    {
        _root = root;
        Source = new EventSide("src_ip", Addresses.Parse(Text("src_ip")), Port("src_port"));
        Destination = new EventSide("dest_ip", Addresses.Parse(Text("dest_ip")), Port("dest_port"));
        Names = [.. ReadNames()];
    }

    public EventSide Source { get; }
    public EventSide Destination { get; }

    /// <summary>The fields that may hold a host, with the host.</summary>
    public IReadOnlyList<(string Field, string Host)> Names { get; }

    /// <summary>The formats in which the source need not be the initiator.</summary>
    public bool InitiatorIsOpen => Text("event_type") is "alert" or "drop" or "netflow";
    public bool TcpOrNotStated => Text("proto") is null || string.Equals(Text("proto"), "TCP", StringComparison.OrdinalIgnoreCase);

    /// <summary>The UTC day on which the connection happened.</summary>
    public DateOnly Date => DateOnly.FromDateTime(DateTimeOffset.Parse(
        Text("flow", "start") ?? Text("netflow", "start") ?? Text("timestamp")!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime);

    public string? Direction => Text("direction");
    public IPAddress? FlowSource => Addresses.Parse(Text("flow", "src_ip"));
    public int? FlowSourcePort => Port("flow", "src_port");
    public bool? Syn => Flag("drop", "syn");
    public bool? Ack => Flag("drop", "ack");

    public IEnumerable<(string Field, string? Sni)> ServerNames => [("tls.sni", Text("tls", "sni")), ("quic.sni", Text("quic", "sni"))];

    public string? Subject => Text("tls", "subject");
    public string? Issuer => Text("tls", "issuerdn");

    private IEnumerable<(string Field, string Host)> ReadNames()
    {
        var url = Text("http", "url");
        var urlNamesHost = url is not null && (url.Contains("://", StringComparison.Ordinal) && !url.StartsWith('/') || Text("http", "http_method") == "CONNECT");
        List<(string Field, string? Text)> texts =
        [
            ("dns.rrname", Text("dns", "rrname")),
            .. Items("dns", "queries").Select(query => ("dns.queries[].rrname", Text(query, "rrname"))),
            .. Items("dns", "answers").Select(answer => ("dns.answers[].rrname", Text(answer, "rrname"))),
            .. ServerNames,
            ("http.hostname", Text("http", "hostname")),
            ("http.url", urlNamesHost ? url : null),
        ];
        foreach (var (field, text) in texts)
        {
            if (text is not null && NameRules.HostOf(text) is { } host)
            {
                yield return (field, host);
            }
        }
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement parent, string name) => Member(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private JsonElement? At(params string[] path) => path.Aggregate((JsonElement?)_root, Member);

    private string? Text(params string[] path) => At(path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private int? Port(params string[] path) => At(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetUInt16(out var port) ? port : null;

    private bool? Flag(params string[] path) => At(path)?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    private IEnumerable<JsonElement> Items(params string[] path) => At(path) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
