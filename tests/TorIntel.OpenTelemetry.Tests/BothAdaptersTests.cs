using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>A host may have the adapter of its loggers and that of OpenTelemetry.</summary>
public sealed class BothAdaptersTests
{
    [Theory]
    [InlineData(null, "tor_confidence")]
    [InlineData(TorSchema.OpenTelemetry, "torintel.confidence")]
    [InlineData(TorSchema.Ecs, "tor.confidence")]
    [InlineData(TorSchema.Tor, "Tor")]
    public void An_event_is_tagged_and_counted_once(TorSchema? schema, string name)
    {
        var counted = 0L;
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
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => counted += Environment.CurrentManagedThreadId == thread ? value : 0);
        listener.Start();

        List<LogRecord> records = [];
        using var factory = LoggerFactory.Create(builder =>
        {
            builder.Services.AddSingleton(new TorNetworkStore(AdapterViews.Usual));
            builder.AddTorIntel(options => options.Schema = schema).AddOpenTelemetry(options => options.AddTorIntel().AddInMemoryExporter(records));
        });
        factory.CreateLogger("Shop").LogInformation("from {ClientIp}", AdapterViews.Exit);
        var attributes = Assert.Single(records).Attributes!;
        Assert.Equal(["ClientIp", name], attributes.Take(2).Select(pair => pair.Key));
        Assert.Equal(attributes.Count, attributes.Select(pair => pair.Key).Distinct().Count());
        Assert.Equal(name == "torintel.confidence", attributes.Any(pair => pair.Key.StartsWith("torintel.", StringComparison.Ordinal)));
        Assert.Equal(1, counted);
    }
}
