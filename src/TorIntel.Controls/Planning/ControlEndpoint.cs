namespace TorIntel.Controls;

/// <summary>A row: an address and TCP port that leads into the network.</summary>
/// <param name="Endpoint">Address and port.</param>
/// <param name="Roles">The roles of the relay there.</param>
/// <param name="Relay">The relay there, the first if there are several; null for an authority that no list has.</param>
public sealed record ControlEndpoint(IPEndpointValue Endpoint, RelayRoles Roles, TorRelay? Relay);
