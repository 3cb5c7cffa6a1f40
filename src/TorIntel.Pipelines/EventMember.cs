namespace TorIntel.Pipelines;

/// <summary>What a field of a log holds. Names come first: an event can have several of each.</summary>
internal enum EventMember
{
    DnsQuery,
    TlsServerName,
    HttpHost,
    Url,
    FirstSingle, // Below this, one value an event.
    Source = FirstSingle,
    SourcePort,
    Destination,
    DestinationPort,
    Transport,
    Time,
    StartTime,
    EventType,
    PacketDirection,
    FlowSource,
    Syn,
    Ack,
    TlsSubject,
    TlsIssuer,
    HttpMethod,
    LogName,
    Count,
}
