using System.Text.Json.Nodes;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Views change while events flow.</summary>
public sealed class ViewSwapTests
{
    private const int EventsOfThread = 4_000;
    private const string LaterExit = "203.0.113.5";

    [Fact]
    public async Task Each_event_is_judged_by_one_view()
    {
        var store = Logs.Usual;
        var sink = new CollectingSink();
        using (var logger = Logs.Logger(sink, store: store))
        {
            var writers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Write(logger, store), TestContext.Current.CancellationToken)).ToArray();
            for (var i = 0; !writers.All(writer => writer.IsCompleted); i++)
            {
                store.Publish(i % 2 == 0 ? AdapterViews.Later : AdapterViews.Usual);
            }

            await Task.WhenAll(writers);
        }

        // Each view knows one of the two addresses, so each event is tagged, and by nothing but that view.
        Assert.Equal(3 * EventsOfThread, sink.Events.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var logEvent in sink.Events)
        {
            var tag = Logs.Tag(logEvent)!;
            var evidence = Assert.Single((JsonArray)tag["evidence"]!)!;
            var isLater = (string?)tag["list"]!["source"] == "later lists";
            Assert.Equal((isLater ? "RemoteAddress" : "ClientAddress", isLater ? LaterExit : AdapterViews.Exit), ((string?)evidence["field"], (string?)evidence["value"]));
            var list = isLater ? AdapterViews.Later : AdapterViews.Usual;
            Assert.Equal((long)Math.Floor((logEvent.Timestamp - list.Time!.Value).TotalSeconds), (long)tag["list"]!["age_s"]!);
            seen.Add((string)tag["list"]!["source"]!);
        }

        Assert.Equal(2, seen.Count);
    }

    private static void Write(Serilog.ILogger logger, TorNetworkStore store)
    {
        for (var i = 0; i < EventsOfThread; i++)
        {
            if (i % 50 == 0)
            {
                // Also where one thread alone is given time: each view must have been in force for some events.
                store.Publish(i % 100 == 0 ? AdapterViews.Later : AdapterViews.Usual);
            }

            logger.Information("{ClientAddress} or {RemoteAddress}", AdapterViews.Exit, LaterExit);
        }
    }
}
