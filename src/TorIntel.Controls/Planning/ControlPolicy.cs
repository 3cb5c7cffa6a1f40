namespace TorIntel.Controls;

/// <summary>What is done about Tor: the grades of alert AA20-183A, by direction.</summary>
public enum ControlPolicy
{
    /// <summary>Connections from exits are blocked. Relays that cannot exit are left alone: no Tor traffic comes from them.</summary>
    BlockInbound = 0,

    /// <summary>Connections from exits are logged.</summary>
    MonitorInbound = 1,

    /// <summary>Connections into the network are blocked: OR endpoints, directory ports, authorities; names under <c>.onion</c> and of Tor2web gateways.</summary>
    BlockOutbound = 2,

    /// <summary>Connections into the network are logged.</summary>
    MonitorOutbound = 3,

    /// <summary>Both directions: blocked, but to and from the networks that are named as monitored only logged.</summary>
    Blended = 4,
}
