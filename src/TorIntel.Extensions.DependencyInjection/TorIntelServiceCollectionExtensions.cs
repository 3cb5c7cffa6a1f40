using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TorIntel;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers TorIntel in a host.</summary>
public static class TorIntelServiceCollectionExtensions
{
    /// <summary>
    /// Adds what all parts of TorIntel share: the <see cref="TorNetworkStore"/> that the view in force is taken from (<see cref="TorNetworkStore.Shared"/>, unless another was registered
    /// before), the <see cref="TorClassifier"/>, what adapters look at and add (<see cref="TorEnrichmentOptions"/>), and their options, bound from the section <c>TorIntel</c> of the configuration and checked when the host starts.
    /// </summary>
    /// <remarks>May be called several times; each call adds to the options.</remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options, after the configuration; null for none.</param>
    /// <returns>A builder that the packages add themselves to, such as <c>AddFeeds</c>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static TorIntelBuilder AddTorIntel(this IServiceCollection services, Action<TorIntelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<TorIntelOptions>, TorIntelConfiguration>(provider => new TorIntelConfiguration(provider.GetService<IConfiguration>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TorIntelOptions>, TorIntelOptionsValidator>());
        services.AddOptions<TorIntelOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddSingleton(TorNetworkStore.Shared);
        services.TryAddSingleton(provider => new TorClassifier(provider.GetRequiredService<IOptions<TorIntelOptions>>().Value.ToClassifierOptions()));

        // For adapters to loggers that find their services by type and know no options of hosts.
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<TorIntelOptions>>().Value.Enrichment);
        return new TorIntelBuilder(services);
    }
}
