using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TorIntel;

/// <summary>What processors take from the services of their provider; where nothing is registered, the defaults.</summary>
internal static class ProcessorOptions
{
    /// <summary>Gives the options that all adapters share, as they are changed for one.</summary>
    /// <exception cref="ArgumentException">They are wrong.</exception>
    public static TorEnrichmentOptions Get(IServiceProvider services, Action<TorEnrichmentOptions>? configure)
    {
        var options = new TorEnrichmentOptions();
        if (services.GetService<IOptions<TorIntelOptions>>() is { } shared)
        {
            shared.Value.Enrichment.CopyTo(options);
        }

        configure?.Invoke(options);
        return options.Validate() is { } problem ? throw new ArgumentException($"TorIntel: {problem}.", nameof(configure)) : options;
    }

    public static TorEnricher MakeEnricher(IServiceProvider services, TorEnrichmentOptions options, string adapter) =>
        new(services.GetService<TorNetworkStore>() ?? TorNetworkStore.Shared, options, services.GetService<TorClassifier>(), adapter);
}
