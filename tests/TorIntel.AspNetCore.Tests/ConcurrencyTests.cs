using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TorIntel.Testing;

namespace TorIntel.AspNetCore.Tests;

public class ConcurrencyTests
{
    private const string LaterExit = "203.0.113.5";

    [Fact]
    public async Task Each_request_is_judged_and_tagged_by_one_view_while_others_are_published()
    {
        await using var app = await TestApp.StartAsync(map: app => app.MapGet("/", (HttpContext context, ILoggerFactory factory) =>
        {
            factory.CreateLogger("test").LogInformation("inside");
            var finding = context.Features.Get<ITorFeature>()?.Finding;
            Assert.True(finding is null || ReferenceEquals(finding, context.GetTorFinding()));
            return finding is null ? "clean" : $"{finding.Evidence[0].Value} {finding.Source} {finding.AgeAt(AdapterViews.ListTime.AddHours(2))}";
        }));
        using var stop = new CancellationTokenSource();
        var publishing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    app.Store.Publish(AdapterViews.Later);
                    await Task.Yield();
                    app.Store.Publish(AdapterViews.Usual);
                    await Task.Yield();
                }
            },
            TestContext.Current.CancellationToken);

        // Until each view was seen by each of its exits: how long that takes depends on the machine.
        ConcurrentDictionary<string, int> answers = new();
        for (var round = 0; round < 200 && (round < 5 || answers.Count < 6); round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
            {
                var client = (i % 3) switch { 0 => AdapterViews.Exit, 1 => LaterExit, _ => AdapterViews.Guard };
                answers.AddOrUpdate($"{client}: {await app.AskAsync("/", client)}", 1, (_, count) => count + 1);
            }));
        }

        await stop.CancelAsync();
        await publishing;

        string[] expected =
        [
            $"{AdapterViews.Exit}: 200 {AdapterViews.Exit} made-up lists 7200", $"{AdapterViews.Exit}: 200 clean",
            $"{LaterExit}: 200 {LaterExit} later lists 3600", $"{LaterExit}: 200 clean",
            $"{AdapterViews.Guard}: 200 {AdapterViews.Guard} made-up lists 7200", $"{AdapterViews.Guard}: 200 {AdapterViews.Guard} later lists 3600",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), answers.Keys.Order(StringComparer.Ordinal));
        foreach (var record in app.Logs.Records.Where(record => record.Category == "test" && record.Scope.Count != 0))
        {
            var isLater = (string)record.Scope["tor_source"]! == "later lists";
            Assert.Equal(isLater ? "2026-08-22T22:00:00Z" : "2026-08-22T21:00:00Z", record.Scope["tor_list_time"]);
            Assert.Equal(isLater ? -3228L : 372L, record.Scope["tor_list_age_s"]);
            Assert.NotEqual(isLater ? AdapterViews.Exit : LaterExit, record.Scope["tor_evidence_values"]);
        }
    }

    [Fact]
    public async Task Many_requests_at_once_each_get_their_own_answer()
    {
        await using var app = await TestApp.StartAsync(options => options.Action = TorAction.Block);

        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => app.AskAsync("/", (i % 4) switch
        {
            0 => AdapterViews.Exit,
            1 => AdapterViews.Guard,
            2 => $"203.0.113.{i % 250}",
            _ => AdapterViews.ExitIPv6,
        })));

        Assert.All(Enumerable.Range(0, answers.Length), i => Assert.StartsWith((i % 4) switch { 1 => "200 low", 2 => "200 clean", _ => "403 " }, answers[i], StringComparison.Ordinal));
    }
}
