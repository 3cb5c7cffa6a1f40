using System.Collections.Frozen;

namespace TorIntel;

/// <summary>The names that properties customarily have.</summary>
internal static class ConventionalFields
{
    public static FrozenDictionary<string, TorField> All { get; } = new Dictionary<string, TorField>(StringComparer.Ordinal)
    {
        // OpenTelemetry's semantic conventions, and ECS. Which side a network peer is they do not say: it is judged as one that may have opened the connection.
        ["client.address"] = TorField.Client,
        ["client.ip"] = TorField.Client,
        ["client.port"] = TorField.ClientPort,
        ["server.address"] = TorField.Server,
        ["server.ip"] = TorField.Server,
        ["server.domain"] = TorField.HostName,
        ["server.port"] = TorField.ServerPort,
        ["source.address"] = TorField.Source,
        ["source.ip"] = TorField.Source,
        ["source.port"] = TorField.SourcePort,
        ["destination.address"] = TorField.Destination,
        ["destination.ip"] = TorField.Destination,
        ["destination.domain"] = TorField.HostName,
        ["destination.port"] = TorField.DestinationPort,
        ["network.peer.address"] = TorField.Source,
        ["network.peer.port"] = TorField.SourcePort,
        ["network.transport"] = TorField.Transport,
        ["dns.question.name"] = TorField.DnsQuery,
        ["tls.client.server_name"] = TorField.TlsServerName,
        ["tls.server.subject"] = TorField.TlsSubject,
        ["tls.server.issuer"] = TorField.TlsIssuer,
        ["http.request.header.host"] = TorField.HttpHost,
        ["url.full"] = TorField.Url,
        ["url.original"] = TorField.Url,
        ["url.domain"] = TorField.HostName,
        ["process.executable"] = TorField.ProcessImage,
        ["process.executable.path"] = TorField.ProcessImage,

        // What .NET programs write. RemoteIpAddress is the client's in ASP.NET Core; which side another remote address is, the name does not say.
        ["ClientIp"] = TorField.Client,
        ["ClientIP"] = TorField.Client,
        ["ClientAddress"] = TorField.Client,
        ["ClientPort"] = TorField.ClientPort,
        ["RemoteIp"] = TorField.Source,
        ["RemoteIP"] = TorField.Source,
        ["RemoteIpAddress"] = TorField.Client,
        ["RemoteAddress"] = TorField.Source,
        ["RemoteEndPoint"] = TorField.Source,
        ["RemotePort"] = TorField.SourcePort,
        ["IpAddress"] = TorField.Source,
        ["IPAddress"] = TorField.Source,
        ["ServerIp"] = TorField.Server,
        ["ServerIP"] = TorField.Server,
        ["ServerAddress"] = TorField.Server,
        ["ServerPort"] = TorField.ServerPort,
        ["SourceIp"] = TorField.Source,
        ["SourceIP"] = TorField.Source,
        ["SourceAddress"] = TorField.Source,
        ["SourcePort"] = TorField.SourcePort,
        ["DestinationIp"] = TorField.Destination,
        ["DestinationIP"] = TorField.Destination,
        ["DestinationAddress"] = TorField.Destination,
        ["DestinationPort"] = TorField.DestinationPort,
        ["Transport"] = TorField.Transport,
        ["DnsQuery"] = TorField.DnsQuery,
        ["QueryName"] = TorField.DnsQuery,
        ["Host"] = TorField.HttpHost,
        ["HostName"] = TorField.HostName,
        ["Url"] = TorField.Url,
        ["Uri"] = TorField.Url,
        ["RequestUri"] = TorField.Url,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
