using Microsoft.AspNetCore.Http;

namespace TorIntel;

/// <summary>Tags requests that have evidence of Tor, and stops those that are not to go on.</summary>
internal sealed class TorMiddleware(RequestDelegate next, RequestJudge judge, RequestTagger tagger, RequestGate gate)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (judge.Find(context) is { } finding)
        {
            return OnFound(context, finding);
        }

        // What stands in front may have asked about the proxy. Where nothing ever does, features need not be looked through.
        if (judge.FindsOnDemand && context.Features.Get<ITorFeature>() is TorFeature)
        {
            context.Features.Set<ITorFeature>(null);
        }

        return next(context);
    }

    private Task OnFound(HttpContext context, TorFinding finding)
    {
        RequestJudge.Keep(context, finding);
        var isTagged = tagger.Tags(finding);
        if (isTagged && context.Features.Get<TaggedRequest>() is null)
        {
            context.Features.Set(TaggedRequest.Instance);
            tagger.Tag(context, finding);
            judge.CountTagged(finding);
        }

        var action = gate.ActionFor(context, finding);
        var hasScope = isTagged && tagger.HasScope;
        return action == TorAction.Tag && !hasScope ? next(context) : GoOnAsync(context, finding, action, hasScope);
    }

    private async Task GoOnAsync(HttpContext context, TorFinding finding, TorAction action, bool hasScope)
    {
        using var scope = hasScope ? tagger.BeginScope(finding) : null;
        if (action == TorAction.Block)
        {
            await gate.BlockAsync(context, finding).ConfigureAwait(false);
        }
        else if (action == TorAction.Tag || await gate.ChallengeAsync(context, finding).ConfigureAwait(false))
        {
            await next(context).ConfigureAwait(false);
        }
    }
}
