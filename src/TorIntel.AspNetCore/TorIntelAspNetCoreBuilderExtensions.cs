using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TorIntel;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers TorIntel in an ASP.NET Core application.</summary>
public static class TorIntelAspNetCoreBuilderExtensions
{
    /// <summary>
    /// Adds what <c>app.UseTorIntel()</c>, <c>RequireNotTor()</c> and <c>context.GetTorFinding()</c> need, with options bound from the section <c>TorIntel:AspNetCore</c> of the configuration and
    /// checked when the application starts.
    /// </summary>
    /// <remarks>May be called several times; each call adds to the options.</remarks>
    /// <param name="builder">What <c>services.AddTorIntel()</c> returned.</param>
    /// <param name="configure">Sets the options, after the configuration; null for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TorIntelBuilder AddAspNetCore(this TorIntelBuilder builder, Action<TorIntelAspNetCoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<TorIntelAspNetCoreOptions>, TorIntelAspNetCoreConfiguration>(provider =>
            new TorIntelAspNetCoreConfiguration(provider.GetService<IConfiguration>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TorIntelAspNetCoreOptions>, TorIntelAspNetCoreOptionsValidator>());
        services.AddOptions<TorIntelAspNetCoreOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddSingleton(provider => new RequestJudge(
            provider.GetRequiredService<TorNetworkStore>(), provider.GetRequiredService<TorClassifier>(), TimeOf(provider), OptionsOf(provider), EnrichmentOf(provider)));
        services.TryAddSingleton(provider => new RequestTagger(TimeOf(provider), LoggerOf(provider), OptionsOf(provider), EnrichmentOf(provider)));
        services.TryAddSingleton(provider => new RequestGate(OptionsOf(provider), LoggerOf(provider)));
        services.TryAddSingleton<EndpointGuard>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, NotTorMatcherPolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAuthorizationHandler, NotTorHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, StartCheck>());
        return builder;
    }

    private static TorIntelAspNetCoreOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<TorIntelAspNetCoreOptions>>().Value;

    private static TorEnrichmentOptions EnrichmentOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<TorIntelOptions>>().Value.Enrichment;

    private static TimeProvider TimeOf(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;

    private static ILogger LoggerOf(IServiceProvider provider) => provider.GetRequiredService<ILoggerFactory>().CreateLogger(TorLog.Category);
}
