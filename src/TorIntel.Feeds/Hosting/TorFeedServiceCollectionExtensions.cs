using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TorIntel;
using TorIntel.Feeds;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what keeps the view of the Tor network fresh in a host.</summary>
public static class TorFeedServiceCollectionExtensions
{
    /// <summary>
    /// Adds the view of the network: a <see cref="TorNetworkStore"/> to take the current view from, kept fresh by a hosted service with a cache on disk, and
    /// <see cref="TorFeedRefresher"/> for its status. The view of the cache is in force before the host takes requests.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; null for the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddTorIntelFeeds(this IServiceCollection services, Action<TorFeedOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<TorFeedOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        if (services.Any(service => service.ImplementationType == typeof(TorFeedService)))
        {
            return services; // Added before: another call sets options only.
        }

        services.TryAddSingleton<IValidateOptions<TorFeedOptions>, TorFeedOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TorNetworkStore>(_ => new TorNetworkStore());
        services.AddMetrics();
#pragma warning disable EXTEXP0001 // What a host adds to all its clients would try again what must not be tried, and end what takes long.
        services.AddHttpClient(FeedHttp.ClientName, FeedHttp.Configure)
            .ConfigurePrimaryHttpMessageHandler(FeedHttp.CreateHandler)
            .RemoveAllResilienceHandlers()
#pragma warning restore EXTEXP0001
            .AddResilienceHandler(FeedHttp.ClientName, FeedHttp.Configure);
        services.TryAddSingleton(provider => new TorFeedRefresher(
            provider.GetRequiredService<IOptions<TorFeedOptions>>().Value,
            provider.GetRequiredService<TorNetworkStore>(),
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(FeedHttp.ClientName),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TorFeedRefresher>>(),
            new FeedMetrics(provider.GetService<IMeterFactory>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TorFeedService>());
        return services;
    }
}
