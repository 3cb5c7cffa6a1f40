using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>What an event without evidence costs beyond what the host takes: one box for its state, for that is a struct.</summary>
public sealed class AllocationTests
{
    private const int Rounds = 1_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_miss_costs_one_box(bool hasScopes)
    {
        using var alone = LoggerFactory.Create(builder => builder.AddProvider(new NullSink()));
        using var tagging = LoggerFactory.Create(builder =>
        {
            Pipeline.Prepare(builder.Services, new TorNetworkStore(AdapterViews.Usual));
            builder.AddProvider(new NullSink()).AddTorIntel();
        });
        var (without, with) = (alone.CreateLogger("Shop"), tagging.CreateLogger("Shop"));
        using var first = hasScopes ? with.BeginScope("request of {RemoteIp}", AdapterViews.Unlisted) : null;
        using var second = hasScopes ? with.BeginScope(new Dictionary<string, object?> { ["ServerPort"] = 443, ["ClientIp"] = AdapterViews.Unlisted }) : null;

        var template = PerEvent(() => with.LogInformation("from {ClientIp} to {Path}", AdapterViews.Unlisted, "/")) - PerEvent(() => without.LogInformation("from {ClientIp} to {Path}", AdapterViews.Unlisted, "/"));
        Assert.InRange(template, 1, 48);
        var generated = PerEvent(() => with.SignInFailed("ann", AdapterViews.Unlisted, 3, null)) - PerEvent(() => without.SignInFailed("ann", AdapterViews.Unlisted, 3, null));
        Assert.InRange(generated, 1, 48);
    }

    [Fact]
    public void A_miss_whose_state_is_an_object_costs_nothing()
    {
        using var pipeline = new Pipeline(more: builder => builder.ClearProviders().AddProvider(new NullSink()));
        KeyValuePair<string, object?>[] state = [new("ClientIp", AdapterViews.Unlisted), new("Path", "/"), new("{OriginalFormat}", "from {ClientIp} to {Path}")];
        using var scope = pipeline.Logger.BeginScope(state);
        Allocations.AssertNone(() => pipeline.Logger.Log(LogLevel.Information, default, state, null, static (_, _) => ""));
    }

    [Fact]
    public void A_miss_with_a_text_of_its_own_costs_one_box_too()
    {
        using var alone = LoggerFactory.Create(builder => builder.AddProvider(new NullSink()));
        using var tagging = LoggerFactory.Create(builder =>
        {
            Pipeline.Prepare(builder.Services, new TorNetworkStore(AdapterViews.Usual));
            builder.AddProvider(new NullSink()).AddTorIntel();
        });
        var (without, with) = (alone.CreateLogger("Shop"), tagging.CreateLogger("Shop"));
        string[] texts = [.. Enumerable.Range(0, 10 * Rounds).Select(i => $"request {i:D6} took {i} ms")];
        var next = 0;
#pragma warning disable CA2254 // Such programs exist.
        var cost = PerEvent(() => with.LogInformation(texts[next++])) - PerEvent(() => without.LogInformation(texts[next++]));
#pragma warning restore CA2254
        Assert.InRange(cost, 1, 48);
    }

    private static long PerEvent(Action action)
    {
        var least = long.MaxValue;
        for (var pass = 0; pass < 4; pass++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Rounds; i++)
            {
                action();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least / Rounds;
    }
}
