using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TorIntel;

namespace Microsoft.Extensions.Logging;

/// <summary>Registers TorIntel for the loggers of Microsoft.Extensions.Logging.</summary>
public static class TorIntelLoggingBuilderExtensions
{
    /// <summary>
    /// Adds to log events that have evidence of Tor what speaks for it, as attributes that every provider sees: <c>tor_confidence</c>, <c>tor_direction</c>, <c>tor_evidence</c> and so on. Message,
    /// level, id and exception stay as they are, and events without evidence stay wholly as they are. The attributes of the message and those of the scopes around it are looked at.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Filters, providers and scopes work as before; providers may be added before or after. Code that replaces the <see cref="ILoggerFactory"/> has to come before: calling this once more behind it does no harm.
    /// Another call adds its <paramref name="configure"/> and nothing else.
    /// </para>
    /// <para>Also adds what <see cref="TorIntelServiceCollectionExtensions.AddTorIntel"/> adds: the store that the view is taken from, the classifier and their options.</para>
    /// </remarks>
    /// <param name="builder">The logging builder.</param>
    /// <param name="configure">Changes the options for this adapter alone; those that all adapters share are their start. Null for no change.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static ILoggingBuilder AddTorIntel(this ILoggingBuilder builder, Action<TorEnrichmentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddLogging();
        services.AddTorIntel();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<TorEnrichmentOptions>, LoggingEnrichmentOptions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TorEnrichmentOptions>, LoggingEnrichmentOptions>());
        services.AddOptions<TorEnrichmentOptions>(LoggerFactoryDecoration.OptionsName).Configure(options => configure?.Invoke(options)).ValidateOnStart();

        // It has no events, so that loggers need not ask it for each.
        services.Configure<LoggerFilterOptions>(options =>
        {
            if (!options.Rules.Any(rule => rule.ProviderName == typeof(ScopeCapture).FullName))
            {
                options.Rules.Add(new LoggerFilterRule(typeof(ScopeCapture).FullName, categoryName: null, LogLevel.None, filter: null));
            }
        });
        LoggerFactoryDecoration.Apply(services);
        return builder;
    }
}
