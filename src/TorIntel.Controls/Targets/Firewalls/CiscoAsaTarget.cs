using System.Globalization;

namespace TorIntel.Controls;

/// <summary>Object groups and access-list entries for Cisco ASA.</summary>
/// <remarks>
/// <para>Only ever "deny": an entry that permits in order to log would open what later entries close, so there is no monitoring. ASA logs connections that it builds by itself.</para>
/// <para>The groups carry the digest of the list in their names and the entries go to the top, so a new list holds before the old one is taken away, and no group in use is changed.</para>
/// </remarks>
internal sealed class CiscoAsaTarget() : ControlTarget("cisco-asa", "object groups and access lists for Cisco ASA", new ControlTargetTraits
{
    FileName = "tor-asa.cfg",
    Comment = "! ",
    Monitor = false,
    MonitoredNetworks = true,
    Endpoints = true,
    CheckedBy = "grammar test, from Cisco's ASA command reference",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        var (plan, writer) = (output.Plan, output.Writer);
        output.WriteHeader();
        writer.WriteLine("! Entries go to the top of TORINTEL-IN and TORINTEL-OUT: put the names of your access lists in their place.");
        var version = plan.Digest[..8];
        var elsewhere = "any";
        if (plan.Monitored() is { Count: > 0 } monitored)
        {
            // There is no "not" in an entry, so the networks that are blocked are named: all but those that are monitored.
            elsewhere = WriteGroup(writer, $"TORINTEL-BLOCKED-{version}", PrefixCover.Of([IPPrefix.Parse("0.0.0.0/0"), IPPrefix.Parse("::/0")], monitored));
        }

        if (output.TakePrefixes(plan.Sources) is { Count: > 0 } sources)
        {
            writer.WriteLine($"access-list TORINTEL-IN line 1 extended deny ip {WriteGroup(writer, $"TORINTEL-SOURCES-{version}", sources)} {elsewhere}");
        }

        foreach (var (port, addresses) in output.TakeEndpoints(plan.Destinations).ByPort())
        {
            var group = WriteGroup(writer, string.Create(CultureInfo.InvariantCulture, $"TORINTEL-PORT-{port}-{version}"), PrefixCover.Of(addresses.Select(IPPrefix.Host)));
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"access-list TORINTEL-OUT line 1 extended deny tcp {elsewhere} {group} eq {port}"));
        }

        if (output.TakePrefixes(plan.DestinationsWithoutPort) is { Count: > 0 } destinations)
        {
            writer.WriteLine($"access-list TORINTEL-OUT line 1 extended deny ip {elsewhere} {WriteGroup(writer, $"TORINTEL-RELAYS-{version}", destinations)}");
        }
    }

    private static string WriteGroup(TextWriter writer, string name, IEnumerable<IPPrefix> prefixes)
    {
        writer.WriteLine($"object-group network {name}");
        foreach (var prefix in prefixes)
        {
            var address = prefix.Address.ToString();
            writer.WriteLine(" network-object " + (prefix.IsHost ? "host " + address
                : prefix.IsIPv4 ? address + " " + IPAddressValue.FromIPv4((uint)(0xFFFF_FFFF_0000_0000UL >> prefix.Length)).ToString()
                : prefix.ToString()));
        }

        writer.WriteLine("exit");
        return $"object-group {name}";
    }
}
