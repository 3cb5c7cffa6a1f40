using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TorIntel.Feeds;

/// <summary>Reports how far the view can be relied on.</summary>
internal sealed class TorFeedHealthCheck(TorFeedRefresher refresher) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = refresher.Status;
        Dictionary<string, object> data = new(StringComparer.Ordinal) { ["stale"] = status.IsStale };
        if (status.Network is { } network)
        {
            data["source"] = network.SourceName;
            data["verified"] = network.IsVerified;
            data["relays"] = network.RelayCount;
        }

        if (status.Age is { } age)
        {
            data["age_s"] = (long)age.TotalSeconds;
        }

        // A registration may call worse by a milder name, never the other way round.
        return Task.FromResult(status.Health switch
        {
            TorFeedHealth.Healthy => HealthCheckResult.Healthy("the view is fresh", data),
            TorFeedHealth.Degraded => HealthCheckResult.Degraded(status.Reason, data: data),
            _ => new HealthCheckResult(context.Registration.FailureStatus, status.Reason, data: data),
        });
    }
}
