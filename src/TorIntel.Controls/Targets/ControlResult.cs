namespace TorIntel.Controls;

/// <summary>What was written.</summary>
/// <param name="Entries">How many entries.</param>
/// <param name="UnlistedIPv4">How many addresses of IPv4 are covered that nobody listed; 0 unless prefixes were widened.</param>
/// <param name="UnlistedIPv6">How many addresses of IPv6 are covered that nobody listed; 0 unless prefixes were widened.</param>
public readonly record struct ControlResult(int Entries, long UnlistedIPv4, UInt128 UnlistedIPv6);
