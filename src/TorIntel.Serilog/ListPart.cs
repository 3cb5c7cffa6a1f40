using Serilog.Events;

namespace TorIntel;

/// <summary>What a tag says of the lists at a time.</summary>
internal sealed record ListPart(TorNetwork Network, long? Age, bool? IsStale, LogEventProperty Member);
