using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>How the adapter comes into factories and hosts.</summary>
public sealed class RegistrationTests
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    [InlineData(false, 2)]
    public void The_order_of_calls_and_calls_again_do_not_matter(bool isFirst, int calls)
    {
        var provider = new RecordingProvider();
        using var factory = LoggerFactory.Create(builder =>
        {
            Pipeline.Prepare(builder.Services, new TorNetworkStore(AdapterViews.Usual));
            for (var i = 0; isFirst && i < calls; i++)
            {
                builder.AddTorIntel();
            }

            builder.ClearProviders().AddProvider(provider);
            for (var i = 0; !isFirst && i < calls; i++)
            {
                builder.AddTorIntel();
            }

            Assert.Single(builder.Services, descriptor => !descriptor.IsKeyedService && descriptor.ServiceType == typeof(ILoggerFactory));
        });
        var logger = factory.CreateLogger("Shop");
        using (logger.BeginScope("{ClientIp}", AdapterViews.Exit))
        {
            logger.LogInformation("inside");
        }

        Assert.Equal("high", provider.Only["tor_confidence"]);
        Assert.Single(provider.Only.Attributes, pair => pair.Key == "tor_confidence");
        Assert.Same(logger, factory.CreateLogger("Shop"));
    }

    [Fact]
    public void Providers_that_are_added_later_get_tagged_events_too()
    {
        var provider = new RecordingProvider();
        using var services = Services(builder => builder.AddTorIntel());
        var factory = services.GetRequiredService<ILoggerFactory>();
        var logger = factory.CreateLogger("Shop");
        factory.AddProvider(provider);
        logger.LogInformation("from {ClientIp}", AdapterViews.Exit);
        Assert.Equal("high", provider.Only["tor_confidence"]);
    }

    [Fact]
    public void Filters_and_aliases_go_on_as_before()
    {
        var some = new RecordingProvider();
        using var services = Services(builder => builder.AddProvider(some).AddFilter<RecordingProvider>("Quiet", LogLevel.Error).SetMinimumLevel(LogLevel.Warning).AddTorIntel());
        var factory = services.GetRequiredService<ILoggerFactory>();
        var quiet = factory.CreateLogger("Quiet");
        var loud = factory.CreateLogger("Loud");
        Assert.False(quiet.IsEnabled(LogLevel.Warning));
        Assert.True(loud.IsEnabled(LogLevel.Warning));
        Assert.False(loud.IsEnabled(LogLevel.Information));
        quiet.LogWarning("from {ClientIp}", AdapterViews.Exit);
        loud.LogWarning("from {ClientIp}", AdapterViews.Exit);
        loud.LogInformation("from {ClientIp}", AdapterViews.Exit);
        Assert.Equal("Loud", some.Only.Category);
    }

    [Fact]
    public void An_event_below_the_level_is_not_read()
    {
        using var pipeline = new Pipeline(more: builder => builder.SetMinimumLevel(LogLevel.Error));
        pipeline.Logger.Log(LogLevel.Information, default, new Unread(), null, (_, _) => "");
        Assert.Empty(pipeline.Provider.Events);
    }

    [Fact]
    public void A_host_binds_the_options_and_changes_for_one_adapter_stay_with_it()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("TorIntel:Enrichment:Name", "onion"), new("TorIntel:Enrichment:Fields:who", "Client"), new("TorIntel:InternalNetworks:0", "192.0.2.0/24")]);
        Pipeline.Prepare(builder.Services, new TorNetworkStore(AdapterViews.Usual));
        var provider = new RecordingProvider();
        builder.Logging.AddTorIntel(options => options.Fields["whom"] = TorField.Server).AddProvider(provider);
        using var host = builder.Build();
        var logger = host.Services.GetRequiredService<ILogger<RegistrationTests>>();
        logger.LogInformation("from {who} to {whom}", AdapterViews.Exit, "192.0.2.200");

        Assert.Equal(typeof(RegistrationTests).FullName, provider.Only.Category);
        Assert.Equal("high", provider.Only["onion_confidence"]);
        Assert.Equal("inbound", provider.Only["onion_direction"]);
        Assert.Equal(["who"], host.Services.GetRequiredService<IOptions<TorIntelOptions>>().Value.Enrichment.Fields.Keys);
    }

    [Fact]
    public async Task A_host_with_wrong_options_does_not_start()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddTorIntel(options => options.Name = "no name!");
        var e = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            using var host = builder.Build();
            await host.StartAsync(TestContext.Current.CancellationToken);
        });
        Assert.Contains("'no name!' cannot be the name of a tag", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_factory_with_wrong_options_is_not_made()
    {
        var e = Assert.Throws<OptionsValidationException>(() => LoggerFactory.Create(builder => builder.AddTorIntel(options => options.StaleAfter = TimeSpan.Zero)));
        Assert.Contains("stale", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type")]
    [InlineData("factory")]
    [InlineData("instance")]
    public void A_factory_of_others_is_decorated_however_it_is_registered(string kind)
    {
        var provider = new RecordingProvider();
        using var instance = new LoggerFactory();
        instance.AddProvider(provider);
        var collection = new ServiceCollection();
        Pipeline.Prepare(collection, new TorNetworkStore(AdapterViews.Usual));
        collection.AddLogging(builder =>
        {
            builder.AddTorIntel(); // Too early: the next line replaces it.
            _ = kind switch
            {
                "type" => builder.Services.AddSingleton<ILoggerFactory, LoggerFactory>().AddSingleton<ILoggerProvider>(_ => provider),
                "factory" => builder.Services.AddSingleton<ILoggerFactory>(_ => instance),
                _ => builder.Services.AddSingleton<ILoggerFactory>(instance),
            };
            builder.AddTorIntel();
        });
        using (var services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }))
        {
            var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop");
            using (logger.BeginScope("{ClientIp}", AdapterViews.Exit))
            {
                logger.LogInformation("inside");
            }

            Assert.Equal("high", provider.Only["tor_confidence"]);
        }

        // The container disposes of what it made, and of nothing else.
        Assert.Equal(kind != "instance", provider.IsDisposed);
        if (kind == "instance")
        {
            instance.CreateLogger("Shop").LogInformation("still there");
            Assert.Equal(2, provider.Events.Count);
        }
    }

    [Fact]
    public void A_factory_that_takes_no_providers_is_decorated_without_scopes()
    {
        var sink = new NullSink();
        var collection = new ServiceCollection();
        collection.AddLogging(builder =>
        {
            builder.Services.AddSingleton<ILoggerFactory>(_ => new Stubborn(sink));
            builder.AddTorIntel();
        });
        using var services = collection.BuildServiceProvider();
        services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop").LogInformation("kept");
        Assert.Equal(1, sink.Count);
    }

    [Fact]
    public void Disposing_of_the_factory_disposes_of_its_providers()
    {
        var provider = new RecordingProvider();
        using var services = Services(builder => builder.AddTorIntel());
        var factory = services.GetRequiredService<ILoggerFactory>();
        factory.AddProvider(provider);
        factory.Dispose();
        Assert.True(provider.IsDisposed);
    }

    [Fact]
    public void All_options_are_copied()
    {
        var from = new TorEnrichmentOptions
        {
            OtherAddresses = TorField.Client, MinimumConfidence = Confidence.High, Schema = TorSchema.Ecs, Name = "onion", StaleAfter = TimeSpan.FromHours(1), Fields = { ["who"] = TorField.Client },
        };
        var (to, usual) = (new TorEnrichmentOptions(), new TorEnrichmentOptions());
        using var services = Services(builder =>
        {
            builder.Services.Configure<TorIntelOptions>(options =>
            {
                foreach (var property in Settable)
                {
                    property.SetValue(options.Enrichment, property.GetValue(from));
                }

                options.Enrichment.Fields["who"] = TorField.Client;
            });
            builder.AddTorIntel(options => to = options);
        });
        _ = services.GetRequiredService<ILoggerFactory>();
        Assert.Equal(5, Settable.Count());
        Assert.All(Settable, property =>
        {
            Assert.NotEqual(property.GetValue(usual), property.GetValue(from));
            Assert.Equal(property.GetValue(from), property.GetValue(to));
        });
        Assert.Equal(from.Fields, to.Fields);
    }

    private static IEnumerable<System.Reflection.PropertyInfo> Settable => typeof(TorEnrichmentOptions).GetProperties().Where(property => property.CanWrite && property.Name != nameof(TorEnrichmentOptions.Fields));

    private static ServiceProvider Services(Action<ILoggingBuilder> configure)
    {
        var services = new ServiceCollection();
        Pipeline.Prepare(services, new TorNetworkStore(AdapterViews.Usual));
        services.AddLogging(configure);
        return services.BuildServiceProvider();
    }

    private sealed class Stubborn(ILogger logger) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private sealed class Unread : System.Collections.IEnumerable, IEnumerable<KeyValuePair<string, object?>>
    {
        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            Assert.Fail("it was read");
            yield break;
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
