namespace TorIntel;

/// <summary>Refuses requests from Tor at a controller, an action, or the handler of a minimal API, whatever the action of the application is.</summary>
/// <remarks>
/// Enforced by <c>app.UseTorIntel()</c>, which has to stand behind routing; an application with this attribute and without that call does not start. The most specific of this and
/// <see cref="AllowTorAttribute"/> counts: an action's before its controller's, an endpoint's before its group's. How surely it must be Tor, <see cref="TorIntelAspNetCoreOptions.MinimumConfidence"/> says.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireNotTorAttribute : Attribute, ITorEndpointMetadata
{
    /// <inheritdoc/>
    TorAction ITorEndpointMetadata.Action => TorAction.Block;
}
