using Serilog.Events;

namespace TorIntel;

/// <summary>What a tag says of the lists at a time.</summary>
/// <param name="Network">The view.</param>
/// <param name="Lists">What is the same at any time.</param>
/// <param name="Age">The age of the lists in seconds; null if unknown.</param>
/// <param name="IsStale">Whether they are stale; null if unknown.</param>
/// <param name="Member">All of it.</param>
internal sealed record ListPart(TorNetwork Network, LogEventProperty[] Lists, long? Age, bool? IsStale, LogEventProperty Member);
