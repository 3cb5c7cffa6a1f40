using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>The logger of the SDK with the exporter to memory.</summary>
internal sealed class LogPipeline : IDisposable
{
    private readonly ILoggerFactory _factory;

    public LogPipeline(Action<TorEnrichmentOptions>? configure = null, bool exportFirst = false, bool includesScopes = true)
    {
        _factory = LoggerFactory.Create(builder =>
        {
            builder.Services.AddSingleton(Store);
            builder.AddOpenTelemetry(options =>
            {
                options.IncludeScopes = includesScopes;
                options.IncludeFormattedMessage = true;
                if (exportFirst)
                {
                    options.AddInMemoryExporter(Records);
                }

                options.AddTorIntel(configure);
                if (!exportFirst)
                {
                    options.AddInMemoryExporter(Records);
                }
            });
        });
        Logger = _factory.CreateLogger("Shop");
    }

    public TorNetworkStore Store { get; } = new(AdapterViews.Usual);

    public List<LogRecord> Records { get; } = [];

    public LogRecord Only => Assert.Single(Records);

    public ILogger Logger { get; }

    public void Dispose() => _factory.Dispose();
}
