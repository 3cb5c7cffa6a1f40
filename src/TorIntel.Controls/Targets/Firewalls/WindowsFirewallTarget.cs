using System.Globalization;

namespace TorIntel.Controls;

/// <summary>A script of PowerShell that replaces the rules of the group TorIntel in Windows Firewall.</summary>
/// <remarks>
/// Only ever "block": a rule that allows would open. The side that is ours is the host that the script runs on, so networks that are only monitored are left out by not running it there.
/// If it is broken off, the host has fewer rules than before until it has run again; what a cmdlet takes is one rule at a time.
/// </remarks>
internal sealed class WindowsFirewallTarget() : ControlTarget("windows-firewall", "script of PowerShell for Windows Firewall", new ControlTargetTraits
{
    FileName = "tor-firewall.ps1",
    Monitor = false,
    Endpoints = true,
    CheckedBy = "grammar test, from Microsoft's documentation of NetSecurity",
})
{
    // Rules of many thousands of addresses are slow to make and to list.
    private const int AddressesPerRule = 1_000;

    protected override void Write(ControlOutput output, string file)
    {
        var (plan, writer) = (output.Plan, output.Writer);
        output.WriteHeader();
        writer.WriteLine("#Requires -RunAsAdministrator");
        writer.WriteLine("$ErrorActionPreference = 'Stop'");
        writer.WriteLine("Get-NetFirewallRule -Group 'TorIntel' -ErrorAction SilentlyContinue | Remove-NetFirewallRule");
        WriteRules(writer, "In", "from Tor exits", "-Direction Inbound", output.TakePrefixes(plan.Sources).Select(prefix => prefix.Short()));
        foreach (var (port, addresses) in output.TakeEndpoints(plan.Destinations).ByPort())
        {
            var number = port.ToString(CultureInfo.InvariantCulture);
            WriteRules(writer, $"Out-{number}", $"to Tor relays, port {number}", $"-Direction Outbound -Protocol TCP -RemotePort {number}", addresses.Select(address => address.ToString()));
        }

        WriteRules(writer, "Out", "to Tor relays, port not known", "-Direction Outbound", output.TakePrefixes(plan.DestinationsWithoutPort).Select(prefix => prefix.Short()));
    }

    private static void WriteRules(TextWriter writer, string name, string what, string parameters, IEnumerable<string> addresses)
    {
        foreach (var (number, chunk) in addresses.Chunk(AddressesPerRule).Index())
        {
            writer.WriteLine("$addresses = @(");
            foreach (var (i, address) in chunk.Index())
            {
                writer.WriteLine($"    {SafeText.PowerShell(address)}{(i + 1 < chunk.Length ? "," : "")}");
            }

            writer.WriteLine(")");
            var suffix = (number + 1).ToString(CultureInfo.InvariantCulture);
            writer.WriteLine($"New-NetFirewallRule -Name 'TorIntel-{name}-{suffix}' -DisplayName {SafeText.PowerShell($"TorIntel: {what} ({suffix})")} -Group 'TorIntel' {parameters} -Action Block -RemoteAddress $addresses | Out-Null");
        }
    }
}
