namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What the packages of TorIntel add themselves to.</summary>
/// <param name="services">The services of the host.</param>
public sealed class TorIntelBuilder(IServiceCollection services)
{
    /// <summary>Gets the services of the host.</summary>
    public IServiceCollection Services { get; } = services;
}
