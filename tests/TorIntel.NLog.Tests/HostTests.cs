using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NLog;
using NLog.Config;
using NLog.Extensions.Logging;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>In a host of Microsoft.Extensions.Hosting, with events that come through ILogger.</summary>
public class HostTests
{
    private const string Target = """<target xsi:type="TorIntelWrapper" name="tor"><target xsi:type="Kept" name="kept" layout="${torintel:confidence}" /></target>""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Store_classifier_and_options_of_the_host_are_found(bool isLoadedBefore)
    {
        using var pipeline = Pipeline.Load(Target, throws: true, setup => setup.RegisterTorIntel());
        if (!isLoadedBefore)
        {
            pipeline.Factory.Configuration = null;
        }

        using var host = MakeHost(pipeline.Factory);
        var logger = host.Services.GetRequiredService<ILogger<HostTests>>();
        if (!isLoadedBefore)
        {
            pipeline.Factory.Configuration = XmlLoggingConfiguration.CreateFromXmlString(Pipeline.ConfigOf(Target), pipeline.Factory);
        }

        logger.LogInformation("Sign-in from {Peer} as {User}", AdapterViews.Exit, "alice");
        logger.LogInformation("Sign-in from {Peer} as {User}", AdapterViews.Unlisted, "alice");
        logger.LogInformation("Sign-in from {Peer} as {User}", AdapterViews.ExitIPv6, "alice"); // ignored by the classifier of the host
        logger.LogInformation("Sign-in from {ClientIp}", AdapterViews.Exit); // no field of the host
        using (logger.BeginScope(new Dictionary<string, object> { ["Peer"] = AdapterViews.Exit }))
        {
            logger.LogInformation("Request for {Path}", "/");
        }

        Assert.Equal(["high", "", "", "", "high"], pipeline.Kept.Texts);
        Assert.Equal("Peer", pipeline.Kept.Events.First().Properties["tor_evidence_fields"]);
        Assert.Equal("Sign-in from 198.51.100.99 as alice", pipeline.Kept.Events.First().FormattedMessage);
    }

    [Fact]
    public void A_store_of_the_host_is_found_though_the_one_of_the_process_has_a_view_that_does_not_change()
    {
        var before = TorNetworkStore.Shared.Publish(AdapterViews.Later);
        try
        {
            using var pipeline = Pipeline.Load(Target, throws: true, setup => setup.RegisterTorIntel());
            pipeline.Logger.Info("{ClientIp} {Peer}", "203.0.113.5", AdapterViews.Exit); // by the view of the process
            using var host = MakeHost(pipeline.Factory);
            host.Services.GetRequiredService<ILogger<HostTests>>().LogInformation("{ClientIp} {Peer}", "203.0.113.5", AdapterViews.Exit);
            Assert.Equal(["ClientIp", "Peer"], pipeline.Kept.Events.Select(logEvent => logEvent.Properties["tor_evidence_fields"]));
        }
        finally
        {
            TorNetworkStore.Shared.Publish(before);
        }
    }

    [Fact]
    public void A_store_that_NLog_is_told_of_later_counts()
    {
        using var pipeline = Pipeline.Make(Target, new TorNetworkStore(AdapterViews.Later));
        Assert.False(WrapperTests.IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Exit))));
        pipeline.Factory.Setup().RegisterTorIntel(new TorNetworkStore(AdapterViews.Usual));
        Assert.True(WrapperTests.IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Exit))));
        Assert.Equal(["", "high"], pipeline.Kept.Texts);
    }

    [Fact]
    public void A_host_that_is_gone_leaves_nothing_behind_in_the_process()
    {
        var options = Enumerable.Range(0, 10).Select(_ => LogInHost()).ToArray();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // What ran last may still be on the stack.
        Assert.InRange(options.Count(reference => reference.IsAlive), 0, 2);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference LogInHost()
        {
            var options = new TorEnrichmentOptions { Fields = { ["Peer"] = TorField.Client } };
            using var pipeline = Pipeline.Make(Target, TorNetworkStore.Shared, options);
            pipeline.Logger.Info("{Peer}", AdapterViews.Unlisted);
            return new WeakReference(options);
        }
    }

    [Fact]
    public void A_store_that_logs_while_it_is_made_is_no_endless_circle()
    {
        using var pipeline = Pipeline.Load(Target, throws: true, setup => setup.RegisterTorIntel());
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton(services =>
        {
            services.GetRequiredService<ILogger<TorNetworkStore>>().LogInformation("{ClientIp}", AdapterViews.Exit);
            return new TorNetworkStore(AdapterViews.Usual);
        });
        builder.Services.AddTorIntel();
        builder.Logging.AddNLog(_ => pipeline.Factory);
        using var host = builder.Build();
        host.Services.GetRequiredService<ILogger<HostTests>>().LogInformation("{ClientIp}", AdapterViews.Exit);
        Assert.Equal(["", "high"], pipeline.Kept.Texts);
    }

    [Fact]
    public void A_host_that_has_ended_costs_no_event()
    {
        using var pipeline = Pipeline.Load(Target, throws: true, setup => setup.RegisterTorIntel());
        using (var host = MakeHost(pipeline.Factory))
        {
            _ = host.Services.GetRequiredService<ILogger<HostTests>>();
        }

        pipeline.Factory.Configuration = XmlLoggingConfiguration.CreateFromXmlString(Pipeline.ConfigOf(Target), pipeline.Factory);
        Assert.False(WrapperTests.IsTagged(pipeline.Write(logger => logger.Info("{ClientIp}", AdapterViews.Unlisted))));
    }

    [Fact]
    public void Extensions_in_the_configuration_register_the_types()
    {
        var text = Pipeline.ConfigOf(Target).Replace("<targets>", """<extensions><add assembly="TorIntel.NLog" /></extensions><targets>""", StringComparison.Ordinal);
        using var pipeline = Pipeline.Load(Target, throws: true, _ => { });
        pipeline.Factory.Configuration = XmlLoggingConfiguration.CreateFromXmlString(text, pipeline.Factory);
        Assert.True(WrapperTests.IsTagged(pipeline.Write(logger => logger.Info("{DnsQuery}", AdapterViews.Onion))));
    }

    [Fact]
    public void Without_registered_services_the_store_of_the_process_is_used()
    {
        using var factory = new LogFactory();
        factory.Setup().RegisterTorIntel();
        Assert.Same(TorNetworkStore.Shared, new HostServices(factory.ServiceRepository).Store);
        var store = new TorNetworkStore();
        factory.Setup().RegisterTorIntel(store);
        Assert.Same(store, new HostServices(factory.ServiceRepository).Store);
    }

    private static IHost MakeHost(LogFactory factory)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton(new TorNetworkStore(AdapterViews.Usual));
        builder.Services.AddTorIntel(options =>
        {
            options.IgnoredNetworks.Add("2001:db8::/32");
            options.Enrichment.Fields["Peer"] = TorField.Client;
        });
        builder.Logging.AddNLog(_ => factory);
        return builder.Build();
    }
}
