using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Log records in the real SDK.</summary>
public sealed class LogProcessorTests
{
    [Fact]
    public void A_record_with_evidence_gets_attributes_in_front_of_the_template()
    {
        using var pipeline = new LogPipeline();
        pipeline.Logger.LogWarning(new EventId(7, "SignIn"), new InvalidOperationException("wrong password"), "sign-in of {User} from {ClientIp} failed", "ann", AdapterViews.Exit);
        var record = pipeline.Only;
        Assert.Equal($"sign-in of ann from {AdapterViews.Exit} failed", record.FormattedMessage);
        Assert.Equal("sign-in of {User} from {ClientIp} failed", record.Body);
        Assert.Equal((LogLevel.Warning, 7, "wrong password"), (record.LogLevel, record.EventId.Id, record.Exception!.Message));
        Assert.Equal("{OriginalFormat}", record.Attributes![^1].Key);
        Assert.Equal(["User", "ClientIp", "torintel.confidence"], record.Attributes.Take(3).Select(pair => pair.Key));
        Assert.Equal((long)Math.Floor((record.Timestamp - AdapterViews.ListTime.UtcDateTime).TotalSeconds), Tags.Of(record.Attributes, "torintel.list.age_s"));

        // The age goes by the clock, so it is not compared byte for byte.
        GoldenFiles.AssertSame("log-record.txt", Tags.Show(record.Attributes.Where(pair => pair.Key is not ("torintel.list.age_s" or "torintel.list.stale"))));
    }

    [Fact]
    public void A_record_without_evidence_stays_as_it_is()
    {
        using var pipeline = new LogPipeline();
        pipeline.Logger.LogInformation("from {ClientIp}", AdapterViews.Unlisted);
        pipeline.Logger.Log(LogLevel.Information, default, "no attributes", null, (text, _) => text);
        Assert.Equal(["ClientIp", "{OriginalFormat}"], pipeline.Records[0].Attributes!.Select(pair => pair.Key));
        Assert.Null(pipeline.Records[1].Attributes);
    }

    [Fact]
    public void Scopes_count_also_for_records_without_attributes()
    {
        using var pipeline = new LogPipeline();
        using (pipeline.Logger.BeginScope("{ClientIp}", AdapterViews.Exit))
        using (pipeline.Logger.BeginScope(new HostileList(Hostility.CountThrows)))
        {
            pipeline.Logger.LogInformation("inside");
            pipeline.Logger.Log(LogLevel.Information, default, "no attributes", null, (text, _) => text);
            pipeline.Logger.LogInformation("from {ClientIp}", AdapterViews.Unlisted);
        }

        Assert.Equal(["high", "high", null], pipeline.Records.Select(record => Tags.Of(record.Attributes, "torintel.confidence")));
    }

    [Fact]
    public void An_empty_store_leaves_names()
    {
        using var pipeline = new LogPipeline();
        pipeline.Store.Publish(TorNetwork.Empty);
        pipeline.Logger.LogInformation("from {ClientIp}", AdapterViews.Exit);
        pipeline.Logger.LogInformation("asked for {DnsQuery}", AdapterViews.Onion);
        Assert.Equal([null, "confirmed"], pipeline.Records.Select(record => Tags.Of(record.Attributes, "torintel.confidence")));
    }

    [Theory]
    [InlineData("torintel.confidence")]
    [InlineData("tor_confidence")]
    [InlineData("tor.confidence")]
    [InlineData("onion.confidence")]
    public void A_record_that_is_tagged_is_left_alone(string name)
    {
        using var pipeline = new LogPipeline(options => options.Name = "onion");
        KeyValuePair<string, object?>[] state = [new("ClientIp", AdapterViews.Exit), new(name, "high")];
        pipeline.Logger.Log(LogLevel.Information, default, state, null, (_, _) => "");
        Assert.Equal(state, pipeline.Only.Attributes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_tag_in_a_scope_is_that_of_the_scope_and_takes_nothing_from_the_records_inside(bool includesScopes)
    {
        // As TorIntel.AspNetCore does for a request.
        using var pipeline = new LogPipeline(includesScopes: includesScopes);
        using (pipeline.Logger.BeginScope(new Dictionary<string, object?> { ["tor_confidence"] = "low", ["torintel.confidence"] = "low" }))
        {
            pipeline.Logger.LogInformation("to {DestinationIp}:{DestinationPort}", AdapterViews.Guard, 9001);
            pipeline.Logger.LogInformation("from {ClientIp}", AdapterViews.Unlisted);
            pipeline.Logger.LogInformation("inside");
        }

        Assert.Equal(["confirmed", null, null], pipeline.Records.Select(record => Tags.Of(record.Attributes, "torintel.confidence")));
    }

    [Fact]
    public void The_schema_Tor_is_one_attribute()
    {
        using var pipeline = new LogPipeline(options => options.Schema = TorSchema.Tor);
        pipeline.Logger.LogInformation("{ClientIp}", AdapterViews.Exit);
        Assert.Equal(["ClientIp", "Tor", "{OriginalFormat}"], pipeline.Only.Attributes!.Select(pair => pair.Key));
        Assert.StartsWith("""{"confidence":"high",""", Tags.Of(pipeline.Only.Attributes, "Tor")!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exporter_in_front_sees_records_as_they_were()
    {
        using var pipeline = new LogPipeline(exportFirst: true);
        pipeline.Logger.LogInformation("{ClientIp}", AdapterViews.Exit);
        Assert.Equal(["ClientIp", "{OriginalFormat}"], pipeline.Only.Attributes!.Select(pair => pair.Key));
    }

    [Theory]
    [InlineData(Hostility.IndexerThrows)]
    [InlineData(Hostility.CountThrows)]
    [InlineData(Hostility.CountIsNegative)]
    [InlineData(Hostility.CountIsHuge)]
    [InlineData(Hostility.NullName)]
    [InlineData(Hostility.SecondReadingThrows)]
    public void A_hostile_record_is_left_alone(Hostility hostility)
    {
        var attributes = new HostileList(hostility);
        using var processor = Processor();
        IReadOnlyList<KeyValuePair<string, object?>>? exported = null; // records go back to a pool
        using var factory = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options => options
            .AddProcessor(new Setter(attributes)).AddProcessor(processor).AddProcessor(new Taker(record => exported = record.Attributes))));
        factory.CreateLogger("Shop").LogInformation("x");
        Assert.Same(attributes, exported);
    }

    [Fact]
    public async Task Each_record_is_judged_by_one_view_while_views_are_swapped()
    {
        using var pipeline = new LogPipeline();
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
            for (var i = 0; i < 5_000; i++)
            {
                pipeline.Logger.LogInformation("from {ClientIp}", i % 2 == 0 ? AdapterViews.Exit : "203.0.113.5");
            }
        })));
        await stop.CancelAsync();
        await publisher;

        Assert.Equal(20_000, pipeline.Records.Count);
        var tagged = pipeline.Records.Where(record => record.Attributes!.Count > 2).ToArray();
        Assert.All(tagged, record =>
        {
            var isLater = (string?)Tags.Of(record.Attributes, "ClientIp") == "203.0.113.5";
            Assert.Equal(isLater ? "later lists" : "made-up lists", Tags.Of(record.Attributes, "torintel.list.source"));
            Assert.Equal(isLater ? "2026-08-22T22:00:00Z" : "2026-08-22T21:00:00Z", Tags.Of(record.Attributes, "torintel.list.time"));
        });
        Assert.Equal(2, tagged.Select(record => Tags.Of(record.Attributes, "torintel.list.source")).Distinct().Count());
    }

    [Fact]
    public void A_miss_allocates_nothing()
    {
        var taken = 0;
        using var processor = Processor();
        using var factory = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options =>
        {
            options.IncludeScopes = true;
            options.AddProcessor(new Taker(record =>
            {
                Allocations.AssertNone(() => processor.OnEnd(record));
                taken++;
            }));
        }));
        var logger = factory.CreateLogger("Shop");
        using (logger.BeginScope("{RemoteIp}", AdapterViews.Unlisted))
        using (logger.BeginScope(new Dictionary<string, object?> { ["ClientIp"] = AdapterViews.Unlisted }))
        {
            logger.LogInformation("from {ClientIp} to {ServerPort} at {Path}", AdapterViews.Unlisted, 443, "/");
        }

        Assert.Equal(1, taken);
    }

    [Fact]
    public void A_miss_with_a_text_of_its_own_allocates_nothing()
    {
        const int Rounds = 1_000;
        using var processor = Processor();
        var allocated = 0L;
        using var factory = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options => options.AddProcessor(new Taker(record =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            processor.OnEnd(record);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }))));
        var logger = factory.CreateLogger("Shop");
        var least = long.MaxValue;
        for (var pass = 0; pass < 4; pass++)
        {
            allocated = 0;
            for (var i = 0; i < Rounds; i++)
            {
#pragma warning disable CA2254 // Such programs exist.
                logger.LogInformation($"request {pass} {i} took {i} ms");
#pragma warning restore CA2254
            }

            least = Math.Min(least, allocated);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void A_view_of_before_is_not_kept()
    {
        using var pipeline = new LogPipeline();
        var view = LogUnder(pipeline);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(view.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference LogUnder(LogPipeline pipeline)
        {
            var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
            builder.AddExitAddress(IPPrefix.Parse(AdapterViews.Exit));
            var network = builder.Build();
            pipeline.Store.Publish(network);
            using (pipeline.Logger.BeginScope("{ClientIp}", AdapterViews.Unlisted))
            {
                pipeline.Logger.LogInformation("inside");
            }

            pipeline.Store.Publish(AdapterViews.Usual);
            return new WeakReference(network);
        }
    }

    [Fact]
    public async Task A_host_with_WithLogging_binds_the_options_and_feeds_the_processor()
    {
        List<LogRecord> records = [];
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration["TorIntel:Enrichment:Name"] = "onion";
        builder.Services.AddSingleton(services =>
        {
            // A store that logs while it is made must not be an endless circle.
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Store").LogInformation("from {ClientIp}", AdapterViews.Exit);
            return new TorNetworkStore(AdapterViews.Usual);
        });
        builder.Services.AddOpenTelemetry().WithLogging(logging => logging.AddTorIntel(options => options.MinimumConfidence = Confidence.High).AddInMemoryExporter(records));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var logger = host.Services.GetRequiredService<ILogger<LogProcessorTests>>();
        logger.LogInformation("from {ClientIp}", AdapterViews.Exit);
        logger.LogInformation("from {ClientIp}", AdapterViews.Guard); // low
        await host.StopAsync(TestContext.Current.CancellationToken);
        var ours = records.Where(record => record.CategoryName!.StartsWith("TorIntel", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["high", null], ours.Select(record => Tags.Of(record.Attributes, "onion.confidence")));
    }

    [Fact]
    public void Wrong_options_are_told_when_the_provider_is_made()
    {
        var e = Assert.Throws<ArgumentException>(() => new LogPipeline(options => options.Name = "no name!"));
        Assert.Contains("'no name!' cannot be the name of a tag", e.Message, StringComparison.Ordinal);
    }

    private static TorLogProcessor Processor() =>
        new(new ServiceCollection().AddSingleton(new TorNetworkStore(AdapterViews.Usual)).BuildServiceProvider(), new TorEnrichmentOptions());

    private sealed class Taker(Action<LogRecord> take) : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data) => take(data);
    }

    private sealed class Setter(IReadOnlyList<KeyValuePair<string, object?>> attributes) : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data) => data.Attributes = attributes;
    }
}
