namespace TorIntel.Benchmarks;

/// <summary>What is looked up.</summary>
public enum ProbeStream
{
    /// <summary>Uniformly random IPv4 addresses, one in a thousand a relay.</summary>
    V4RandomMiss = 0,

    /// <summary>Addresses beside relays, from the same /24s: neighbours at the same hosters.</summary>
    V4NearMiss = 1,

    /// <summary>Every second one a relay, at random.</summary>
    V4Half = 2,

    /// <summary>Relays only.</summary>
    V4Hits = 3,

    /// <summary>The public IPv4 addresses of real logs, as they come.</summary>
    V4Logs = 4,

    /// <summary>IPv6 addresses, half of them in the /32s of relays, one in a thousand a relay.</summary>
    V6Miss = 5,

    /// <summary>Every second one a relay, at random.</summary>
    V6Half = 6,

    /// <summary>Relays only.</summary>
    V6Hits = 7,
}
