namespace TorIntel;

/// <summary>What the call that maps an endpoint, or a group of them, says about requests from Tor.</summary>
internal sealed class TorEndpointMetadata(TorAction action) : ITorEndpointMetadata
{
    public static TorEndpointMetadata Block { get; } = new(TorAction.Block);

    public static TorEndpointMetadata Allow { get; } = new(TorAction.Tag);

    public TorAction Action => action;

    public override string ToString() => action == TorAction.Block ? "RequireNotTor" : "AllowTor";
}
