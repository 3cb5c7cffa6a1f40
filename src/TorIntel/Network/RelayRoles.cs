namespace TorIntel;

/// <summary>What a relay does in the Tor network.</summary>
[Flags]
public enum RelayRoles
{
    /// <summary>Nothing known.</summary>
    None = 0,

    /// <summary>Any Tor node that is publicly listed.</summary>
    Relay = 1,

    /// <summary>An entry node (Guard flag).</summary>
    Guard = 2,

    /// <summary>Can exit: has the Exit flag, or a policy that allows something; BadExit relays exit too.</summary>
    Exit = 4,

    /// <summary>A directory authority.</summary>
    Authority = 8,

    /// <summary>A bridge; bridges are not listed, so only from a list of the user's own.</summary>
    Bridge = 16,
}
