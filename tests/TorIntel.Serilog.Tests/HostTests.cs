using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>In a host, with the services of TorIntel.</summary>
public sealed class HostTests
{
    [Fact]
    public void UseSerilog_takes_store_and_classifier_from_the_services()
    {
        var sink = new CollectingSink();
        using var host = new HostBuilder()
            .ConfigureServices(services =>
            {
                services.AddSingleton(Logs.Usual);
                services.AddTorIntel(options => options.InternalNetworks.Add("203.0.113.0/28"));
            })

            // <services>
            .UseSerilog((context, services, logger) => logger
                .Enrich.WithTorIntel(
                    services.GetRequiredService<TorNetworkStore>(),
                    options => options.Fields["Peer"] = TorField.Source,
                    services.GetRequiredService<TorClassifier>())
            // </services>
                .WriteTo.Sink(sink))
            .Build();

        Log(host, "From {Peer}", AdapterViews.Exit);
        Assert.Equal($"source-exit:Peer={AdapterViews.Exit}", Logs.Evidence(sink.Event));
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
