using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TorIntel;
using TorIntel.Feeds;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what keeps the view of the Tor network fresh in a host.</summary>
public static class TorFeedBuilderExtensions
{
    /// <summary>The name of the health check.</summary>
    public const string HealthCheckName = "torintel";

    /// <summary>
    /// Adds the feeds: a hosted service keeps the view in the <see cref="TorNetworkStore"/> fresh, with a cache on disk, and <see cref="TorFeedRefresher"/> tells its status. The view of the
    /// cache is in force before the host takes requests. With it come the meter <c>TorIntel.Feeds</c> and the health check <see cref="HealthCheckName"/>: healthy while the view is
    /// fresh; degraded when it is stale or a source fails; unhealthy when there is none, or it has been stale for long.
    /// </summary>
    /// <param name="builder">What <c>services.AddTorIntel()</c> gives.</param>
    /// <param name="configure">Sets the options, after the section <c>TorIntel:Feeds</c> of the configuration; null for none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TorIntelBuilder AddFeeds(this TorIntelBuilder builder, Action<TorFeedOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<TorFeedOptions>, TorFeedConfiguration>(provider => new TorFeedConfiguration(provider.GetService<IConfiguration>())));
        services.AddOptions<TorFeedOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        if (services.Any(service => service.ImplementationType == typeof(TorFeedService)))
        {
            return builder; // Added before: another call sets options only.
        }

        services.TryAddSingleton<IValidateOptions<TorFeedOptions>, TorFeedOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
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
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            HealthCheckName, provider => new TorFeedHealthCheck(provider.GetRequiredService<TorFeedRefresher>()), HealthStatus.Unhealthy, tags: null));
        return builder;
    }
}
