using Microsoft.Extensions.DependencyInjection;
using TorIntel;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts TorIntel into the pipeline.</summary>
public static class TorIntelApplicationBuilderExtensions
{
    /// <summary>Adds the middleware that tags requests from Tor, and refuses or challenges those that are not to go on.</summary>
    /// <remarks>
    /// Behind <c>UseForwardedHeaders()</c>, so that behind a proxy it is the client that is judged; behind routing and authentication, so that endpoints and users are known (a
    /// <see cref="WebApplication"/> has both in front unless you place them yourself); in front of what is to be protected. In a branch of the pipeline, <see cref="TorIntelAspNetCoreOptions.Action"/> holds
    /// for that branch alone, while endpoints that refuse requests from Tor do so everywhere.
    /// </remarks>
    /// <param name="app">The application.</param>
    /// <exception cref="ArgumentNullException"><paramref name="app"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The services are not registered: <c>AddTorIntel().AddAspNetCore()</c> is missing.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options are wrong; the message says how.</exception>
    public static IApplicationBuilder UseTorIntel(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var judge = RequestJudge.Of(app.ApplicationServices, "UseTorIntel()");
        var tagger = app.ApplicationServices.GetRequiredService<RequestTagger>();
        var gate = app.ApplicationServices.GetRequiredService<RequestGate>();
        gate.IsInPipeline = true;
        return app.Use(next => new TorMiddleware(next, judge, tagger, gate).InvokeAsync);
    }
}
