namespace TorIntel.Benchmarks;

/// <summary>What a made-up log holds.</summary>
/// <param name="Bytes">How long it is.</param>
/// <param name="Events">How many events it has; header lines are none.</param>
/// <param name="Hits">How many events have a listed address.</param>
internal readonly record struct LogFacts(long Bytes, long Events, long Hits);
