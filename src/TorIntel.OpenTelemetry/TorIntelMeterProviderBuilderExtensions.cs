namespace OpenTelemetry.Metrics;

/// <summary>Registers TorIntel for metrics.</summary>
public static class TorIntelMeterProviderBuilderExtensions
{
    /// <summary>
    /// Adds the meters of TorIntel: <c>TorIntel</c>, whose <c>torintel.events.tagged</c> counts what all adapters tag by confidence, direction and adapter, and <c>TorIntel.Feeds</c>, which tells how
    /// the lists do.
    /// </summary>
    /// <param name="builder">The builder of the provider.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static MeterProviderBuilder AddTorIntel(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter("TorIntel", "TorIntel.Feeds");
    }
}
