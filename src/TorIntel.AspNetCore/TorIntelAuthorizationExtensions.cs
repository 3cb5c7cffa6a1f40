using TorIntel;

namespace Microsoft.AspNetCore.Authorization;

/// <summary>Adds Tor to policies of authorization.</summary>
public static class TorIntelAuthorizationExtensions
{
    /// <summary>Requires that the request does not come from Tor, as <see cref="TorIntelAspNetCoreOptions.MinimumConfidence"/> has it.</summary>
    /// <remarks>
    /// Needs <c>AddTorIntel().AddAspNetCore()</c>, not <c>UseTorIntel()</c>: without those services the requirement is never met. Nor is it where the resource is no
    /// <see cref="Http.HttpContext"/>. A request that does not meet a policy is answered as the authentication scheme has it: 403 for users who are signed in, else a challenge to sign in.
    /// </remarks>
    /// <param name="builder">The policy.</param>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static AuthorizationPolicyBuilder RequireNotTor(this AuthorizationPolicyBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddRequirements(new NotTorRequirement());
    }
}
