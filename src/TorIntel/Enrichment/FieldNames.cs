namespace TorIntel;

/// <summary>The names of the properties that addresses and ports came from; null where there is none.</summary>
internal readonly record struct FieldNames(string? Source, string? SourcePort, string? Destination, string? DestinationPort);
