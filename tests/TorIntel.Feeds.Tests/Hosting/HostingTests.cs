using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TorIntel.Feeds.Tests;

/// <summary>The refresher in a real host.</summary>
public sealed class HostingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("torintel-host-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_host_gets_a_view_keeps_it_fresh_and_reports_on_it()
    {
        await using var server = new PlaybackServer();
        server.Answer("/exits", "200 OK", ExitLists.Of(20));
        var log = new LogLines();
        var measures = new List<string>();
        using var listener = Listen(measures);
        using var host = Build(server.AddressOf("/exits"), log);
        var store = host.Services.GetRequiredService<TorNetworkStore>();
        var swapped = new TaskCompletionSource();
        log.OnLine = line =>
        {
            if (line.Contains("View in force", StringComparison.Ordinal))
            {
                swapped.TrySetResult();
            }
        };

        await host.StartAsync(TestContext.Current.CancellationToken);
        await swapped.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(20, ExitLists.CountOf(store.Current));
        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal("exits", health.Entries["torintel"].Data["source"]);
        Assert.False((bool)health.Entries["torintel"].Data["stale"]);
        Assert.Contains("1: exits: Accepted", string.Join('\n', log.Lines), StringComparison.Ordinal);
        listener.RecordObservableInstruments();
        Assert.Contains("torintel.view.addresses=" + store.Current.AddressCount, measures);
        Assert.Contains("torintel.view.stale=0", measures);
        Assert.Contains("torintel.feed.refreshes=1 exits accepted", measures);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_host_that_starts_again_has_the_view_of_the_cache_at_once()
    {
        await using var server = new PlaybackServer();
        server.Answer("/exits", "200 OK", ExitLists.Of(20));
        using (var refresher = new TorFeedRefresher(Options(server.AddressOf("/exits"))))
        {
            await refresher.RefreshAsync(TestContext.Current.CancellationToken);
        }

        server.Answer("/exits", "503 Service Unavailable", "");
        using var host = Build(server.AddressOf("/exits"), new LogLines());
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(20, ExitLists.CountOf(host.Services.GetRequiredService<TorNetworkStore>().Current));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Without_any_view_the_health_check_is_unhealthy()
    {
        await using var server = new PlaybackServer();
        using var host = Build(server.AddressOf("/nothing"), new LogLines());
        await host.StartAsync(TestContext.Current.CancellationToken);

        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Equal("there is no view of the network yet", health.Entries["torintel"].Description);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Wrong_options_stop_the_host_when_it_starts()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddTorIntel().AddFeeds(options => options.RefreshInterval = TimeSpan.Zero);
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("TorIntel feeds: the refresh interval is not from a minute to a day.", refusal.Message);
    }

    private TorFeedOptions Options(string address) => new()
    {
        CacheFolder = Path.Combine(_folder, "cache"),
        IncludeSpecialPurpose = true,
        Sources = [new TorFeedSource("exits", address) { Role = RelayRoles.Exit }],
    };

    private IHost Build(string address, LogLines log)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(new TorNetworkStore()); // Of its own: other tests run beside this one.
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Information);
        builder.Services.AddTorIntel().AddFeeds(options =>
        {
            var own = Options(address);
            options.CacheFolder = own.CacheFolder;
            options.IncludeSpecialPurpose = true;
            options.Sources.Add(own.Sources[0]);
        });
        return builder.Build();
    }

    private static MeterListener Listen(List<string> measures)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "TorIntel.Feeds")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add($"{instrument.Name}={value}"));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add($"{instrument.Name}={value} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.Start();
        return listener;

        void Add(string measure)
        {
            lock (measures)
            {
                measures.Add(measure);
            }
        }
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly List<string> _lines = [];

        public Action<string>? OnLine { get; set; }

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{eventId.Id}: {formatter(state, exception)}";
            lock (_lines)
            {
                _lines.Add(line);
            }

            OnLine?.Invoke(line);
        }

        public void Dispose()
        {
            // Nothing to give back.
        }
    }
}
