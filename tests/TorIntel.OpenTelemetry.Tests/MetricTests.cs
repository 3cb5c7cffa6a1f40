using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>What the core counts, in the real SDK.</summary>
public sealed class MetricTests
{
    [Fact]
    public void Tagged_events_are_counted_by_confidence_direction_and_adapter()
    {
        List<Metric> metrics = [];
        using var meters = Sdk.CreateMeterProviderBuilder().AddTorIntel().AddInMemoryExporter(metrics).Build();
        using (var spans = new SpanPipeline(options => options.MinimumConfidence = Confidence.Confirmed))
        using (var logs = new LogPipeline())
        {
            for (var i = 0; i < 3; i++)
            {
                spans.Run(ActivityKind.Producer, ("server.address", AdapterViews.Guard), ("server.port", 9001));
                spans.Run(ActivityKind.Producer, ("server.address", AdapterViews.Unlisted), ("server.port", 443));
            }

            logs.Logger.LogInformation("{SourceIp} {DestinationIp}", AdapterViews.Exit, AdapterViews.Unlisted);
        }

        meters.ForceFlush();
        var metric = Assert.Single(metrics, metric => metric.Name == "torintel.events.tagged");
        Assert.Equal("TorIntel", metric.MeterName);

        // Other tests run at the same time, so these are the least.
        Assert.InRange(Sum(metric, "confirmed", "outbound", "opentelemetry-traces"), 3, long.MaxValue);
        Assert.InRange(Sum(metric, "high", "external", "opentelemetry-logs"), 1, long.MaxValue);
    }

    [Fact]
    public void What_was_tagged_before_is_not_counted()
    {
        var counted = new List<string>();
        var thread = Environment.CurrentManagedThreadId; // other tests count too
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "torintel.events.tagged")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                counted.Add(string.Join(' ', tags.ToArray().Select(tag => tag.Value)));
            }
        });
        listener.Start();
        using var spans = new SpanPipeline();
        using var logs = new LogPipeline();
        spans.Run(ActivityKind.Server, ("client.address", AdapterViews.Exit));
        spans.Run(ActivityKind.Server, ("client.address", AdapterViews.Exit), ("torintel.confidence", "mine"));
        spans.Run(ActivityKind.Server, ("client.address", AdapterViews.Unlisted));
        logs.Logger.LogInformation("{ClientIp}", AdapterViews.Exit);
        logs.Logger.LogInformation("{ClientIp} {tor_confidence}", AdapterViews.Exit, "mine");
        Assert.Equal(["high inbound opentelemetry-traces", "high inbound opentelemetry-logs"], counted);
    }

    private static long Sum(Metric metric, string confidence, string direction, string adapter)
    {
        var sum = 0L;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            Dictionary<string, object?> tags = [];
            foreach (var (name, value) in point.Tags)
            {
                tags.Add(name, value);
            }

            Assert.Equal(["torintel.adapter", "torintel.confidence", "torintel.direction"], tags.Keys.Order());
            sum += (confidence, direction, adapter).Equals(((string)tags["torintel.confidence"]!, (string)tags["torintel.direction"]!, (string)tags["torintel.adapter"]!)) ? point.GetSumLong() : 0;
        }

        return sum;
    }
}
