using Microsoft.Extensions.DependencyInjection;
using TorIntel;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Says of endpoints what is done with requests from Tor.</summary>
public static class TorIntelEndpointConventionBuilderExtensions
{
    /// <summary>Refuses requests from Tor, whatever the action of the application is.</summary>
    /// <remarks>
    /// Enforced by the endpoint itself, whether <c>app.UseTorIntel()</c> is there or not, and where it stands. The most specific of this and <see cref="AllowTor"/> counts: an endpoint's before its
    /// group's, and before both what <see cref="RequireNotTorAttribute"/> or <see cref="AllowTorAttribute"/> say on what handles its requests.
    /// </remarks>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">An endpoint, or several: a group, all controllers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RequireNotTor<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint => Say(endpoint, TorEndpointMetadata.Block));
        builder.Finally(Guard);
        return builder;
    }

    /// <summary>Lets requests from Tor through, whatever the action of the application is. They are tagged all the same.</summary>
    /// <remarks>The most specific of this and <see cref="RequireNotTor"/> counts, as there.</remarks>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">An endpoint, or several: a group, all controllers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder AllowTor<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint => Say(endpoint, TorEndpointMetadata.Allow));
        return builder;
    }

    // The last word counts. A group's comes before the attributes of what handles the requests; that of a call that maps many handlers at once, such as MapControllers(), after them, and may be meant for
    // handlers that say nothing by themselves only. So what calls say goes in front of what attributes say.
    private static void Say(EndpointBuilder endpoint, TorEndpointMetadata word)
    {
        var index = 0;
        while (index < endpoint.Metadata.Count && endpoint.Metadata[index] is not (RequireNotTorAttribute or AllowTorAttribute))
        {
            index++;
        }

        endpoint.Metadata.Insert(index, word);
    }

    // Once all metadata is known, for something more specific may allow what a group refuses; and only once.
    private static void Guard(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } handler
            || endpoint.Metadata.OfType<ITorEndpointMetadata>().LastOrDefault() is not { Action: TorAction.Block }
            || endpoint.Metadata.OfType<GuardedEndpoint>().LastOrDefault()?.Handler == handler)
        {
            return;
        }

        var guard = endpoint.ApplicationServices.GetService<EndpointGuard>() ?? throw RequestJudge.Missing("RequireNotTor()");
        endpoint.RequestDelegate = guard.Guard(handler);
        endpoint.Metadata.Add(new GuardedEndpoint(endpoint.RequestDelegate));
    }
}
