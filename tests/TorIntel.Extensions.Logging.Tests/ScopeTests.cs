using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>What stands in the scopes around an event.</summary>
public sealed class ScopeTests
{
    public static IEnumerable<TheoryDataRow<object>> Scopes { get; } =
    [
        new(new KeyValuePair<string, object?>[] { new("ClientIp", AdapterViews.Exit) }),
        new(new Dictionary<string, object?> { ["ClientIp"] = AdapterViews.Exit }),
        new(new Dictionary<string, object?> { ["ClientIp"] = AdapterViews.Exit }.ToFrozenDictionary()),
    ];

    [Theory]
    [MemberData(nameof(Scopes))]
    public void Scopes_are_evidence_for_the_events_inside(object scope)
    {
        using var pipeline = new Pipeline();
        pipeline.Logger.LogInformation("before");
        using (pipeline.Logger.BeginScope(scope))
        {
            pipeline.Logger.LogInformation("inside");
            pipeline.Logger.Log(LogLevel.Information, default, "text", null, (text, _) => text);
        }

        pipeline.Logger.LogInformation("behind");
        Assert.Equal([null, "high", "high", null], pipeline.Provider.Events.Select(recorded => recorded["tor_confidence"]));
        Assert.Equal(["before", "inside", "text", "behind"], pipeline.Provider.Events.Select(recorded => recorded.Message));
        Assert.Equal("text", pipeline.Provider.Events.ElementAt(2).State!.ToString());
    }

    [Fact]
    public void Inner_scopes_hide_outer_ones_and_the_event_hides_both()
    {
        using var pipeline = new Pipeline();
        using (pipeline.Logger.BeginScope("{ClientIp}", AdapterViews.Exit))
        using (pipeline.Logger.BeginScope("{ClientIp}", AdapterViews.Unlisted))
        {
            pipeline.Logger.LogInformation("inside");
        }

        using (pipeline.Logger.BeginScope("{ClientIp}", AdapterViews.Exit))
        {
            pipeline.Logger.LogInformation("from {ClientIp}", AdapterViews.Unlisted);
        }

        Assert.All(pipeline.Provider.Events, recorded => Assert.Null(recorded["tor_confidence"]));
    }

    [Theory]
    [InlineData("tor_confidence")]
    [InlineData("tor.confidence")]
    [InlineData("torintel.confidence")]
    public void A_tag_in_a_scope_is_that_of_the_scope_and_takes_nothing_from_the_events_inside(string name)
    {
        // As TorIntel.AspNetCore does for a request.
        using var pipeline = new Pipeline();
        using (pipeline.Logger.BeginScope(new Dictionary<string, object?> { [name] = "low", ["tor_direction"] = "inbound" }))
        {
            pipeline.Logger.LogInformation("to {DestinationIp}:{DestinationPort}", AdapterViews.Guard, 9001);
            pipeline.Logger.LogInformation("from {ClientIp}", AdapterViews.Exit);
            pipeline.Logger.LogInformation("from {ClientIp}", AdapterViews.Unlisted);
            pipeline.Logger.LogInformation("inside");
        }

        Assert.Equal(["confirmed", "high", null, null], pipeline.Provider.Events.Select(recorded => recorded["tor_confidence"]));
    }

    [Fact]
    public void Parts_of_one_event_may_stand_in_scope_and_message()
    {
        using var pipeline = new Pipeline();
        using (pipeline.Logger.BeginScope("{DestinationIp}", AdapterViews.Guard))
        {
            pipeline.Logger.LogInformation("opened {DestinationPort}", 9001);
        }

        Assert.Equal("confirmed", pipeline.Provider.Only["tor_confidence"]);
    }

    [Fact]
    public void A_scope_that_throws_costs_itself_only()
    {
        using var pipeline = new Pipeline();
        using (pipeline.Logger.BeginScope(new HostileList(Hostility.IndexerThrows)))
        using (pipeline.Logger.BeginScope(new HostileList(Hostility.CountThrows)))
        {
            pipeline.Logger.LogInformation("from {ClientIp}", AdapterViews.Exit);
            pipeline.Logger.LogInformation("from {ClientIp}", AdapterViews.Unlisted);
        }

        Assert.Equal(["high", null], pipeline.Provider.Events.Select(recorded => recorded["tor_confidence"]));
    }

    [Fact]
    public void Scopes_are_read_with_ids_of_activities_in_them()
    {
        using var pipeline = new Pipeline(more: builder => builder.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId | ActivityTrackingOptions.Tags));
        using var activity = new System.Diagnostics.Activity("request").AddTag("client.address", "elsewhere").Start();
        using (pipeline.Logger.BeginScope("{ClientIp}", AdapterViews.Exit))
        {
            pipeline.Logger.LogInformation("inside");
        }

        Assert.Equal("high", pipeline.Provider.Only["tor_confidence"]);
    }
}
