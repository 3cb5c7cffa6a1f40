using Serilog.Events;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class ConcurrencyTests
{
    private const int Threads = 4;
    private const int EventsOfThread = 5_000;

    [Theory]
    [InlineData(TorSchema.Tor)]
    [InlineData(TorSchema.Ecs)]
    public void Every_event_of_many_threads_gets_its_own_tag_and_no_other(TorSchema schema)
    {
        var sink = new CollectingSink();
        using (var logger = Logs.Logger(sink, options => options.Schema = schema))
        {
            Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = TestContext.Current.CancellationToken }, thread =>
            {
                for (var i = 0; i < EventsOfThread; i++)
                {
                    switch ((i + thread) % 5)
                    {
                        case 0:
                            logger.Information("{Expected} for {ClientIp}", $"source-exit:ClientIp={AdapterViews.Exit}", AdapterViews.Exit);
                            break;
                        case 1:
                            logger.Information("{ClientIp} {Expected}", AdapterViews.Unlisted, "");
                            break;
                        case 2:
                            logger.Information("{Expected} for {SourceIp}", $"source-exit:SourceIp={AdapterViews.ExitIPv6}", AdapterViews.ExitIPv6);
                            break;
                        case 3:
                            logger.Information("{Expected} for {ClientIp}", $"source-exit:ClientIp={AdapterViews.ExitIPv6}", AdapterViews.ExitIPv6);
                            break;
                        default:
                            var host = $"shop{i}.{AdapterViews.Onion}";
                            logger.ForContext("Host", host).Information("{Expected}", $"domain-onion-v3:Host={host}");
                            break;
                    }
                }
            });
        }

        Assert.Equal(Threads * EventsOfThread, sink.Events.Count);
        Assert.All(sink.Events, logEvent => Assert.Equal((string?)Scalar(logEvent.Properties["Expected"]), schema == TorSchema.Tor ? Logs.Evidence(logEvent) : PlainEvidence(logEvent)));
    }

    private static string PlainEvidence(LogEvent logEvent) => logEvent.Properties.ContainsKey("tor.confidence")
        ? $"{First(logEvent, "tor.evidence")}:{First(logEvent, "tor.evidence_fields")}={First(logEvent, "tor.evidence_values")}"
        : "";

    private static object? First(LogEvent logEvent, string name) => Scalar(Assert.Single(Assert.IsType<SequenceValue>(logEvent.Properties[name]).Elements));

    private static object? Scalar(LogEventPropertyValue value) => Assert.IsType<ScalarValue>(value).Value;
}
