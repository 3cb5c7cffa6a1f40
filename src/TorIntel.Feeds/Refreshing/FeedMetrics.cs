using System.Diagnostics.Metrics;

namespace TorIntel.Feeds;

/// <summary>Measures of the view and its refreshes, under the meter <see cref="MeterName"/>.</summary>
internal sealed class FeedMetrics : IDisposable
{
    public const string MeterName = "TorIntel.Feeds";

    private readonly Meter _meter;
    private readonly Counter<long> _refreshes;
    private readonly Counter<long> _changes;
    private Func<TorFeedStatus>? _status;

    public FeedMetrics(IMeterFactory? factory)
    {
        _meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        _refreshes = _meter.CreateCounter<long>("torintel.feed.refreshes", "{refresh}", "Sources that were asked, by source and outcome.");
        _changes = _meter.CreateCounter<long>("torintel.view.changes", "{address}", "Addresses that a new view added or removed.");
        _meter.CreateObservableGauge("torintel.view.age", () => Observe(status => status.Age?.TotalSeconds), "s", "Age of the view in force.");
        _meter.CreateObservableGauge("torintel.view.stale", () => Observe(status => status.IsStale ? 1 : 0), "1", "Whether the view in force is stale.");
        _meter.CreateObservableGauge("torintel.view.relays", () => Observe(status => status.Network?.RelayCount), "{relay}", "Relays in the view in force.");
        _meter.CreateObservableGauge("torintel.view.addresses", () => Observe(status => status.Network?.AddressCount), "{address}", "Addresses in the view in force.");
    }

    public void Watch(Func<TorFeedStatus> status) => _status = status;

    public void Count(TorFeedSourceReport report)
    {
        if (report.Outcome is TorFeedOutcome.NotDue or TorFeedOutcome.NotNeeded or TorFeedOutcome.Waiting)
        {
            return; // It was not asked.
        }

        _refreshes.Add(1, new KeyValuePair<string, object?>("source", report.Source.Name), new KeyValuePair<string, object?>("outcome", NameOf(report.Outcome)));
    }

    public void Swapped(TorNetwork? before, TorNetwork after)
    {
        if (before is null || !_changes.Enabled)
        {
            return;
        }

        var diff = TorNetworkDiff.Between(before, after);
        _changes.Add(diff.AddedAddresses.Count, new KeyValuePair<string, object?>("change", "added"));
        _changes.Add(diff.RemovedAddresses.Count, new KeyValuePair<string, object?>("change", "removed"));
    }

    public void Dispose() => _meter.Dispose();

    private static string NameOf(TorFeedOutcome outcome) => outcome switch
    {
        TorFeedOutcome.Accepted => "accepted",
        TorFeedOutcome.NotModified => "not_modified",
        TorFeedOutcome.Held => "held",
        TorFeedOutcome.Refused => "refused",
        TorFeedOutcome.Failed => "failed",
        _ => "none",
    };

    private IEnumerable<Measurement<double>> Observe(Func<TorFeedStatus, double?> value) =>
        _status is { } status && value(status()) is { } measured ? [new Measurement<double>(measured)] : [];
}
