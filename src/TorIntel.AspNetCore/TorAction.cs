namespace TorIntel;

/// <summary>What is done with a request that comes from Tor, besides tagging it.</summary>
public enum TorAction
{
    /// <summary>Nothing: it is tagged and goes on.</summary>
    Tag = 0,

    /// <summary>It goes on once its sender has proved something, such as a solved puzzle: <see cref="TorIntelAspNetCoreOptions.ChallengePath"/>, <see cref="TorIntelAspNetCoreOptions.OnChallenge"/>.</summary>
    Challenge = 1,

    /// <summary>It is refused, with <see cref="TorIntelAspNetCoreOptions.BlockedStatusCode"/>.</summary>
    Block = 2,
}
