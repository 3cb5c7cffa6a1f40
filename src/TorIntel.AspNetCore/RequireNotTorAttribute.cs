namespace TorIntel;

/// <summary>Refuses requests from Tor at a controller, an action, a page, a hub, or the handler of a minimal API, whatever the action of the application is.</summary>
/// <remarks>
/// Enforced where requests are routed, whether <c>app.UseTorIntel()</c> is there or not, and where it stands; <c>AddTorIntel().AddAspNetCore()</c> has to be called. The most specific of this and
/// <see cref="AllowTorAttribute"/> counts: an attribute before what the call says that maps the endpoint or its group, an action's before its controller's. How surely it must be Tor,
/// <see cref="TorIntelAspNetCoreOptions.MinimumConfidence"/> says. Inherited: what a base class refuses, a class derived from it can open at its actions only.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireNotTorAttribute : Attribute, ITorEndpointMetadata
{
    /// <inheritdoc/>
    TorAction ITorEndpointMetadata.Action => TorAction.Block;
}
