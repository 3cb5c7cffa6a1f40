using NLog.Config;
using TorIntel;

namespace NLog;

/// <summary>Makes TorIntel known to NLog.</summary>
public static class TorIntelSetupBuilderExtensions
{
    /// <summary>
    /// Registers the target <c>TorIntelWrapper</c> and the layout renderer <c>${torintel}</c>, without reflection. Call it before the configuration is loaded, which needs the types; store, options and classifier may come later. What is left out here is taken from the
    /// services of the host, if NLog knows them; else the store is <see cref="TorNetworkStore.Shared"/>.
    /// </summary>
    /// <param name="setup">The set-up of NLog.</param>
    /// <param name="store">Where the view in force is.</param>
    /// <param name="options">What to look at and to add; a target may have its own.</param>
    /// <param name="classifier">The classifier, with what is ours and what is never evidence.</param>
    /// <exception cref="ArgumentNullException"><paramref name="setup"/> is null.</exception>
    /// <exception cref="ArgumentException">The options are wrong; the message says how.</exception>
    public static ISetupBuilder RegisterTorIntel(this ISetupBuilder setup, TorNetworkStore? store = null, TorEnrichmentOptions? options = null, TorClassifier? classifier = null)
    {
        ArgumentNullException.ThrowIfNull(setup);
        if (options?.Validate() is { } problem)
        {
            throw new ArgumentException($"TorIntel: {problem}.", nameof(options));
        }

        return setup.SetupExtensions(extensions =>
        {
            extensions
                .RegisterTarget<TorIntelTargetWrapper>(TorIntelTargetWrapper.TypeName)
                .RegisterType<TorIntelField>()
                .RegisterLayoutRenderer<TorIntelLayoutRenderer>(TorIntelLayoutRenderer.TypeName);
            Register(extensions, store);
            Register(extensions, options);
            Register(extensions, classifier);
            HostServices.NoteRegistration();
        });
    }

    private static void Register<T>(ISetupExtensionsBuilder extensions, T? service)
        where T : class
    {
        if (service is not null)
        {
            extensions.RegisterSingletonService(service);
        }
    }
}
