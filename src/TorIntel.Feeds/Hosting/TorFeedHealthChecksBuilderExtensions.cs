using Microsoft.Extensions.Diagnostics.HealthChecks;
using TorIntel.Feeds;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of the view of the Tor network.</summary>
public static class TorFeedHealthChecksBuilderExtensions
{
    /// <summary>Adds a health check: healthy while the view is fresh; degraded when it is stale or a source fails; unhealthy when there is none, or it has been stale for long.</summary>
    /// <param name="builder">The builder of health checks.</param>
    /// <param name="name">The name of the check. Default: <c>torintel</c>.</param>
    /// <param name="tags">Tags to filter checks by.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHealthChecksBuilder AddTorIntelFeeds(this IHealthChecksBuilder builder, string name = "torintel", IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(name, provider => new TorFeedHealthCheck(provider.GetRequiredService<TorFeedRefresher>()), HealthStatus.Unhealthy, tags));
    }
}
