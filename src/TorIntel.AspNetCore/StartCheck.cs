using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace TorIntel;

/// <summary>Stops an application at its start that is to refuse or challenge requests from Tor, but would not, for want of the middleware. Endpoints that refuse them do so without.</summary>
internal sealed class StartCheck(RequestGate gate) : IStartupFilter
{
    // Once the pipeline is complete, and before the server listens.
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        if (!gate.IsInPipeline && gate.DefaultAction != TorAction.Tag)
        {
            throw new InvalidOperationException($"TorIntel: the action {gate.DefaultAction} needs the middleware. Call 'app.UseTorIntel()', behind routing and authentication.");
        }
    };
}
