namespace TorIntel.Benchmarks;

/// <summary>The kinds of logs that are made up, called A, B and C in all tables.</summary>
public enum LogKind
{
    /// <summary>A: EVE JSON as Suricata 7 writes it: flow, dns, tls, http and alert events, about 464 bytes each.</summary>
    A = 0,

    /// <summary>B: the access log of nginx, combined, about 176 bytes a line.</summary>
    B = 1,

    /// <summary>C: Zeek's conn.log as tab-separated text with the columns of Zeek 6, about 141 bytes a line.</summary>
    C = 2,
}
