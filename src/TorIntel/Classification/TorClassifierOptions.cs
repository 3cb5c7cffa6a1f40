namespace TorIntel;

/// <summary>What the user's site adds to the rules. Copied by <see cref="TorClassifier"/> when it is made.</summary>
public sealed record TorClassifierOptions
{
    /// <summary>Gets the networks that are ours unless others are named: RFC 1918, RFC 4193, loopback, link-local, RFC 6598.</summary>
    public static IReadOnlyList<IPPrefix> PrivateNetworks { get; } =
    [
        IPPrefix.Parse("10.0.0.0/8"), IPPrefix.Parse("172.16.0.0/12"), IPPrefix.Parse("192.168.0.0/16"), IPPrefix.Parse("100.64.0.0/10"),
        IPPrefix.Parse("127.0.0.0/8"), IPPrefix.Parse("169.254.0.0/16"), IPPrefix.Parse("::1/128"), IPPrefix.Parse("fc00::/7"), IPPrefix.Parse("fe80::/10"),
    ];

    // Behind PrivateNetworks, because statics are set in the order of the text.

    /// <summary>Gets the options that nobody has changed.</summary>
    public static TorClassifierOptions Default { get; } = new();

    /// <summary>Gets the networks that are ours. Default: <see cref="PrivateNetworks"/>.</summary>
    public IReadOnlyList<IPPrefix> InternalNetworks { get; init; } = PrivateNetworks;

    /// <summary>Gets networks whose addresses and ports are never evidence. Default: none.</summary>
    public IReadOnlyList<IPPrefix> IgnoredNetworks { get; init; } = [];

    /// <summary>Gets host names that are never evidence, nor any name below them. Default: none.</summary>
    public IReadOnlyList<string> IgnoredHosts { get; init; } = [];

    /// <summary>Gets relays that are never evidence. Default: none.</summary>
    public IReadOnlyList<RelayFingerprint> IgnoredRelays { get; init; } = [];

    /// <summary>Gets authorised relays of ours: evidence that rests on them alone is marked and worth little. Default: none.</summary>
    public IReadOnlyList<RelayFingerprint> OwnRelays { get; init; } = [];
}
