using Serilog.Events;

namespace TorIntel;

/// <summary>What was made of a finding: all properties that are the same for each event.</summary>
/// <param name="Own">Those of our own; the first is the confidence.</param>
/// <param name="Standard">Those of the schema that are one value, each with its group.</param>
/// <param name="Lists">Those that are joined with what the event has.</param>
internal sealed record PlainTag(LogEventProperty[] Own, (LogEventProperty Property, FieldGroups Group)[] Standard, LogEventProperty[] Lists);
