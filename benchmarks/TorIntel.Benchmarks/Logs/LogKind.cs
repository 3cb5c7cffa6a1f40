namespace TorIntel.Benchmarks;

/// <summary>The kinds of logs that are made up, A, B and C are those of the comparison.</summary>
public enum LogKind
{
    /// <summary>A: EVE JSON as Suricata 7 writes it: flow, dns, tls, http and alert events, about 464 bytes each.</summary>
    A = 0,

    /// <summary>B: the access log of nginx, combined, about 176 bytes a line.</summary>
    B = 1,

    /// <summary>C: Zeek's conn.log as tab-separated text with the columns of Zeek 6, about 141 bytes a line.</summary>
    C = 2,

    /// <summary>FortiGate traffic: key=value, about 600 bytes a line.</summary>
    FortiGate = 3,

    /// <summary>sshd in lines of syslog (RFC 3164), about 100 bytes each; one in eight has no address.</summary>
    Sshd = 4,

    /// <summary>Palo Alto traffic: CSV with quotes behind a syslog header, about 490 bytes a line.</summary>
    PaloAlto = 5,

    /// <summary>CloudTrail: one document with <c>Records</c> a line, about 1,100 bytes a record.</summary>
    CloudTrail = 6,
}
