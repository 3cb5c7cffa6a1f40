using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>A factory as programs make it, with a store of its own and a clock that stands still.</summary>
internal sealed class Pipeline : IDisposable
{
    public static readonly DateTimeOffset Now = AdapterViews.ListTime.AddSeconds(372);

    private readonly ILoggerFactory _factory;

    public Pipeline(Action<TorEnrichmentOptions>? configure = null, Action<ILoggingBuilder>? more = null)
    {
        _factory = LoggerFactory.Create(builder =>
        {
            Prepare(builder.Services, Store);
            builder.AddProvider(Provider);
            more?.Invoke(builder);
            builder.AddTorIntel(configure);
        });
        Logger = _factory.CreateLogger("Shop");
    }

    public TorNetworkStore Store { get; } = new(AdapterViews.Usual);

    public RecordingProvider Provider { get; } = new();

    public ILogger Logger { get; }

    public static void Prepare(IServiceCollection services, TorNetworkStore store)
    {
        services.AddSingleton(store);
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
    }

    public void Dispose() => _factory.Dispose();
}
