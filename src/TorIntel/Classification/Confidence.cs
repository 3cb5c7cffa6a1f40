namespace TorIntel;

/// <summary>How surely something is Tor; not how harmful it is.</summary>
public enum Confidence
{
    /// <summary>No evidence of Tor; never to be read as "not Tor", since bridges are not listed.</summary>
    None = 0,

    /// <summary>A hint that has many innocent explanations: a port alone, a relay's address on another port.</summary>
    Low = 1,

    /// <summary>Worth a look together with other findings.</summary>
    Medium = 2,

    /// <summary>Tor, unless the list is wrong.</summary>
    High = 3,

    /// <summary>Tor: address and port of a relay, or a name that cannot be anything else.</summary>
    Confirmed = 4,
}
