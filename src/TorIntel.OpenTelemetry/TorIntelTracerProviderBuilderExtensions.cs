using TorIntel;

namespace OpenTelemetry.Trace;

/// <summary>Registers TorIntel for spans.</summary>
public static class TorIntelTracerProviderBuilderExtensions
{
    /// <summary>Tags spans that have evidence of Tor when they end. Add it before the exporters, which may take spans as they are by then.</summary>
    /// <remarks>
    /// By OpenTelemetry's semantic conventions: of a server's span the peer and the client are looked at, of a client's, producer's or consumer's the server and the peer. Fields of one's own count
    /// for spans of all kinds. Store, classifier and shared options are those of the services; <see cref="TorNetworkStore.Shared"/> and the defaults unless they are registered. The time of an
    /// event is the start of the span.
    /// </remarks>
    /// <param name="builder">The builder of the provider.</param>
    /// <param name="configure">Changes the options for this processor alone; those that all adapters share are their start. Null for no change.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TracerProviderBuilder AddTorIntel(this TracerProviderBuilder builder, Action<TorEnrichmentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ConfigureServices(services => Microsoft.Extensions.DependencyInjection.TorIntelServiceCollectionExtensions.AddTorIntel(services));
        return builder.AddProcessor(services => new TorActivityProcessor(services, ProcessorOptions.Get(services, configure)));
    }
}
