using System.Text.Json;
using Serilog.Configuration;
using TorIntel;

#pragma warning disable RS0026 // The overloads are told apart by what must be given: services, a store, a store with options, nothing.

namespace Serilog;

/// <summary>Adds TorIntel to the enrichers of a logger.</summary>
public static class TorIntelLoggerConfigurationExtensions
{
    /// <summary>
    /// Tags events that have evidence of Tor, by what the host has registered with <c>AddTorIntel</c>: the form for hosts, <c>AddSerilog((services, logger) => logger.ReadFrom.Configuration(…).Enrich.WithTorIntel(services))</c>.
    /// </summary>
    /// <remarks>
    /// <see cref="TorNetworkStore"/>, <see cref="TorClassifier"/> and <see cref="TorEnrichmentOptions"/> are taken from the services, when the logger is made; what is not registered is
    /// <see cref="TorNetworkStore.Shared"/> and the defaults. Not to be combined with <c>WithTorIntel</c> in <c>appsettings.json</c>, which knows nothing of them: of two enrichers the first tags.
    /// </remarks>
    /// <param name="enrich">The enrichers of the logger.</param>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Changes the options for this logger alone; those that the host has registered are their start. Null for no change.</param>
    /// <returns>The configuration of the logger.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="enrich"/> or <paramref name="services"/> is null.</exception>
    /// <exception cref="ArgumentException">The options are wrong; the message says how.</exception>
    public static LoggerConfiguration WithTorIntel(this LoggerEnrichmentConfiguration enrich, IServiceProvider services, Action<TorEnrichmentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new TorEnrichmentOptions();
        if (Find<TorEnrichmentOptions>(services) is { } registered)
        {
            registered.CopyTo(options);
        }

        configure?.Invoke(options);
        return enrich.WithTorIntel(Find<TorNetworkStore>(services) ?? TorNetworkStore.Shared, options, Find<TorClassifier>(services));
    }

    /// <summary>Tags events that have evidence of Tor; all others are left as they are.</summary>
    /// <param name="enrich">The enrichers of the logger.</param>
    /// <param name="store">Where the view in force is.</param>
    /// <param name="configure">Sets the options; null for the defaults.</param>
    /// <param name="classifier">The classifier, which knows what is ours; null for one with the default options.</param>
    /// <returns>The configuration of the logger.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="enrich"/> or <paramref name="store"/> is null.</exception>
    /// <exception cref="ArgumentException">The options are wrong; the message says how.</exception>
    public static LoggerConfiguration WithTorIntel(this LoggerEnrichmentConfiguration enrich, TorNetworkStore store, Action<TorEnrichmentOptions>? configure = null, TorClassifier? classifier = null)
    {
        var options = new TorEnrichmentOptions();
        configure?.Invoke(options);
        return enrich.WithTorIntel(store, options, classifier);
    }

    /// <inheritdoc cref="WithTorIntel(LoggerEnrichmentConfiguration, TorNetworkStore, Action{TorEnrichmentOptions}, TorClassifier)"/>
    /// <param name="enrich">The enrichers of the logger.</param>
    /// <param name="store">Where the view in force is.</param>
    /// <param name="options">The options. Names with dots are also paths into objects; the schema is <see cref="TorSchema.Tor"/> by default.</param>
    /// <param name="classifier">The classifier, which knows what is ours; null for one with the default options.</param>
    public static LoggerConfiguration WithTorIntel(this LoggerEnrichmentConfiguration enrich, TorNetworkStore store, TorEnrichmentOptions options, TorClassifier? classifier = null)
    {
        ArgumentNullException.ThrowIfNull(enrich);
        ArgumentNullException.ThrowIfNull(options);
        return enrich.With(new TorLogEventEnricher(store, options, classifier));
    }

    /// <summary>Tags events that have evidence of Tor by the view in <see cref="TorNetworkStore.Shared"/>: the form for <c>appsettings.json</c>. All parameters may be left out.</summary>
    /// <remarks>
    /// It knows its parameters and nothing else: not the classifier and the options that a host has registered, nor a store other than <see cref="TorNetworkStore.Shared"/>. In a host, give it the services
    /// instead, and leave it out of <c>appsettings.json</c>.
    /// </remarks>
    /// <param name="enrich">The enrichers of the logger.</param>
    /// <param name="fields">The properties to look at, by name; names with dots are also paths into objects. Default: <see cref="TorEnrichmentOptions.ConventionalFields"/>.</param>
    /// <param name="otherAddresses">What an <see cref="System.Net.IPAddress"/> or <see cref="System.Net.IPEndPoint"/> in any other property is; None: it is not looked at.</param>
    /// <param name="minimumConfidence">The confidence from which on an event is tagged.</param>
    /// <param name="schema">How the tag is written.</param>
    /// <param name="name">The name of the tag, or what the names of its properties begin with; null for that of the schema.</param>
    /// <param name="staleAfter">The age from which on a view is stale; null: once a list of it is no longer valid, or any is older than 24 hours.</param>
    /// <param name="internalNetworks">The networks that are ours, in CIDR notation; <c>default</c> stands for the private ones. Default: those.</param>
    /// <param name="ignoredNetworks">Networks whose addresses and ports are never evidence, in CIDR notation.</param>
    /// <param name="ignoredHosts">Host names that are never evidence, nor any name below them.</param>
    /// <param name="ignoredRelays">Fingerprints of relays that are never evidence.</param>
    /// <param name="ownRelays">Fingerprints of authorised relays of ours: evidence that rests on them alone is marked and worth little.</param>
    /// <returns>The configuration of the logger.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="enrich"/> is null.</exception>
    /// <exception cref="ArgumentException">A value is wrong; the message says how.</exception>
    public static LoggerConfiguration WithTorIntel(
        this LoggerEnrichmentConfiguration enrich,
        IDictionary<string, TorField>? fields = null,
        TorField otherAddresses = TorField.None,
        Confidence minimumConfidence = Confidence.Low,
        TorSchema schema = TorSchema.Tor,
        string? name = null,
        TimeSpan? staleAfter = null,
        string[]? internalNetworks = null,
        string[]? ignoredNetworks = null,
        string[]? ignoredHosts = null,
        string[]? ignoredRelays = null,
        string[]? ownRelays = null)
    {
        var options = new TorEnrichmentOptions
        {
            Fields = fields ?? new Dictionary<string, TorField>(StringComparer.Ordinal),
            OtherAddresses = otherAddresses,
            MinimumConfidence = minimumConfidence,
            Schema = schema,
            Name = name,
            StaleAfter = staleAfter,
        };
        var text = new ClassifierText(internalNetworks ?? [], ignoredNetworks ?? [], ignoredHosts ?? [], ignoredRelays ?? [], ownRelays ?? []);
        return text.Wrong is { } wrong
            ? throw new ArgumentException($"TorIntel: {wrong.Problem}.", JsonNamingPolicy.CamelCase.ConvertName(wrong.Member))
            : enrich.WithTorIntel(TorNetworkStore.Shared, options, new TorClassifier(text.Read()));
    }

    private static T? Find<T>(IServiceProvider services)
        where T : class => services.GetService(typeof(T)) as T;
}
