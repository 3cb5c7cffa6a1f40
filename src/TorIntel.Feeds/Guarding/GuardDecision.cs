namespace TorIntel.Feeds;

/// <summary>What the guard decided, and why.</summary>
/// <param name="Verdict">The decision.</param>
/// <param name="Reason">Why; null for an ordinary document.</param>
/// <param name="Held">What is held from now on; null for nothing.</param>
/// <param name="Contradictions">When documents that were held turned out wrong, as far as it matters still.</param>
internal sealed record GuardDecision(GuardVerdict Verdict, string? Reason, HeldDocument? Held, IReadOnlyList<DateTimeOffset> Contradictions);
