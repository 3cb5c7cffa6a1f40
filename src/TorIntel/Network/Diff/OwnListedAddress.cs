namespace TorIntel;

/// <summary>A listed address in a network of ours: somebody runs a relay there.</summary>
/// <param name="Address">The address or prefix that is listed.</param>
/// <param name="Network">The network of ours that holds it or, if a whole prefix is listed, lies in it.</param>
/// <param name="Roles">The roles of all that is listed there.</param>
/// <param name="Relays">The relays there; empty if a list of addresses alone has it.</param>
/// <param name="IsNew">Whether the earlier view does not have the address.</param>
public sealed record OwnListedAddress(IPPrefix Address, IPPrefix Network, RelayRoles Roles, IReadOnlyList<TorRelay> Relays, bool IsNew);
