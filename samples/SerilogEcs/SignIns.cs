using Microsoft.Extensions.Hosting;
using Serilog;

namespace SerilogEcs;

/// <summary>Logs made-up sign-ins, and ends the program.</summary>
internal sealed class SignIns(ILogger logger, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var (user, address) in new[] { ("alice", "198.51.100.7"), ("bob", "198.51.100.99"), ("carol", "2001:db8::7") })
        {
            logger.Information("{user.name} signed in from {source.ip}", user, address);
        }

        lifetime.StopApplication();
        return Task.CompletedTask;
    }
}
