namespace TorIntel;

/// <summary>Lets requests from Tor through to a controller, an action, or the handler of a minimal API, whatever the action of the application is. They are tagged all the same.</summary>
/// <remarks>The most specific of this and <see cref="RequireNotTorAttribute"/> counts. It does not set aside a policy of authorization.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowTorAttribute : Attribute, ITorEndpointMetadata
{
    /// <inheritdoc/>
    TorAction ITorEndpointMetadata.Action => TorAction.Tag;
}
