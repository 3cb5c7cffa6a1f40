using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Whatever an event holds, it is logged, once, and nothing of ours is thrown.</summary>
public sealed class RobustnessTests
{
    public static IEnumerable<TheoryDataRow<object?>> NastyValues { get; } =
    [
        new(null), new(""), new(new string('9', 1 << 20)), new("198.51.100.99\0"), new("[::"), new("198.51.100.99:99999"), new("\ud800"), new(double.NaN), new(new HostileValue()),
        new(Array.Empty<string>()), new(new string?[] { null }), new(new object[] { "x" }), new(new Uri("relative", UriKind.Relative)), new(new DnsEndPoint("localhost", 1)), new(-1), new(long.MinValue),
        new(new Lazy<string>(() => throw new InvalidOperationException())), new((Func<string>)(() => throw new InvalidOperationException())), new(new IPAddress(new byte[16], 7)),
    ];

    [Theory]
    [MemberData(nameof(NastyValues))]
    public void Nasty_values_are_no_evidence_and_do_no_harm(object? value)
    {
        using var pipeline = new Pipeline();
        foreach (var name in TorEnrichmentOptions.ConventionalFields.Keys)
        {
            KeyValuePair<string, object?>[] state = [new(name, value)];
            pipeline.Logger.Log(LogLevel.Information, default, state, null, (_, _) => "");
            Assert.Same(state, pipeline.Provider.Events.Last().State);

            // Beside something that counts.
            state = [new(name, value), new("ClientIp", AdapterViews.Exit), new("RemoteIp", AdapterViews.Exit)];
            pipeline.Logger.Log(LogLevel.Information, default, state, null, (_, _) => "");
            Assert.Equal("high", pipeline.Provider.Events.Last()["tor_confidence"]);
        }

        Assert.Equal(TorEnrichmentOptions.ConventionalFields.Count * 2, pipeline.Provider.Events.Count);
    }

    [Theory]
    [InlineData(Hostility.IndexerThrows)]
    [InlineData(Hostility.CountThrows)]
    [InlineData(Hostility.CountIsNegative)]
    [InlineData(Hostility.CountIsHuge)]
    [InlineData(Hostility.NullName)]
    [InlineData(Hostility.SecondReadingThrows)]
    public void A_hostile_list_is_logged_as_it_is(Hostility hostility)
    {
        using var pipeline = new Pipeline();
        var state = new HostileList(hostility);
        pipeline.Logger.Log(LogLevel.Information, default, state, null, (_, _) => "kept");
        Assert.Same(state, pipeline.Provider.Only.State);
        Assert.Equal("kept", pipeline.Provider.Only.Message);
    }

    [Fact]
    public void What_a_formatter_throws_goes_where_it_went()
    {
        using var pipeline = new Pipeline();
        KeyValuePair<string, object?>[] state = [new("ClientIp", AdapterViews.Exit)];
        var e = Assert.Throws<AggregateException>(() => pipeline.Logger.Log(LogLevel.Information, default, state, null, (_, _) => throw new InvalidOperationException("formatter")));
        Assert.Equal("formatter", e.InnerException!.Message);
        Assert.Empty(pipeline.Provider.Events);
    }

    [Theory]
    [InlineData(AdapterViews.Exit)]
    [InlineData(AdapterViews.Unlisted)]
    public void What_a_provider_throws_goes_through_and_the_others_get_the_event_once(string address)
    {
        using var pipeline = new Pipeline(more: builder => builder.AddProvider(new ThrowingProvider()));
        var e = Assert.Throws<AggregateException>(() => pipeline.Logger.LogInformation("from {ClientIp}", address));
        Assert.Equal("disk full", e.InnerException!.Message);
        Assert.Single(pipeline.Provider.Events);
    }

    [Fact]
    public void A_store_that_wants_a_logger_is_no_endless_circle()
    {
        var provider = new RecordingProvider();
        using var factory = LoggerFactory.Create(builder =>
        {
            builder.Services.AddSingleton(services =>
            {
                services.GetRequiredService<ILogger<TorNetworkStore>>().LogInformation("from {ClientIp}", AdapterViews.Exit);
                return new TorNetworkStore(AdapterViews.Usual);
            });
            builder.AddProvider(provider).AddTorIntel();
        });
        factory.CreateLogger("Shop").LogInformation("from {ClientIp}", AdapterViews.Exit);
        Assert.Equal([null, "high"], provider.Events.Select(recorded => recorded["tor_confidence"]));
    }

    [Fact]
    public void A_store_that_cannot_be_had_is_told_once()
    {
        var provider = new RecordingProvider();
        using var factory = LoggerFactory.Create(builder =>
        {
            builder.Services.AddSingleton<TorNetworkStore>(_ => throw new NotSupportedException("no store"));
            builder.AddProvider(provider).AddTorIntel();
        });
        var logger = factory.CreateLogger("Shop");
        logger.LogInformation("first {ClientIp}", AdapterViews.Exit);
        logger.LogInformation("second {ClientIp}", AdapterViews.Exit);
        Assert.Equal([LogLevel.Error, LogLevel.Information, LogLevel.Information], provider.Events.Select(recorded => recorded.Level));
        Assert.IsType<NotSupportedException>(provider.Events.First().Exception);
    }

    [Fact]
    public async Task Each_event_is_judged_by_one_view_while_views_are_swapped()
    {
        using var pipeline = new Pipeline();
        using var stop = new CancellationTokenSource();
        var publisher = Task.Run(
            () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    pipeline.Store.Publish(i % 2 == 0 ? AdapterViews.Later : AdapterViews.Usual);
                }
            },
            TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using var scope = pipeline.Logger.BeginScope("{RemoteIp}", AdapterViews.Unlisted);
            for (var i = 0; i < 5_000; i++)
            {
                // The first is an exit in one view, the second in the other; the guard is in both.
                pipeline.Logger.LogInformation("from {ClientIp}", i % 2 == 0 ? AdapterViews.Exit : "203.0.113.5");
                pipeline.Logger.LogInformation("to {DestinationIp}:{DestinationPort}", AdapterViews.Guard, 9001);
            }
        })));
        await stop.CancelAsync();
        await publisher;

        Assert.Equal(40_000, pipeline.Provider.Events.Count);
        var sources = new HashSet<string>();
        foreach (var recorded in pipeline.Provider.Events)
        {
            var source = recorded["tor_source"] as string;
            var isLater = source == "later lists";
            if (recorded["ClientIp"] is string address)
            {
                Assert.True(source is null || isLater == (address == "203.0.113.5"));
            }
            else
            {
                Assert.Equal("confirmed", recorded["tor_confidence"]);
            }

            if (source is not null)
            {
                sources.Add(source);
                Assert.Equal(isLater ? "2026-08-22T22:00:00Z" : "2026-08-22T21:00:00Z", recorded["tor_list_time"]);
                Assert.Equal(isLater ? 372L - 3600 : 372L, recorded["tor_list_age_s"]);
            }
        }

        Assert.Equal(2, sources.Count);
    }

    private sealed class ThrowingProvider : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => throw new IOException("disk full");

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
