namespace TorIntel.Feeds;

/// <summary>What came of asking a source in one refresh.</summary>
/// <param name="Source">The source.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Message">Why, for people; null if there is nothing to say.</param>
public sealed record TorFeedSourceReport(TorFeedSource Source, TorFeedOutcome Outcome, string? Message);
