using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using TorIntel;
using TorIntel.Feeds;

namespace FreshView;

/// <summary>Stands for your program: takes the view that is in force, anew for each event.</summary>
internal sealed class Watcher(TorNetworkStore store, TorFeedRefresher refresher, HealthCheckService health, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (refresher.Status.Network is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), stoppingToken);
        }

        var isExit = store.Current.TryFind(IPAddressValue.Parse("192.0.2.77"), out var listed) && listed.RolesAt(null).HasFlag(RelayRoles.Exit);
        var report = await health.CheckHealthAsync(stoppingToken);
        Console.WriteLine($"{store.Current.SourceName}: 192.0.2.77 is {(isExit ? "an exit" : "no exit")}; {report.Status}");
        lifetime.StopApplication();
    }
}
