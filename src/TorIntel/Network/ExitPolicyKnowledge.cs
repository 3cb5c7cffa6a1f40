namespace TorIntel;

/// <summary>How well an exit policy is known.</summary>
public enum ExitPolicyKnowledge
{
    /// <summary>Not at all.</summary>
    Unknown = 0,

    /// <summary>As a list of ports that most addresses can be reached on (<see cref="ExitPolicySummary"/>).</summary>
    Summary = 1,

    /// <summary>Rule by rule (<see cref="ExitPolicy"/>).</summary>
    Exact = 2,
}
