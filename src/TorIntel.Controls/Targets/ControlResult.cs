namespace TorIntel.Controls;

/// <summary>What was written.</summary>
/// <param name="Entries">How many entries.</param>
/// <param name="UnlistedAddresses">How many addresses are covered that nobody listed; 0 unless prefixes were widened.</param>
public readonly record struct ControlResult(int Entries, UInt128 UnlistedAddresses);
