using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace TorIntel;

/// <summary>Answers <see cref="NotTorRequirement"/>.</summary>
internal sealed class NotTorHandler(RequestJudge judge, RequestGate gate) : AuthorizationHandler<NotTorRequirement>
{
    // Without a request there is nothing to judge: the requirement is not met.
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NotTorRequirement requirement)
    {
        if (context.Resource is HttpContext http)
        {
            if (gate.IsTor(judge.GetOrFind(http)))
            {
                context.Fail(new AuthorizationFailureReason(this, "The request comes from Tor."));
            }
            else
            {
                context.Succeed(requirement);
            }
        }

        return Task.CompletedTask;
    }
}
