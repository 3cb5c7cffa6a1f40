namespace TorIntel;

/// <summary>What a host name says about Tor.</summary>
public enum NameClass
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Under a v3 onion address with a valid checksum.</summary>
    OnionV3 = 1,

    /// <summary>Under a 16-character onion address.</summary>
    OnionV2 = 2,

    /// <summary>Any other name under <c>.onion</c>, and <c>onion</c> itself.</summary>
    OnionInvalid = 3,

    /// <summary>Under a Tor2web gateway, with an onion address in front of it.</summary>
    Tor2webOnion = 4,

    /// <summary>A Tor2web gateway, or another name under it.</summary>
    Tor2web = 5,

    /// <summary>A Tor Project name that clients, downloads or bridge requests need.</summary>
    TorProjectUse = 6,

    /// <summary>Any other Tor Project name.</summary>
    TorProject = 7,
}
