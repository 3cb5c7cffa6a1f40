namespace TorIntel;

/// <summary>What a port is customarily used for in Tor. A port alone is weak evidence.</summary>
public enum PortRole
{
    /// <summary>Nothing in particular; most relays use such a port.</summary>
    None = 0,

    /// <summary>9001, 9030: ORPort and DirPort of relays.</summary>
    Relay = 1,

    /// <summary>9040, 9050, 9051, 9053, 9150, 9151: TransPort, SocksPort, ControlPort and DNSPort of clients.</summary>
    Client = 2,
}
