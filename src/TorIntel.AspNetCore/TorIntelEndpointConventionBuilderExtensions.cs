using Microsoft.Extensions.DependencyInjection;
using TorIntel;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Says of endpoints what is done with requests from Tor.</summary>
public static class TorIntelEndpointConventionBuilderExtensions
{
    /// <summary>Refuses requests from Tor, whatever the action of the application is.</summary>
    /// <remarks>
    /// Enforced by <c>app.UseTorIntel()</c>, and by the endpoint itself, should that call be missing or stand in front of routing. The most specific of this and <see cref="AllowTor"/>
    /// counts: an endpoint's before its group's.
    /// </remarks>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RequireNotTor<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint => endpoint.Metadata.Add(new RequireNotTorAttribute()));
        builder.Finally(Guard);
        return builder;
    }

    /// <summary>Lets requests from Tor through, whatever the action of the application is. They are tagged all the same.</summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder AllowTor<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint => endpoint.Metadata.Add(new AllowTorAttribute()));
        return builder;
    }

    // Once all metadata is known, for something more specific may allow what a group refuses; and only once.
    private static void Guard(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } handler
            || endpoint.Metadata.OfType<ITorEndpointMetadata>().LastOrDefault() is not { Action: TorAction.Block }
            || endpoint.Metadata.Contains(GuardedEndpoint.Instance))
        {
            return;
        }

        var judge = RequestJudge.Of(endpoint.ApplicationServices, "RequireNotTor()");
        var gate = endpoint.ApplicationServices.GetRequiredService<RequestGate>();
        endpoint.Metadata.Add(GuardedEndpoint.Instance);
        endpoint.RequestDelegate = context => judge.GetOrFind(context) is { } finding && gate.IsTor(finding) ? gate.BlockAsync(context, finding) : handler(context);
    }
}
