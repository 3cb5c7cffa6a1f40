namespace TorIntel.Controls;

/// <summary>What a plan is made for.</summary>
public sealed record ControlOptions
{
    /// <summary>Gets what is done about Tor. Default: <see cref="ControlPolicy.BlockInbound"/>.</summary>
    public ControlPolicy Policy { get; init; }

    /// <summary>Gets networks that are left out of every list: partners, own services. What lies in them, or covers them, is cut out exactly. Default: none.</summary>
    public IReadOnlyList<IPPrefix> AllowedNetworks { get; init; } = [];

    /// <summary>Gets names that are left out, with everything below them. Default: none.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Gets relays that are left out, such as own ones; their addresses stay if others are there too. Default: none.</summary>
    public IReadOnlyList<RelayFingerprint> AllowedRelays { get; init; } = [];

    /// <summary>Gets networks that no rule may ever cover: a list that has an address in them is refused, for something is wrong with it. Default: none.</summary>
    public IReadOnlyList<IPPrefix> ProtectedNetworks { get; init; } = [];

    /// <summary>Gets networks of ours to and from which <see cref="ControlPolicy.Blended"/> logs instead of blocking. Default: none.</summary>
    public IReadOnlyList<IPPrefix> MonitoredNetworks { get; init; } = [];

    /// <summary>Gets a value indicating whether customary Tor ports are part of the plan, for targets that take them: weak evidence, so they are only ever logged. Default: false.</summary>
    public bool IncludePorts { get; init; }

    /// <summary>Gets a value indicating whether addresses that are not globally reachable are let through, for networks in laboratories. Default: false, they are refused.</summary>
    public bool IncludeSpecialPurpose { get; init; }

    /// <summary>Gets a value indicating whether a view is taken that is stale, of an unknown age, or of a time that lies ahead. Default: false, it is refused.</summary>
    public bool AllowStale { get; init; }

    /// <summary>Gets the age from which on a view is stale; null: once a list of it is no longer valid, or any is older than 24 hours. Default: null.</summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>Gets how long the entries hold in targets that let them expire; null for <see cref="StaleAfter"/>, or 24 hours, from the time of the view on, or from now on if that is over and a stale view is taken. Default: null.</summary>
    public TimeSpan? ExpireAfter { get; init; }

    /// <summary>Gets the instant that ages are reckoned from.</summary>
    public required DateTimeOffset Now { get; init; }
}
