namespace TorIntel.Feeds;

/// <summary>The forms of lists that can be read.</summary>
public enum TorListKind
{
    /// <summary>None of them.</summary>
    Unknown = 0,

    /// <summary>One address or prefix a line, such as the Tor bulk exit list.</summary>
    AddressList = 1,

    /// <summary>Rows of <c>fingerprint, ipaddr, port</c>.</summary>
    RelayCsv = 2,

    /// <summary>A network-status consensus, ns or microdesc flavour (dir-spec section 3.4.1).</summary>
    Consensus = 3,

    /// <summary>The exit list with fingerprints and times, <c>exit-addresses</c> (TorDNSEL).</summary>
    ExitAddresses = 4,

    /// <summary>Onionoo's <c>details</c> document.</summary>
    OnionooDetails = 5,

    /// <summary>Server descriptors (dir-spec section 2.1.1).</summary>
    ServerDescriptors = 6,

    /// <summary>The page <c>tornodes</c> of dan.me.uk.</summary>
    TorNodes = 7,

    /// <summary>A MISP event or feed file with attributes.</summary>
    Misp = 8,

    /// <summary>A STIX 2.1 bundle of indicators.</summary>
    Stix = 9,

    /// <summary>A MaxMind DB of anonymous addresses.</summary>
    MaxMind = 10,

    /// <summary>A view that was stored (<see cref="TorNetwork.WriteTo"/>).</summary>
    View = 11,
}
