using System.Globalization;

namespace TorIntel.Controls;

/// <summary>A script of PowerShell that replaces the rules of the group TorIntel in Windows Firewall.</summary>
/// <remarks>
/// <para>Only ever "block": a rule that allows would open. The side that is ours is the host that the script runs on, so networks that are only monitored are left out by not running it there.</para>
/// <para>
/// A cmdlet makes or removes one rule at a time, and may fail at any. So the new rules come first, under names with the digest of the list, and only when all of them are there the others go: a host
/// has the former rules, or both, or the new ones. Run again, the script makes what is missing.
/// </para>
/// </remarks>
internal sealed class WindowsFirewallTarget() : ControlTarget("windows-firewall", "script of PowerShell for Windows Firewall", new ControlTargetTraits
{
    FileName = "tor-firewall.ps1",
    Monitor = false,
    Endpoints = true,
    CheckedBy = "PowerShell's parser, and a run against stubs of NetSecurity",
})
{
    // Rules of many thousands of addresses are slow to make and to list.
    private const int AddressesPerRule = 1_000;

    protected override void Write(ControlOutput output, string file)
    {
        var (plan, writer) = (output.Plan, output.Writer);
        List<Rule> rules = [.. RulesOf("In", "from Tor exits", "-Direction Inbound", output.TakePrefixes(plan.Sources).Select(prefix => prefix.Short()))];
        foreach (var (port, addresses) in output.TakeEndpoints(plan.Destinations).ByPort())
        {
            var number = port.ToString(CultureInfo.InvariantCulture);
            rules.AddRange(RulesOf($"Out-{number}", $"to Tor relays, port {number}", $"-Direction Outbound -Protocol TCP -RemotePort {number}", addresses.Select(address => address.ToString())));
        }

        rules.AddRange(RulesOf("Out", "to Tor relays, port not known", "-Direction Outbound", output.TakePrefixes(plan.DestinationsWithoutPort).Select(prefix => prefix.Short())));

        output.WriteHeader();
        writer.WriteLine("#Requires -RunAsAdministrator");
        writer.WriteLine("# The rules of this list are made first, where they are not there yet; only then those of former lists go.");
        writer.WriteLine("$ErrorActionPreference = 'Stop'");
        writer.WriteLine($"$list = '{ContentDigest.Of(rules.SelectMany(rule => rule.Addresses.Prepend($"{rule.Name} {rule.Parameters}")))}'");
        writer.WriteLine("$there = @(Get-NetFirewallRule -Group 'TorIntel' -ErrorAction SilentlyContinue | ForEach-Object { $_.Name })");
        foreach (var rule in rules)
        {
            writer.WriteLine("$addresses = @(");
            foreach (var (i, address) in rule.Addresses.Index())
            {
                writer.WriteLine($"    {SafeText.PowerShell(address)}{(i + 1 < rule.Addresses.Length ? "," : "")}");
            }

            writer.WriteLine(")");
            writer.WriteLine($"if ($there -notcontains \"{rule.Name}-$list\") {{");
            writer.WriteLine($"    New-NetFirewallRule -Name \"{rule.Name}-$list\" -DisplayName {SafeText.PowerShell(rule.DisplayName)} -Group 'TorIntel' {rule.Parameters} -Action Block -RemoteAddress $addresses | Out-Null");
            writer.WriteLine("}");
        }

        writer.WriteLine("$former = @(Get-NetFirewallRule -Group 'TorIntel' | Where-Object { $_.Name -notlike \"*-$list\" })");
        writer.WriteLine("if ($former) { $former | Remove-NetFirewallRule }");
    }

    private static IEnumerable<Rule> RulesOf(string name, string what, string parameters, IEnumerable<string> addresses) => addresses.Chunk(AddressesPerRule).Index().Select(chunk =>
    {
        var number = (chunk.Index + 1).ToString(CultureInfo.InvariantCulture);
        return new Rule($"TorIntel-{name}-{number}", $"TorIntel: {what} ({number})", parameters, chunk.Item);
    });

    private sealed record Rule(string Name, string DisplayName, string Parameters, string[] Addresses);
}
