namespace TorIntel;

/// <summary>Among the metadata of an endpoint: it refuses requests from Tor by itself, without the middleware.</summary>
internal sealed class GuardedEndpoint
{
    public static GuardedEndpoint Instance { get; } = new();
}
