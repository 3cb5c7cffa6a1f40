using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>An OR endpoint of a relay.</summary>
/// <param name="Relay">The relay, of the view that has the endpoint.</param>
/// <param name="Endpoint">The address and port; port 0 if the port is not known.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RelayEndpoint(TorRelay Relay, IPEndpointValue Endpoint);
