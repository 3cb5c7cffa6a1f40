using System.Diagnostics;
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
