namespace TorIntel.Feeds;

/// <summary>How it stands with a source.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Group">Its group.</param>
/// <param name="IsCurrent">Whether its document is the one of the group that the view was made from.</param>
/// <param name="Outcome">What came of asking it last.</param>
/// <param name="Message">Why; null if there is nothing to say.</param>
/// <param name="LastAttempt">When it was asked last; null for never.</param>
/// <param name="LastSuccess">When it last gave a document that counts, or said that nothing changed; null for never.</param>
/// <param name="Entries">How many entries its accepted document has; 0 for none.</param>
/// <param name="HeldSince">Since when a doubtful document of it is held; null if none is.</param>
public sealed record TorFeedSourceStatus(
    string Name,
    string Group,
    bool IsCurrent,
    TorFeedOutcome Outcome,
    string? Message,
    DateTimeOffset? LastAttempt,
    DateTimeOffset? LastSuccess,
    int Entries,
    DateTimeOffset? HeldSince);
