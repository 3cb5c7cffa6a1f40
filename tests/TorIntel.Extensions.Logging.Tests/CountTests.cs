using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class CountTests
{
    [Fact]
    public void Events_are_counted_that_are_tagged_here_and_no_others()
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
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                Assert.Equal(1, value);
                counted.Add(string.Join(' ', tags.ToArray().Select(tag => tag.Value)));
            }
        });
        listener.Start();

        using var pipeline = new Pipeline();
        pipeline.Logger.LogInformation("{ClientIp}", AdapterViews.Exit);
        pipeline.Logger.LogInformation("{ClientIp}", AdapterViews.Unlisted);
        pipeline.Logger.LogInformation("{ClientIp} {tor_confidence}", AdapterViews.Exit, "mine");
        Assert.Equal(["high inbound logging"], counted);
    }
}
