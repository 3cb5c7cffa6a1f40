using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class ConcurrencyTests
{
    private const int Threads = 4;
    private const int EventsOfThread = 5_000;

    [Theory]
    [InlineData(TorSchema.Tor, "Tor")]
    [InlineData(TorSchema.Ecs, "tor.confidence")]
    public void Every_event_of_many_threads_gets_its_own_tag_and_no_other(TorSchema schema, string tag)
    {
        var sink = new CollectingSink();
        using (var logger = Logs.Logger(sink, options => options.Schema = schema))
        {
            Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = TestContext.Current.CancellationToken }, thread =>
            {
                for (var i = 0; i < EventsOfThread; i++)
                {
                    if ((i + thread) % 3 == 0)
                    {
                        logger.Information("{Expected} for {ClientIp}", true, AdapterViews.Exit);
                    }
                    else if ((i + thread) % 3 == 1)
                    {
                        logger.Information("{ClientIp} {Expected}", AdapterViews.Unlisted, false);
                    }
                    else
                    {
                        logger.ForContext("Host", AdapterViews.Onion).Information("{Expected}", true);
                    }
                }
            });
        }

        Assert.Equal(Threads * EventsOfThread, sink.Events.Count);
        Assert.All(sink.Events, logEvent => Assert.Equal(Logs.Json(logEvent.Properties["Expected"])!.GetValue<bool>(), logEvent.Properties.ContainsKey(tag)));
    }
}
