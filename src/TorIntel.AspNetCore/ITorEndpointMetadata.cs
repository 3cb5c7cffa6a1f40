namespace TorIntel;

/// <summary>What an endpoint says about requests from Tor. The last one among its metadata is the most specific, and counts: attributes stand behind what calls say.</summary>
internal interface ITorEndpointMetadata
{
    TorAction Action { get; }
}
