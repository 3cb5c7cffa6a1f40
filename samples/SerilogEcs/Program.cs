using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;
using SerilogEcs;
using TorIntel;

// One made-up exit at a documentation address; TorIntel.Feeds fetches the real ones.
var exits = new TorNetworkBuilder { IncludeSpecialPurpose = true };
exits.AddSource(new TorListSource("made-up exits", DateTimeOffset.UtcNow));
exits.AddExitAddress(IPPrefix.Parse("198.51.100.99"));
TorNetworkStore.Shared.Publish(exits.Build());

var file = Path.Combine(AppContext.BaseDirectory, "sign-ins.ndjson");
File.Delete(file);
Environment.SetEnvironmentVariable("ECS_LOG", file);
var host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });

// <host>
host.Services.AddTorIntel();   // .AddFeeds() of TorIntel.Feeds keeps the view fresh
host.Services.AddSerilog((services, logger) => logger
    .ReadFrom.Configuration(host.Configuration)
    .Enrich.WithTorIntel(services));
// </host>

host.Services.AddHostedService<SignIns>();
await host.Build().RunAsync();

Console.WriteLine($"Three sign-ins are in {file}; the one from an exit:");
Console.WriteLine(File.ReadLines(file).Single(line => line.Contains("tor.confidence", StringComparison.Ordinal)));
