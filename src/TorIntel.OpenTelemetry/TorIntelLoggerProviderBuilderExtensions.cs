using TorIntel;

namespace OpenTelemetry.Logs;

/// <summary>Registers TorIntel for log records.</summary>
public static class TorIntelLoggerProviderBuilderExtensions
{
    /// <summary>Tags log records that have evidence of Tor: attributes of the record, and of the scopes around it if they are included. Add it before the exporters, which take records as they are by then.</summary>
    /// <remarks>
    /// Store, classifier and shared options are those of the services; <see cref="TorNetworkStore.Shared"/> and the defaults unless they are registered. The time of an event is that of the record.
    /// </remarks>
    /// <param name="builder">The builder of the provider.</param>
    /// <param name="configure">Changes the options for this processor alone; those that all adapters share are their start. Null for no change.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static LoggerProviderBuilder AddTorIntel(this LoggerProviderBuilder builder, Action<TorEnrichmentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ConfigureServices(services => Microsoft.Extensions.DependencyInjection.TorIntelServiceCollectionExtensions.AddTorIntel(services));
        return builder.AddProcessor(services => new TorLogProcessor(services, ProcessorOptions.Get(services, configure)));
    }
}
