namespace TorIntel;

/// <summary>An exit of a view, and where its traffic can come from.</summary>
/// <param name="Relay">The relay.</param>
/// <param name="Knowledge">How well its policy for that destination is known.</param>
/// <param name="OrEndpoints">Its OR endpoints, in ascending order; port 0 where no list has one.</param>
/// <param name="ExitAddresses">The addresses from which its traffic was measured to leave, in ascending order; where there are none, it is to be expected from the OR addresses.</param>
public sealed record ReachingExit(
    TorRelay Relay,
    ExitPolicyKnowledge Knowledge,
    IReadOnlyList<IPEndpointValue> OrEndpoints,
    IReadOnlyList<IPAddressValue> ExitAddresses);
