using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace TorIntel;

/// <summary>Stops an application at its start that is to refuse requests from Tor, but would not, for want of the middleware.</summary>
internal sealed class StartCheck(IServiceProvider services, RequestGate gate) : IStartupFilter
{
    // Once the pipeline is complete, and before the server listens.
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        if (!gate.IsInPipeline && (gate.DefaultAction != TorAction.Tag ? $"the action {gate.DefaultAction}" : UnguardedEndpoint()) is { } reason)
        {
            throw new InvalidOperationException($"TorIntel: {reason} needs the middleware. Call 'app.UseTorIntel()', behind routing and authentication.");
        }
    };

    private string? UnguardedEndpoint()
    {
        var endpoint = services.GetService<EndpointDataSource>()?.Endpoints.FirstOrDefault(endpoint =>
            endpoint.Metadata.GetMetadata<ITorEndpointMetadata>() is { Action: TorAction.Block } && endpoint.Metadata.GetMetadata<GuardedEndpoint>() is null);
        return endpoint is null ? null : $"the attribute RequireNotTor of the endpoint '{endpoint.DisplayName}'";
    }
}
