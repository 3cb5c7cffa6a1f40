using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>In a host, with the services of TorIntel.</summary>
public sealed class HostTests
{
    [Fact]
    public void A_logger_takes_store_classifier_and_options_from_the_services()
    {
        var sink = new CollectingSink();
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton(Logs.Usual);
        builder.Services.AddTorIntel(options =>
        {
            options.IgnoredNetworks.Add("2001:db8::/32");
            options.Enrichment.Fields["Peer"] = TorField.Client;
            options.Enrichment.Name = "onion";
        });
        builder.Services.AddSerilog((services, logger) => logger.Enrich.WithTorIntel(services).WriteTo.Sink(sink));
        using var host = builder.Build();

        Log(host, "From {Peer}", AdapterViews.Exit);
        Log(host, "From {Peer}", AdapterViews.ExitIPv6); // ignored by the classifier of the host
        Log(host, "From {ClientIp}", AdapterViews.Exit); // no field of the host
        Assert.Equal([true, false, false], sink.Events.Select(logEvent => logEvent.Properties.ContainsKey("onion")));
        Assert.Equal("inbound", (string?)Logs.Tag(sink.Events.First(), "onion")!["direction"]);
    }

    [Fact]
    public void A_section_of_the_configuration_is_what_all_adapters_go_by()
    {
        var sink = new CollectingSink();
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TorIntel:InternalNetworks:0"] = "203.0.113.0/28",
            ["TorIntel:Enrichment:Schema"] = "Flat",
            ["TorIntel:Enrichment:Fields:Peer"] = "Source",
            ["TorIntel:Enrichment:Fields:Own"] = "Destination",
        });
        builder.Services.AddSingleton(Logs.Usual);
        builder.Services.AddTorIntel();
        builder.Services.AddSerilog((services, logger) => logger.ReadFrom.Configuration(builder.Configuration).Enrich.WithTorIntel(services).WriteTo.Sink(sink));
        using var host = builder.Build();

        // Ours is what the section says, and not what a default classifier takes for ours.
        var log = host.Services.GetRequiredService<Serilog.ILogger>();
        log.Information("{Peer} to {Own}", AdapterViews.Exit, "203.0.113.3");
        log.Information("{Peer} to {Own}", AdapterViews.Exit, "203.0.113.77");
        Assert.Equal(["inbound", "external"], sink.Events.Select(logEvent => ((ScalarValue)logEvent.Properties["tor_direction"]).Value));
    }

    [Fact]
    public void What_is_changed_for_one_logger_is_not_changed_for_the_host()
    {
        var sink = new CollectingSink();
        using var services = new ServiceCollection().AddSingleton(Logs.Usual).AddTorIntel(options => options.Enrichment.Fields["Peer"] = TorField.Source).Services.BuildServiceProvider();
        using (var logger = new LoggerConfiguration().Enrich.WithTorIntel(services, options => options.Fields["Other"] = TorField.Client).WriteTo.Sink(sink).CreateLogger())
        {
            logger.Information("{Other}", AdapterViews.Exit);
        }

        Assert.Equal($"source-exit:Other={AdapterViews.Exit}", Logs.Evidence(sink.Event));
        Assert.Equal(["Peer"], services.GetRequiredService<TorEnrichmentOptions>().Fields.Keys);
    }

    [Fact]
    public void Services_that_know_nothing_of_TorIntel_leave_the_defaults()
    {
        var sink = new CollectingSink();
        using var services = new ServiceCollection().BuildServiceProvider();
        using (var logger = new LoggerConfiguration().Enrich.WithTorIntel(services).WriteTo.Sink(sink).CreateLogger())
        {
            logger.Information("{DnsQuery}", AdapterViews.Onion);
        }

        Assert.Equal($"domain-onion-v3:DnsQuery={AdapterViews.Onion}", Logs.Evidence(sink.Event));
        Assert.Throws<ArgumentNullException>(() => new LoggerConfiguration().Enrich.WithTorIntel((IServiceProvider)null!));
        Assert.Throws<ArgumentException>(() => new LoggerConfiguration().Enrich.WithTorIntel(services, options => options.Name = "1 2"));
    }

    [Fact]
    public void UseSerilog_takes_store_and_classifier_one_by_one()
    {
        var sink = new CollectingSink();
        using var host = new HostBuilder()
            .ConfigureServices(services =>
            {
                services.AddSingleton(Logs.Usual);
                services.AddTorIntel(options => options.IgnoredNetworks.Add("2001:db8::/32"));
            })
            .UseSerilog((context, services, logger) => logger
                .Enrich.WithTorIntel(
                    services.GetRequiredService<TorNetworkStore>(),
                    options => options.Fields["Peer"] = TorField.Source,
                    services.GetRequiredService<TorClassifier>())
                .WriteTo.Sink(sink))
            .Build();

        Log(host, "From {Peer}", AdapterViews.Exit);
        Log(host, "From {Peer}", AdapterViews.ExitIPv6);
        Assert.Equal([$"source-exit:Peer={AdapterViews.Exit}", ""], sink.Events.Select(Logs.Evidence));
    }

    [Fact]
    public void ReadFrom_Services_takes_the_enricher_that_is_a_service()
    {
        var sink = new CollectingSink();
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton(Logs.Usual);
        builder.Services.AddTorIntel(options => options.IgnoredNetworks.Add("203.0.113.0/28"));
        builder.Services.AddSingleton<ILogEventEnricher, TorLogEventEnricher>();
        builder.Services.AddSerilog((services, logger) => logger.ReadFrom.Services(services).WriteTo.Sink(sink));
        using var host = builder.Build();

        host.Services.GetRequiredService<TorNetworkStore>().Publish(AdapterViews.Later);
        Log(host, "From {ClientIp}", "203.0.113.5");
        Assert.Equal("", Logs.Evidence(sink.Event));

        sink.Events.Clear();
        host.Services.GetRequiredService<TorNetworkStore>().Publish(AdapterViews.Usual);
        Log(host, "From {ClientIp}", AdapterViews.Exit);
        Assert.Equal($"source-exit:ClientIp={AdapterViews.Exit}", Logs.Evidence(sink.Event));
    }

    private static void Log(IHost host, string template, string address)
    {
#pragma warning disable CA1848, CA1873, CA2254 // As programs log.
        host.Services.GetRequiredService<ILogger<HostTests>>().LogInformation(template, address);
#pragma warning restore CA1848, CA1873, CA2254
    }
}
