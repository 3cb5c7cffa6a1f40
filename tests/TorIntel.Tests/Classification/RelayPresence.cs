namespace TorIntel.Tests;

/// <summary>A relay at an address, as one list says.</summary>
internal readonly record struct RelayPresence(RelayFingerprint Relay, PresenceKind Kind, IPEndpointValue Endpoint)
{
    public ushort Port => Endpoint.Port;
}
