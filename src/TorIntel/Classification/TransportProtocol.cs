namespace TorIntel;

/// <summary>The transport of an event. Tor uses TCP only.</summary>
public enum TransportProtocol
{
    /// <summary>The event does not say.</summary>
    NotStated = 0,

    /// <summary>TCP.</summary>
    Tcp = 1,

    /// <summary>UDP.</summary>
    Udp = 2,

    /// <summary>Something else, such as ICMP; it has no ports.</summary>
    Other = 3,
}
