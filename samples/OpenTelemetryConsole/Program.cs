using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using OpenTelemetryConsole;
using TorIntel;

// A made-up exit at a documentation address; a real program has a feed publish into the store.
var view = new TorNetworkBuilder { IncludeSpecialPurpose = true };
view.AddSource(new TorListSource("made-up list", TimeProvider.System.GetUtcNow()));
view.AddExitAddress(IPPrefix.Parse("198.51.100.99/32"));
TorNetworkStore.Shared.Publish(view.Build());

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders();

// <setup>
builder.Services.AddOpenTelemetry()
    .WithLogging(logs => logs.AddTorIntel().AddConsoleExporter()) // in front of the exporter
    .WithTracing(traces => traces.AddSource("Shop").AddTorIntel().AddConsoleExporter())
    .WithMetrics(metrics => metrics.AddTorIntel().AddConsoleExporter()); // torintel.events.tagged
// </setup>

using var host = builder.Build();
await host.StartAsync();
using var source = new ActivitySource("Shop");
using (var request = source.StartActivity("POST /login", ActivityKind.Server))
{
    // As the instrumentation of a web server does.
    request?.SetTag("client.address", "198.51.100.99");
    host.Services.GetRequiredService<ILogger<Program>>().SignInFailed("bob", "198.51.100.99");
}

await host.StopAsync();
