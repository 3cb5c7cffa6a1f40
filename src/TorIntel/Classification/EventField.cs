namespace TorIntel;

/// <summary>The field of an event in which a piece of evidence was seen.</summary>
public enum EventField
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The source address.</summary>
    Source = 1,

    /// <summary>The source port.</summary>
    SourcePort = 2,

    /// <summary>The destination address.</summary>
    Destination = 3,

    /// <summary>The destination port.</summary>
    DestinationPort = 4,

    /// <summary>The name asked for in a DNS query.</summary>
    DnsQuery = 5,

    /// <summary>The server name that a TLS or QUIC client sent (SNI).</summary>
    TlsServerName = 6,

    /// <summary>The subject of the server's certificate.</summary>
    TlsSubject = 7,

    /// <summary>The HTTP Host header.</summary>
    HttpHost = 8,

    /// <summary>The host of a URL, or of a proxy CONNECT request.</summary>
    Url = 9,

    /// <summary>Any other host name.</summary>
    HostName = 10,

    /// <summary>The image of a process.</summary>
    ProcessImage = 11,
}
