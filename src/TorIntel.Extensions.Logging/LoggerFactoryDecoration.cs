using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TorIntel;

/// <summary>Puts <see cref="TorLoggerFactory"/> in the place of the factory that is registered.</summary>
internal sealed class LoggerFactoryDecoration
{
    /// <summary>The name of the options of this adapter.</summary>
    public const string OptionsName = "TorIntel.Extensions.Logging";

    private readonly bool _ownsInner;

    private LoggerFactoryDecoration(bool ownsInner) => _ownsInner = ownsInner;

    /// <summary>Decorates the registration that counts, which is the last; does nothing if it is ours.</summary>
    public static void Apply(IServiceCollection services)
    {
        var last = services.Count - 1;
        while (last >= 0 && (services[last].IsKeyedService || services[last].ServiceType != typeof(ILoggerFactory)))
        {
            last--;
        }

        if (last < 0 || services[last].ImplementationFactory?.Target is LoggerFactoryDecoration)
        {
            return;
        }

        // Under a key of its own, so that the container makes and disposes of it as before.
        var descriptor = services[last];
        var decoration = new LoggerFactoryDecoration(ownsInner: descriptor.ImplementationInstance is null);
        services[last] = new ServiceDescriptor(typeof(ILoggerFactory), decoration.Create, descriptor.Lifetime);
        services.Add(
            descriptor.ImplementationInstance is { } instance ? new ServiceDescriptor(typeof(ILoggerFactory), decoration, instance)
            : descriptor.ImplementationFactory is { } factory ? new ServiceDescriptor(typeof(ILoggerFactory), decoration, (provider, _) => factory(provider), descriptor.Lifetime)
            : new ServiceDescriptor(typeof(ILoggerFactory), decoration, descriptor.ImplementationType!, descriptor.Lifetime));
    }

    private TorLoggerFactory Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptionsMonitor<TorEnrichmentOptions>>().Get(OptionsName);
        var inner = services.GetRequiredKeyedService<ILoggerFactory>(this);
        return new TorLoggerFactory(inner, _ownsInner, new LogTagger(services, options, inner));
    }
}
