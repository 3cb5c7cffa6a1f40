namespace TorIntel.Feeds;

/// <summary>What came of asking a source.</summary>
public enum TorFeedOutcome
{
    /// <summary>It was never asked.</summary>
    None = 0,

    /// <summary>It gave a document, which counts.</summary>
    Accepted = 1,

    /// <summary>It said that nothing changed, or gave the same document again.</summary>
    NotModified = 2,

    /// <summary>It gave a doubtful document, which is held until another publication or source agrees.</summary>
    Held = 3,

    /// <summary>It gave something that is no such document, is broken, or is not signed as it must be.</summary>
    Refused = 4,

    /// <summary>It gave nothing.</summary>
    Failed = 5,

    /// <summary>It was not asked: its document is good, and its publisher's limits on fetching say not yet.</summary>
    NotDue = 6,

    /// <summary>It was not asked: another source of its group had a good document.</summary>
    NotNeeded = 7,

    /// <summary>It was not asked: it gave nothing good the last time, and its publisher's limits on fetching say not yet.</summary>
    Waiting = 8,
}
