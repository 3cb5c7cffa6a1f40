using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace TorIntel;

/// <summary>Guards endpoints with <see cref="RequireNotTorAttribute"/> when requests are routed to them: an attribute cannot do that by itself, and the middleware may stand where it does not see them.</summary>
/// <remarks>Where no endpoint in question has the attribute, routing goes on as fast as without.</remarks>
internal sealed class NotTorMatcherPolicy(EndpointGuard guard) : MatcherPolicy, IEndpointSelectorPolicy
{
    /// <summary>Gets the last place: others bring new endpoints, such as those of pages that were just compiled.</summary>
    public override int Order => int.MaxValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            // The attributes of a Razor Page are known once it is compiled; with compilation at run time, that is when it is asked for.
            if (EndpointGuard.IsMissing(endpoint) || endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not (null or CompiledPageActionDescriptor))
            {
                return true;
            }
        }

        return ContainsDynamicEndpoints(endpoints);
    }

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && candidates[i] is { Endpoint: { } endpoint, Values: var values } && EndpointGuard.IsMissing(endpoint))
            {
                candidates.ReplaceEndpoint(i, guard.Guard(endpoint), values);
            }
        }

        return Task.CompletedTask;
    }
}
