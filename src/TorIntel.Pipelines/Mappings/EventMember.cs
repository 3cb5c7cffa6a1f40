namespace TorIntel.Pipelines;

/// <summary>What a field of a log holds. Names come first: an event can have several of each.</summary>
internal enum EventMember
{
    DnsQuery,
    DnsLabels,
    TlsServerName,
    HttpHost,
    HostName,
    Url,
    FirstCollected, // From here on, parts that are looked at when all of the record was read.
    Pair = FirstCollected, // The name or the value of an object that has both.
    Tuple,
    FirstSingle, // From here on, one value an event.
    Source = FirstSingle,
    SourcePort,
    Destination,
    DestinationPort,
    TlsSubject,
    ProcessImage,
    ForwardedFor,
    LastTelling = ForwardedFor, // Up to here, what can be evidence or tell of some.
    Transport,
    Date,
    Zone,
    HttpMethod,
    TlsIssuer,
    Tag,
    Time0, // The times of a format, the better ones first.
    Time1,
    Time2,
    Time3,
    Condition0, // What the conditions of a format ask for.
    Condition1,
    Condition2,
    Condition3,
    Condition4,
    Condition5,
    Condition6,
    Condition7,
    Count,
}
