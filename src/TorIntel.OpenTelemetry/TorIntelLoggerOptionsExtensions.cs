using TorIntel;

namespace OpenTelemetry.Logs;

/// <summary>Registers TorIntel for log records, where the logger provider is configured by its options: <c>logging.AddOpenTelemetry(options => …)</c>.</summary>
public static class TorIntelLoggerOptionsExtensions
{
    /// <summary>Tags log records that have evidence of Tor, as <see cref="TorIntelLoggerProviderBuilderExtensions.AddTorIntel"/> does. Add it before the exporters.</summary>
    /// <param name="options">The options of the logger provider.</param>
    /// <param name="configure">Changes the options for this processor alone. Null for no change.</param>
    /// <returns>The options of the logger provider.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public static OpenTelemetryLoggerOptions AddTorIntel(this OpenTelemetryLoggerOptions options, Action<TorEnrichmentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.AddProcessor(services => new TorLogProcessor(services, ProcessorOptions.Get(services, configure)));
    }
}
