using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TorIntel;

/// <summary>Stops an application at its start that is to refuse requests from Tor, but would not, for want of the middleware.</summary>
internal sealed class StartCheck(IServiceProvider services, RequestGate gate) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The pipeline is built while services start.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!gate.IsInPipeline && (gate.DefaultAction != TorAction.Tag ? $"the action {gate.DefaultAction}" : UnguardedEndpoint()) is { } reason)
        {
            throw new InvalidOperationException($"TorIntel: {reason} needs the middleware. Call 'app.UseTorIntel()', behind routing and authentication.");
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string? UnguardedEndpoint()
    {
        var endpoint = services.GetService<EndpointDataSource>()?.Endpoints.FirstOrDefault(endpoint =>
            endpoint.Metadata.GetMetadata<ITorEndpointMetadata>() is { Action: TorAction.Block } && endpoint.Metadata.GetMetadata<GuardedEndpoint>() is null);
        return endpoint is null ? null : $"the attribute RequireNotTor of the endpoint '{endpoint.DisplayName}'";
    }
}
