using Microsoft.AspNetCore.Http;

namespace TorIntel;

/// <summary>Tags requests that have evidence of Tor, and stops those that are not to go on.</summary>
internal sealed class TorMiddleware(RequestDelegate next, RequestJudge judge, RequestTagger tagger, RequestGate gate)
{
    public Task InvokeAsync(HttpContext context) => judge.Find(context) is { } finding ? OnFound(context, finding) : next(context);

    private Task OnFound(HttpContext context, TorFinding finding)
    {
        var address = context.Connection.RemoteIpAddress;
        if (context.Features.Get<ITorFeature>() is not TorFeature feature || feature.Finding != finding)
        {
            feature = new TorFeature(finding, address) { IsTagged = context.Features.Get<ITorFeature>() is TorFeature { IsTagged: true } };
            context.Features.Set<ITorFeature>(feature);
        }

        var isTagged = tagger.Tags(finding);
        if (isTagged && !feature.IsTagged)
        {
            feature.IsTagged = true;
            tagger.Tag(context, finding);
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
