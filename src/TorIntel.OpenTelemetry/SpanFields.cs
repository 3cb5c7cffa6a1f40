namespace TorIntel;

/// <summary>What attributes of spans hold by OpenTelemetry's semantic conventions: which side is which goes by the kind of the span. Names of before the conventions were stable are known too.</summary>
internal static class SpanFields
{
    public const string PeerAddress = "network.peer.address";
    public const string PeerPort = "network.peer.port";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";

    /// <summary>Spans of servers. Who opened the connection is the peer, or the client that a proxy speaks for; the server is we, and its name is what the client wrote in the Host header.</summary>
    public static IReadOnlyDictionary<string, TorField> Inbound { get; } = Change(
        without: ["server.ip", ServerPort],
        (PeerAddress, TorField.Client),
        (PeerPort, TorField.ClientPort),
        (ServerAddress, TorField.HttpHost),
        ("server.domain", TorField.HttpHost),
        ("http.client_ip", TorField.Client),
        ("net.sock.peer.addr", TorField.Client),
        ("net.sock.peer.port", TorField.ClientPort),
        ("net.peer.ip", TorField.Client),
        ("net.host.name", TorField.HttpHost),
        ("http.host", TorField.HttpHost));

    /// <summary>Spans of clients, and of what speaks to brokers: who was connected to is the server, and the peer.</summary>
    public static IReadOnlyDictionary<string, TorField> Outbound { get; } = Change(
        without: [],
        (PeerAddress, TorField.Server),
        (PeerPort, TorField.ServerPort),
        ("net.sock.peer.addr", TorField.Server),
        ("net.sock.peer.port", TorField.ServerPort),
        ("net.peer.ip", TorField.Server),
        ("net.peer.name", TorField.Server),
        ("net.peer.port", TorField.ServerPort),
        ("http.url", TorField.Url),
        ("http.host", TorField.HttpHost));

    private static Dictionary<string, TorField> Change(string[] without, params (string Name, TorField Field)[] changes)
    {
        var fields = new Dictionary<string, TorField>(TorEnrichmentOptions.ConventionalFields, StringComparer.Ordinal);
        foreach (var name in without)
        {
            fields.Remove(name);
        }

        foreach (var (name, field) in changes)
        {
            fields[name] = field;
        }

        return fields;
    }
}
