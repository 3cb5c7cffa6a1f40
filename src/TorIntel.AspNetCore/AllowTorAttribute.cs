namespace TorIntel;

/// <summary>Lets requests from Tor through to a controller, an action, a page, a hub, or the handler of a minimal API, whatever the action of the application is. They are tagged all the same.</summary>
/// <remarks>
/// The most specific of this and <see cref="RequireNotTorAttribute"/> counts: an attribute before what the call says that maps the endpoint or its group, an action's before its controller's. It does
/// not set aside a policy of authorization. Against the action of the application it needs <c>app.UseTorIntel()</c> behind routing, which else knows no endpoint and lets nobody from Tor through.
/// Not inherited, while <see cref="RequireNotTorAttribute"/> is: frameworks name what is inherited last, so that a base class would have the last word.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class AllowTorAttribute : Attribute, ITorEndpointMetadata
{
    /// <inheritdoc/>
    TorAction ITorEndpointMetadata.Action => TorAction.Tag;
}
