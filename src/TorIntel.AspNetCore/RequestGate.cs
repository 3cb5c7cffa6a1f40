using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TorIntel;

/// <summary>Decides what is done with a request from Tor, and does it.</summary>
internal sealed class RequestGate(TorIntelAspNetCoreOptions options, ILogger logger)
{
    private const string Detail = "Requests from the Tor network are not accepted here.";

    private readonly PathString _challengePath = new(options.ChallengePath);
    private readonly byte[] _problem = ProblemOf(options.BlockedStatusCode);

    /// <summary>Gets or sets a value indicating whether the middleware stands in the pipeline.</summary>
    public bool IsInPipeline { get; set; }

    /// <summary>Gets what is done where an endpoint does not say otherwise.</summary>
    public TorAction DefaultAction => options.Action;

    /// <summary>Tells whether a finding is enough to take a request for one from Tor.</summary>
    public bool IsTor(TorFinding? finding) => finding is not null && RequestOrigin.Of(finding) >= options.MinimumConfidence;

    /// <summary>Tells what is to be done with a request.</summary>
    public TorAction ActionFor(HttpContext context, TorFinding finding) =>
        IsTor(finding) ? context.GetEndpoint()?.Metadata.GetMetadata<ITorEndpointMetadata>()?.Action ?? options.Action : TorAction.Tag;

    /// <summary>Refuses a request.</summary>
    public async Task BlockAsync(HttpContext context, TorFinding finding)
    {
        TorLog.Refused(logger, context, finding, TorAction.Block);
        if (!context.Response.HasStarted)
        {
            await RefuseAsync(context).ConfigureAwait(false);
        }
    }

    /// <summary>Challenges a request.</summary>
    /// <returns>Whether it may go on; else it is answered.</returns>
    public async ValueTask<bool> ChallengeAsync(HttpContext context, TorFinding finding)
    {
        var statusCode = context.Response.StatusCode;
        if ((_challengePath.HasValue && context.Request.Path.StartsWithSegments(_challengePath, StringComparison.OrdinalIgnoreCase))
            || (!options.ChallengeSignedInUsers && context.User.Identities.Any(identity => identity.IsAuthenticated))
            || (options.OnChallenge is { } onChallenge && await onChallenge(context).ConfigureAwait(false)))
        {
            return true;
        }

        TorLog.Refused(logger, context, finding, TorAction.Challenge);
        if (IsAnswered(context.Response, statusCode))
        {
            return false;
        }

        if (_challengePath.HasValue && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Redirect($"{ChallengeUrlOf(context.Request)}?returnUrl={Uri.EscapeDataString(LocalUrlOf(context.Request))}");
            return false;
        }

        await RefuseAsync(context).ConfigureAwait(false);
        return false;
    }

    private static bool IsAnswered(HttpResponse response, int statusCodeBefore) =>
        response.HasStarted || response.StatusCode != statusCodeBefore || response.ContentType is not null || response.ContentLength is not null;

    // A browser takes "//host" and "/\host" for another server.
    private static bool IsLocal(string path) => path is "/" or ['/', not ('/' or '\\'), ..];

    private static string LocalUrlOf(HttpRequest request)
    {
        var path = request.PathBase.Add(request.Path).ToUriComponent();
        return IsLocal(path) ? path + request.QueryString.ToUriComponent() : "/";
    }

    // The base may be out of a header: X-Forwarded-Prefix.
    private string ChallengeUrlOf(HttpRequest request)
    {
        var path = request.PathBase.Add(_challengePath).ToUriComponent();
        return IsLocal(path) ? path : _challengePath.ToUriComponent();
    }

    private static byte[] ProblemOf(int statusCode)
    {
        var title = ReasonPhrases.GetReasonPhrase(statusCode) is { Length: > 0 } phrase ? $"\"title\":\"{phrase}\"," : "";
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{{{title}}"status":{{statusCode}},"detail":"{{Detail}}"}"""));
    }

    private async Task RefuseAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = options.BlockedStatusCode;

        // It is about this client; a cache in front must not give it to others.
        response.Headers.CacheControl = "no-store";
        if (options.OnBlocked is { } onBlocked)
        {
            await onBlocked(context).ConfigureAwait(false);
            return;
        }

        // Registered by AddProblemDetails. It declines where the client takes no JSON.
        if (context.RequestServices.GetService<IProblemDetailsService>() is { } service
            && await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = { Status = options.BlockedStatusCode, Detail = Detail } }).ConfigureAwait(false))
        {
            return;
        }

        response.ContentType = "application/problem+json";
        response.ContentLength = _problem.Length;
        await response.Body.WriteAsync(_problem, context.RequestAborted).ConfigureAwait(false);
    }
}
