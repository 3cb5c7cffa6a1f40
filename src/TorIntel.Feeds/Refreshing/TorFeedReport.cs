namespace TorIntel.Feeds;

/// <summary>What came of one refresh.</summary>
/// <param name="Sources">The sources that were asked or passed over, in order.</param>
/// <param name="Network">The view in force after it; null if there is none.</param>
/// <param name="IsNewView">Whether the view is a new one.</param>
/// <param name="Warnings">What else people should know: damaged files, another process at work.</param>
public sealed record TorFeedReport(IReadOnlyList<TorFeedSourceReport> Sources, TorNetwork? Network, bool IsNewView, IReadOnlyList<string> Warnings)
{
    /// <summary>Gets a value indicating whether each group has a source that gave what it should, or need not be asked yet.</summary>
    public bool IsComplete => Sources.Count != 0 && Sources
        .GroupBy(report => report.Source.Group, StringComparer.Ordinal)
        .All(group => group.Any(report => report.Outcome is TorFeedOutcome.Accepted or TorFeedOutcome.NotModified or TorFeedOutcome.NotDue));
}
