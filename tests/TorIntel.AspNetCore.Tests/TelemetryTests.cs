using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

public class TelemetryTests
{
    [Fact]
    public async Task The_trace_of_a_request_has_the_tag()
    {
        Activity? tagged = null;
        Activity? clean = null;
        using var listener = Listen();
        await using var app = await TestApp.StartAsync(map: app => app.MapGet("/", (HttpContext context) =>
        {
            var activity = context.Features.Get<IHttpActivityFeature>()!.Activity;
            _ = context.Features.Get<ITorFeature>() is null ? clean = activity : tagged = activity;
        }));

        await app.AskAsync("/", AdapterViews.Exit);
        await app.AskAsync("/", AdapterViews.Unlisted);

        Golden.Check("trace.txt", TextOf(tagged!.TagObjects.Where(IsOurs)));
        Assert.DoesNotContain(clean!.TagObjects, IsOurs);
    }

    [Fact]
    public async Task What_the_application_has_set_in_a_trace_stays()
    {
        Activity? activity = null;
        using var listener = Listen();
        await using var app = await TestApp.StartAsync(
            use: app =>
            {
                app.UseForwardedHeaders();
                app.Use((context, next) =>
                {
                    (activity = context.Features.Get<IHttpActivityFeature>()!.Activity).SetTag("torintel.direction", "mine");
                    return next(context);
                });
                app.UseTorIntel();
            });

        await app.AskAsync("/", AdapterViews.Exit);

        Assert.Equal("mine", activity!.GetTagItem("torintel.direction"));
        Assert.Equal("high", activity.GetTagItem("torintel.confidence"));
    }

    [Fact]
    public async Task The_duration_of_a_request_has_the_confidence_in_metrics_once()
    {
        ConcurrentQueue<string> measured = new();
        await using var app = await TestApp.StartAsync(
            use: app =>
            {
                app.UseForwardedHeaders();
                app.UseExceptionHandler("/error");
                app.UseRouting();
                app.UseTorIntel();
            },
            map: app =>
            {
                app.MapGet("/", () => "");
                app.MapGet("/wrong", string () => throw new InvalidOperationException("wrong"));
                app.MapGet("/error", () => "");
            });
        var factory = app.Services.GetRequiredService<IMeterFactory>();
        using var done = new SemaphoreSlim(0);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "http.server.request.duration" && instrument.Meter.Scope == factory)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            measured.Enqueue(string.Join(' ', tags.ToArray().Where(IsOurs).Select(tag => $"{tag.Key}={tag.Value}")));
            done.Release();
        });
        listener.Start();

        foreach (var (path, client) in ((string, string)[])[("/", AdapterViews.Exit), ("/", AdapterViews.Guard), ("/", AdapterViews.Unlisted), ("/wrong", AdapterViews.Exit)])
        {
            await app.AskAsync(path, client);
            await done.WaitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(["torintel.confidence=high", "torintel.confidence=low", "", "torintel.confidence=high"], measured);
    }

    [Theory]
    [InlineData(AdapterViews.Exit, Confidence.Low, "high inbound aspnetcore")]
    [InlineData(AdapterViews.Guard, Confidence.Low, "low inbound aspnetcore")]
    [InlineData(AdapterViews.Guard, Confidence.High, "")]
    [InlineData(AdapterViews.Unlisted, Confidence.Low, "")]
    public async Task A_request_is_counted_once_when_it_is_tagged(string client, Confidence minimum, string expected)
    {
        AsyncLocal<bool> isMine = new(); // other tests count at the same time
        ConcurrentQueue<string> counted = new();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "torintel.events.tagged")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (isMine.Value)
            {
                Assert.Equal(1, value);
                counted.Enqueue(string.Join(' ', tags.ToArray().Select(tag => tag.Value)));
            }
        });
        listener.Start();
        isMine.Value = true;
        var store = new TorNetworkStore(AdapterViews.Usual);
        await using var services = TestRequests.Services(store, enrichment: options => options.MinimumConfidence = minimum);
        var pipeline = TestRequests.Pipeline(services);
        var context = TestRequests.Context(services, client);

        // Asked early, by the middleware, by the handler; and all again, where an error page answers: also after another view has judged otherwise.
        _ = context.IsTor();
        await pipeline(context);
        _ = context.IsTor();
        await pipeline(context);
        store.Publish(TorNetwork.Empty);
        await pipeline(context);
        store.Publish(AdapterViews.Usual);
        await pipeline(context);

        Assert.Equal(expected, string.Join(", ", counted));
    }

    [Fact]
    public async Task What_is_logged_in_a_request_has_the_tag_in_a_scope()
    {
        await using var app = await TestApp.StartAsync(use: Outside, map: MapLogging);

        await app.AskAsync("/", AdapterViews.Exit);
        await app.AskAsync("/", AdapterViews.Unlisted);

        var records = app.Logs.Records.Where(record => record.Category == "test").ToArray();
        Assert.Equal(["before", "inside", "after", "before", "inside", "after"], records.Select(record => record.Message));
        Golden.Check("scope.txt", TextOf(records[1].Scope) + "\n" + records[1].ScopeText + "\n");
        Assert.All((int[])[0, 2, 3, 4, 5], i => Assert.Empty(records[i].Scope));
    }

    [Fact]
    public async Task A_scope_can_be_left_out()
    {
        await using var app = await TestApp.StartAsync(options => options.IncludeLogScope = false, use: Outside, map: MapLogging);

        await app.AskAsync("/", AdapterViews.Exit);

        Assert.All(app.Logs.Records, record => Assert.Empty(record.Scope));
    }

    [Fact]
    public async Task A_scope_is_written_in_the_schema_and_from_the_confidence_that_all_adapters_share()
    {
        await using var app = await TestApp.StartAsync(
            use: Outside,
            map: MapLogging,
            build: builder => builder.Services.Configure<TorIntelOptions>(options => (options.Enrichment.Schema, options.Enrichment.MinimumConfidence) = (TorSchema.Ecs, Confidence.High)));

        await app.AskAsync("/", AdapterViews.Exit);
        await app.AskAsync("/", AdapterViews.Guard);

        var records = app.Logs.Records.Where(record => record.Message == "inside").ToArray();
        Assert.Equal("high", records[0].Scope["tor.confidence"]);
        Assert.Equal("inbound", records[0].Scope["network.direction"]);
        Assert.Empty(records[1].Scope);
    }

    [Theory]
    [InlineData(TorAction.Block, "Refused GET /a%0Ab from 198.51.100.99: high confidence of Tor (source-exit)")]
    [InlineData(TorAction.Challenge, "Challenged GET /a%0Ab from 198.51.100.99: high confidence of Tor (source-exit)")]
    public async Task A_request_that_does_not_go_on_is_logged(TorAction action, string expected)
    {
        await using var app = await TestApp.StartAsync(options => (options.Action, options.ChallengePath) = (action, "/challenge"));

        await app.AskAsync("/a%0Ab", AdapterViews.Exit);
        await app.AskAsync("/a%0Ab", AdapterViews.Unlisted);

        var record = Assert.Single(app.Logs.Records, record => record.Category == "TorIntel.AspNetCore");
        Assert.Equal((LogLevel.Information, expected), (record.Level, record.Message));
        Assert.Equal("high", record.Scope["tor_confidence"]);
    }

    [Fact]
    public async Task A_method_out_of_a_form_makes_no_lines_in_a_log()
    {
        using var logs = new LogRecorder();
        await using var services = TestRequests.Services(configure: options => options.Action = TorAction.Block, logs: logs);
        var context = TestRequests.Context(services, AdapterViews.Exit);
        context.Request.Method = "GET\nRefused POST /forged onions\ud83e\udde6" + new string('x', 100_000);

        await TestRequests.Pipeline(services)(context);

        Assert.Equal("Refused GET%0ARefused%20POST%20%2Fforged%20onions%EF%BF%BD / from 198.51.100.99: high confidence of Tor (source-exit)", Assert.Single(logs.Records).Message);
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener { ShouldListenTo = source => source.Name == "Microsoft.AspNetCore", Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static void Outside(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use(async (context, next) =>
        {
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("test");
            logger.LogInformation("before");
            await next(context);
            logger.LogInformation("after");
        });
        app.UseTorIntel();
    }

    private static void MapLogging(WebApplication app) => app.MapGet("/", async (ILoggerFactory factory) =>
    {
        await Task.Yield();
        factory.CreateLogger("test").LogInformation("inside");
    });

    private static bool IsOurs(KeyValuePair<string, object?> tag) => tag.Key.StartsWith("torintel.", StringComparison.Ordinal) || tag.Key.StartsWith("security_rule.", StringComparison.Ordinal);

    private static string TextOf(IEnumerable<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(name).Append('=').Append(value is string[] several ? $"[{string.Join(", ", several)}]" : value).Append('\n');
        }

        return text.ToString();
    }
}
