using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Spans in the real SDK.</summary>
public sealed class ActivityProcessorTests
{
    [Theory]
    [InlineData(ActivityKind.Server, "network.peer.address", "high", "inbound", "source-exit")]
    [InlineData(ActivityKind.Server, "client.address", "high", "inbound", "source-exit")]
    [InlineData(ActivityKind.Server, "net.sock.peer.addr", "high", "inbound", "source-exit")]
    [InlineData(ActivityKind.Server, "server.address", null, null, null)]
    [InlineData(ActivityKind.Server, "server.ip", null, null, null)]
    [InlineData(ActivityKind.Client, "network.peer.address", "low", "outbound", "destination-relay")]
    [InlineData(ActivityKind.Client, "server.address", "low", "outbound", "destination-relay")]
    [InlineData(ActivityKind.Producer, "server.address", "low", "outbound", "destination-relay")]
    [InlineData(ActivityKind.Consumer, "network.peer.address", "low", "outbound", "destination-relay")]
    [InlineData(ActivityKind.Internal, "network.peer.address", "high", "unknown", "source-exit")]
    [InlineData(ActivityKind.Internal, "client.address", "high", "inbound", "source-exit")]
    [InlineData(ActivityKind.Client, "other", null, null, null)]
    public void The_kind_of_a_span_tells_which_side_an_address_is(ActivityKind kind, string name, string? confidence, string? direction, string? evidence)
    {
        using var pipeline = new SpanPipeline();
        var span = pipeline.Run(kind, (name, AdapterViews.Exit));
        Assert.Equal(confidence, span.GetTagItem("torintel.confidence"));
        Assert.Equal(direction, span.GetTagItem("torintel.direction"));
        Assert.Equal(evidence, (span.GetTagItem("torintel.evidence.names") as string[])?[0]);
        Assert.Equal(evidence is null ? null : name, (span.GetTagItem("torintel.evidence.fields") as string[])?[0]);
    }

    [Fact]
    public void The_tag_of_a_span_is_as_recorded()
    {
        using var pipeline = new SpanPipeline();
        var server = pipeline.Run(ActivityKind.Server, ("client.address", AdapterViews.Exit), ("server.address", "shop.example"), ("server.port", 443), ("http.route", "/login"));
        var client = pipeline.Run(ActivityKind.Client, ("server.address", AdapterViews.Guard), ("server.port", 9001), ("network.transport", "tcp"));
        GoldenFiles.AssertSame("spans.txt", Tags.Show(server.TagObjects) + "\n" + Tags.Show(client.TagObjects));
    }

    [Theory]
    [InlineData(ActivityKind.Client, "url.full", "http://{0}/")]
    [InlineData(ActivityKind.Client, "http.url", "http://{0}/")]
    [InlineData(ActivityKind.Client, "server.address", "{0}")]
    [InlineData(ActivityKind.Client, "tls.client.server_name", "{0}")]
    [InlineData(ActivityKind.Internal, "dns.question.name", "{0}")]
    [InlineData(ActivityKind.Server, "server.address", "{0}")]
    [InlineData(ActivityKind.Server, "http.host", "{0}:80")]
    public void Names_are_judged_whatever_the_view(ActivityKind kind, string name, string value)
    {
        using var pipeline = new SpanPipeline();
        pipeline.Store.Publish(TorNetwork.Empty);
        Assert.Equal("confirmed", pipeline.Run(kind, (name, string.Format(value, AdapterViews.Onion))).GetTagItem("torintel.confidence"));
    }

    [Fact]
    public void The_header_attribute_is_an_array()
    {
        using var pipeline = new SpanPipeline();
        Assert.Equal("confirmed", pipeline.Run(ActivityKind.Server, ("http.request.header.host", new[] { AdapterViews.Onion })).GetTagItem("torintel.confidence"));
    }

    [Theory]
    [InlineData("shop.example", 443, AdapterViews.Guard, 9001, "confirmed", "network.peer.port")] // a name that leads to a relay
    [InlineData(AdapterViews.Guard, 9001, "10.0.0.1", 3128, "confirmed", "server.port")] // through a proxy of ours
    [InlineData(AdapterViews.Guard, 443, "10.0.0.1", 9001, "low", null)] // the proxy's port is not the relay's
    [InlineData(AdapterViews.Unlisted, 443, AdapterViews.Unlisted, 443, null, null)]
    [InlineData(AdapterViews.Unlisted, 443, "203.0.113.200", 9001, "low", null)] // the port alone
    [InlineData(AdapterViews.Unlisted, 443, "10.0.0.1", 9001, null, null)] // a port of ours is none of a relay
    [InlineData(AdapterViews.Onion, 80, "10.0.0.1", 9050, "confirmed", null)] // through a client of Tor's
    public void Ports_go_with_the_address_of_their_own_pair(string server, int serverPort, string peer, int peerPort, string? confidence, string? portField)
    {
        using var pipeline = new SpanPipeline();
        var span = pipeline.Run(ActivityKind.Client, ("server.address", server), ("server.port", serverPort), ("network.peer.address", peer), ("network.peer.port", peerPort));
        Assert.Equal(confidence, span.GetTagItem("torintel.confidence"));
        if (portField is not null)
        {
            Assert.Contains($"{AdapterViews.Guard}:9001", (string[])span.GetTagItem("torintel.evidence.values")!);
            Assert.Contains(portField, (string[])span.GetTagItem("torintel.evidence.fields")!);
        }
    }

    [Fact]
    public void The_runtimes_own_spans_of_connections_are_about_the_other_side()
    {
        using var pipeline = new SpanPipeline(sourceName: "Experimental.System.Net.Sockets");
        var span = pipeline.Run(ActivityKind.Internal, ("network.peer.address", AdapterViews.Guard), ("network.peer.port", 9001), ("network.transport", "tcp"));
        Assert.Equal(("confirmed", "outbound"), (span.GetTagItem("torintel.confidence"), span.GetTagItem("torintel.direction")));
    }

    [Fact]
    public void Fields_of_ones_own_count_for_all_kinds()
    {
        using var pipeline = new SpanPipeline(options => options.Fields["who"] = TorField.Client);
        Assert.All(Enum.GetValues<ActivityKind>(), kind =>
        {
            Assert.Equal("high", pipeline.Run(kind, ("who", AdapterViews.Exit)).GetTagItem("torintel.confidence"));
            Assert.Null(pipeline.Run(kind, ("client.address", AdapterViews.Exit)).GetTagItem("torintel.confidence"));
        });
    }

    [Fact]
    public void What_a_span_has_is_not_overwritten()
    {
        using var pipeline = new SpanPipeline();
        var span = pipeline.Run(ActivityKind.Server, ("client.address", AdapterViews.Exit), ("torintel.direction", "mine"));
        Assert.Equal(("high", "mine"), (span.GetTagItem("torintel.confidence"), span.GetTagItem("torintel.direction")));
        span = pipeline.Run(ActivityKind.Server, ("client.address", AdapterViews.Exit), ("torintel.confidence", "mine"));
        Assert.Equal(2, span.TagObjects.Count());
    }

    [Fact]
    public void The_schema_Tor_is_text_of_JSON()
    {
        using var pipeline = new SpanPipeline(options => options.Schema = TorSchema.Tor);
        var span = pipeline.Run(ActivityKind.Server, ("client.address", AdapterViews.Exit));
        Assert.StartsWith("""{"confidence":"high",""", Assert.IsType<string>(span.GetTagItem("Tor")), StringComparison.Ordinal);
    }

    [Fact]
    public void Spans_that_nobody_wants_data_of_are_not_read()
    {
        using var processor = Processor();
        using var activity = new Activity("span") { IsAllDataRequested = false };
        activity.SetTag("client.address", AdapterViews.Exit);
        processor.OnEnd(activity);
        Assert.Null(activity.GetTagItem("torintel.confidence"));
        activity.IsAllDataRequested = true;
        processor.OnEnd(activity);
        Assert.Equal("high", activity.GetTagItem("torintel.confidence"));
    }

    [Fact]
    public void Nasty_values_do_no_harm()
    {
        using var pipeline = new SpanPipeline();
        foreach (var kind in Enum.GetValues<ActivityKind>())
        {
            foreach (var name in TorEnrichmentOptions.ConventionalFields.Keys.Concat(["network.peer.address", "network.peer.port"]))
            {
                foreach (var value in (object[])[new HostileValue(), "", new string('9', 1 << 16), "[::", -1, double.NaN, new object[] { "x" }, Array.Empty<string>(), new DnsEndPoint("localhost", 1), new HostileList(Hostility.CountThrows)])
                {
                    Assert.Single(pipeline.Run(kind, (name, value)).TagObjects);
                }
            }
        }
    }

    [Fact]
    public void A_miss_allocates_nothing()
    {
        using var processor = Processor();
        using var source = new ActivitySource("misses");
        using var listener = new ActivityListener { ShouldListenTo = candidate => candidate == source, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        foreach (var kind in Enum.GetValues<ActivityKind>())
        {
            using var activity = source.StartActivity(kind, name: "span")!;
            activity.SetTag("network.peer.address", AdapterViews.Unlisted).SetTag("network.peer.port", 50000).SetTag("server.address", "shop.example").SetTag("server.port", 443)
                .SetTag("url.full", "https://shop.example/").SetTag("http.request.method", "GET").SetTag("http.request.header.host", new[] { "shop.example" });
            Allocations.AssertNone(() => processor.OnEnd(activity));
        }
    }

    [Fact]
    public async Task Each_span_is_judged_by_one_view_while_views_are_swapped()
    {
        var store = new TorNetworkStore(AdapterViews.Usual);
        using var processor = new TorActivityProcessor(new ServiceCollection().AddSingleton(store).BuildServiceProvider(), new TorEnrichmentOptions());
        using var stop = new CancellationTokenSource();
        var publisher = Task.Run(
            () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    store.Publish(i % 2 == 0 ? AdapterViews.Later : AdapterViews.Usual);
                }
            },
            TestContext.Current.CancellationToken);
        var sources = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            HashSet<string> seen = [];
            for (var i = 0; i < 5_000; i++)
            {
                using var activity = new Activity("span") { IsAllDataRequested = true };
                activity.SetTag("client.address", i % 2 == 0 ? AdapterViews.Exit : "203.0.113.5");
                processor.OnEnd(activity);
                if (activity.GetTagItem("torintel.list.source") is string source)
                {
                    Assert.Equal(i % 2 == 0 ? "made-up lists" : "later lists", source);
                    Assert.Equal(i % 2 == 0 ? "2026-08-22T21:00:00Z" : "2026-08-22T22:00:00Z", activity.GetTagItem("torintel.list.time"));
                    seen.Add(source);
                }
            }

            return seen;
        })));
        await stop.CancelAsync();
        await publisher;
        Assert.Equal(2, sources.SelectMany(seen => seen).Distinct().Count());
    }

    private static TorActivityProcessor Processor() =>
        new(new ServiceCollection().AddSingleton(new TorNetworkStore(AdapterViews.Usual)).BuildServiceProvider(), new TorEnrichmentOptions());
}
