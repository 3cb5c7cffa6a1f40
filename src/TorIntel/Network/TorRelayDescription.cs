namespace TorIntel;

/// <summary>What one list says about one relay, as it is given to <see cref="TorNetworkBuilder.AddRelay"/>; several descriptions of a fingerprint are joined.</summary>
public sealed record TorRelayDescription
{
    /// <summary>Gets the relay's fingerprint.</summary>
    public required RelayFingerprint Fingerprint { get; init; }

    /// <summary>Gets the roles that the list gives the relay; <see cref="RelayRoles.Relay"/> is implied.</summary>
    public RelayRoles Roles { get; init; } = RelayRoles.Relay;

    /// <summary>Gets a value indicating whether the list's signatures were checked. Default: false.</summary>
    public bool IsVerified { get; init; }

    /// <summary>Gets the nickname, 1 to 19 letters and digits; null if unknown.</summary>
    public string? Nickname { get; init; }

    /// <summary>Gets the OR endpoints; port 0 means that the address is known and the port is not.</summary>
    public IReadOnlyList<IPEndpointValue> OrEndpoints { get; init; } = [];

    /// <summary>Gets the directory endpoints.</summary>
    public IReadOnlyList<IPEndpointValue> DirectoryEndpoints { get; init; } = [];

    /// <summary>Gets the addresses from which the relay's exit traffic was measured to leave.</summary>
    public IReadOnlyList<IPAddressValue> ExitAddresses { get; init; } = [];

    /// <summary>Gets the exact IPv4 exit policy; null if unknown.</summary>
    public ExitPolicy? ExitPolicy { get; init; }

    /// <summary>Gets the summary of the IPv4 exit policy; null if unknown.</summary>
    public ExitPolicySummary? ExitPolicySummary { get; init; }

    /// <summary>Gets the summary of the IPv6 exit policy; null if unknown.</summary>
    public ExitPolicySummary? ExitPolicySummaryIPv6 { get; init; }

    /// <summary>Gets when the relay was first seen; null if unknown.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>Gets when the relay was last seen; null if unknown.</summary>
    public DateTimeOffset? LastSeen { get; init; }
}
