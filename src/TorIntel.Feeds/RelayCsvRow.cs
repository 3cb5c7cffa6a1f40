using System.Runtime.InteropServices;

namespace TorIntel.Feeds;

/// <summary>One OR endpoint of one relay.</summary>
/// <param name="Fingerprint">The relay's fingerprint.</param>
/// <param name="Endpoint">The OR address and port.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RelayCsvRow(RelayFingerprint Fingerprint, IPEndpointValue Endpoint);
