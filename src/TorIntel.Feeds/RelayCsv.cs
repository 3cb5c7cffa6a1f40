namespace TorIntel.Feeds;

/// <summary>What was read from a CSV list of OR endpoints.</summary>
/// <param name="Rows">The rows, in their order; empty if the list was refused.</param>
/// <param name="Errors">The bad lines, the first hundred of them.</param>
/// <param name="ErrorCount">How many lines were bad.</param>
/// <param name="Refusal">Why this is no such list; null if it is one.</param>
public sealed record RelayCsv(IReadOnlyList<RelayCsvRow> Rows, IReadOnlyList<LineError> Errors, long ErrorCount, string? Refusal);
