using Microsoft.AspNetCore.Authorization;

namespace TorIntel;

/// <summary>The request does not come from Tor.</summary>
internal sealed class NotTorRequirement : IAuthorizationRequirement
{
    public override string ToString() => "The request does not come from Tor.";
}
