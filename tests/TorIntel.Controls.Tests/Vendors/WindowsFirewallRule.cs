namespace TorIntel.Controls.Tests.Vendors;

/// <summary>A rule as New-NetFirewallRule was told it.</summary>
public sealed record WindowsFirewallRule(string Name, string Group, string Direction, string Action, string? Protocol, string? RemotePort, IReadOnlyList<string> RemoteAddresses)
{
    /// <summary>What it blocks, one text for each address.</summary>
    public IEnumerable<string> Blocks => RemoteAddresses.Select(address => $"{Direction} {Action} {Protocol} {RemotePort} {address}");
}
