namespace TorIntel.Controls;

/// <summary>A row: an address or prefix, and what is known of it.</summary>
/// <param name="Prefix">The address, or the prefix that a list has.</param>
/// <param name="Roles">The roles of what is there.</param>
/// <param name="Relays">The relays there, each once; empty if no list names any.</param>
public sealed record ControlAddress(IPPrefix Prefix, RelayRoles Roles, IReadOnlyList<TorRelay> Relays);
