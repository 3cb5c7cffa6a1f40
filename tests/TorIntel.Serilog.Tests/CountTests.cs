using System.Diagnostics.Metrics;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class CountTests
{
    [Theory]
    [InlineData(TorSchema.Tor, "Tor")]
    [InlineData(TorSchema.Flat, "tor_confidence")]
    public void Events_are_counted_that_are_tagged_here_and_no_others(TorSchema schema, string mark)
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

        using (var logger = Logs.Logger(new CollectingSink(), options => options.Schema = schema))
        {
            logger.Information("{ClientIp}", AdapterViews.Exit);
            logger.Information("{ClientIp}", AdapterViews.Unlisted);
            logger.ForContext(mark, "mine").Information("{ClientIp}", AdapterViews.Exit);
        }

        Assert.Equal(["high inbound serilog"], counted);
    }
}
