namespace TorIntel;

/// <summary>What a property of a log event holds, for adapters that read events of .NET loggers.</summary>
/// <remarks>
/// An address may stand there as text (with or without a port, brackets, a zone), as <see cref="System.Net.IPAddress"/> or as <see cref="System.Net.EndPoint"/>; text that is
/// no address is taken for a host name. What cannot be read is passed over, never an error.
/// </remarks>
public enum TorField
{
    /// <summary>Nothing that matters.</summary>
    None = 0,

    /// <summary>The address of the side that opened the connection. Without an address of the other side, the event is taken for one of a service's own log.</summary>
    Client = 1,

    /// <summary>The port of the side that opened the connection; never evidence.</summary>
    ClientPort = 2,

    /// <summary>
    /// The address or host name of the side that was connected to. With an address, and without one of the other side, the event is taken for one of a client's own log; of a name the
    /// direction stays unknown.
    /// </summary>
    Server = 3,

    /// <summary>
    /// The port of the side that was connected to. It never weighs against a <see cref="Client"/>: services take it from a header that the client wrote. <see cref="DestinationPort"/> is
    /// that of the packet.
    /// </summary>
    ServerPort = 4,

    /// <summary>The source address, where the event does not say which side opened the connection.</summary>
    Source = 5,

    /// <summary>The source port.</summary>
    SourcePort = 6,

    /// <summary>The destination address or host name, where the event does not say which side opened the connection.</summary>
    Destination = 7,

    /// <summary>The destination port.</summary>
    DestinationPort = 8,

    /// <summary>The transport: <c>tcp</c>, <c>udp</c>, <c>quic</c> or another name.</summary>
    Transport = 9,

    /// <summary>The name asked for in a DNS query.</summary>
    DnsQuery = 10,

    /// <summary>The server name of a TLS or QUIC client (SNI).</summary>
    TlsServerName = 11,

    /// <summary>The subject of the server's certificate; counts with <see cref="TlsIssuer"/> only.</summary>
    TlsSubject = 12,

    /// <summary>The issuer of the server's certificate.</summary>
    TlsIssuer = 13,

    /// <summary>The HTTP Host header.</summary>
    HttpHost = 14,

    /// <summary>A URL, or the target of a CONNECT request.</summary>
    Url = 15,

    /// <summary>Any other host name.</summary>
    HostName = 16,

    /// <summary>The path of a process's image.</summary>
    ProcessImage = 17,
}
