using FreshView;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TorIntel.Feeds;

// Made-up lists at documentation addresses lie beside this program; without a source the public sources are fetched.
var folder = Path.Combine(AppContext.BaseDirectory, "feeds");
var cache = Path.Combine(AppContext.BaseDirectory, "cache");
var host = Host.CreateApplicationBuilder(args);

// <feeds>
host.Services.AddTorIntel().AddFeeds(options =>
{
    options.CacheFolder = cache;                                      // the last good view, also for the next start
    options.IncludeSpecialPurpose = true;                             // documentation addresses; the real network needs no option
    options.Sources.Add(new TorFeedSource("lists", folder));          // none: the verified consensus, and measured exit addresses
});
host.Services.AddHostedService<Watcher>();
// </feeds>

await host.Build().RunAsync();
