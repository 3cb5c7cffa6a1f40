using System.Globalization;

namespace TorIntel.Controls;

/// <summary>Access lists for Cisco IOS, one for each family and direction.</summary>
/// <remarks>
/// The lists are whole, and permit what they do not deny: that is also what lets them log by permitting. A router without the list permits too, so nothing else is cut off while it is replaced.
/// They know no connections: what an exit's address answers to connections of ours is dropped as well.
/// </remarks>
internal sealed class CiscoIosTarget() : ControlTarget("cisco-ios", "access lists for Cisco IOS", new ControlTargetTraits
{
    FileName = "tor-ios.cfg",
    Comment = "! ",
    Endpoints = true,
    CheckedBy = "grammar test, from Cisco's IOS security command reference",
})
{
    protected override void Write(ControlOutput output, string file)
    {
        output.WriteHeader();
        output.Writer.WriteLine("! The last entry of each list permits the rest: put your own entries in its place before you apply it to an interface that has a list.");
        if (output.Family != ControlFamily.IPv6)
        {
            WriteLists(output, ControlFamily.IPv4);
        }

        if (output.Family != ControlFamily.IPv4)
        {
            WriteLists(output, ControlFamily.IPv6);
        }
    }

    private static void WriteLists(ControlOutput output, ControlFamily family)
    {
        var (plan, writer) = (output.Plan, output.Writer);
        var isIPv4 = family == ControlFamily.IPv4;
        var (command, all) = isIPv4 ? ("ip access-list extended TORINTEL", "ip") : ("ipv6 access-list TORINTEL6", "ipv6");
        IReadOnlyList<string> monitored = [.. plan.Monitored().Where(network => network.IsIPv4 == isIPv4).Select(Spell)];
        if (plan.Inbound != ControlAction.None)
        {
            Begin("IN", "from Tor exits");
            foreach (var prefix in output.TakePrefixes(plan.Sources, family))
            {
                Rule(plan.Inbound, all, network => $"{Spell(prefix)} {network}");
            }

            End();
        }

        if (plan.Outbound != ControlAction.None)
        {
            Begin("OUT", "to Tor relays");
            foreach (var row in output.TakeEndpoints(plan.Destinations, family))
            {
                Rule(plan.Outbound, "tcp", network => string.Create(CultureInfo.InvariantCulture, $"{network} host {row.Endpoint.Address} eq {row.Endpoint.Port}"));
            }

            foreach (var prefix in output.TakePrefixes(plan.DestinationsWithoutPort, family))
            {
                Rule(plan.Outbound, all, network => $"{network} {Spell(prefix)}");
            }

            End();
        }

        void Begin(string direction, string what)
        {
            writer.WriteLine($"no {command}-{direction}");
            writer.WriteLine($"{command}-{direction}");
            writer.WriteLine($" remark TorIntel: {what}");
        }

        void End()
        {
            writer.WriteLine($" permit {all} any any");
            writer.WriteLine("exit");
        }

        void Rule(ControlAction action, string protocol, Func<string, string> between)
        {
            foreach (var network in monitored)
            {
                writer.WriteLine($" permit {protocol} {between(network)} log");
            }

            writer.WriteLine(action == ControlAction.Block ? $" deny {protocol} {between("any")}" : $" permit {protocol} {between("any")} log");
        }
    }

    private static string Spell(IPPrefix prefix) => prefix.IsHost ? "host " + prefix.Address.ToString()
        : prefix.IsIPv4 ? prefix.Address.ToString() + " " + IPAddressValue.FromIPv4((uint)(0xFFFF_FFFFUL >> prefix.Length)).ToString()
        : prefix.ToString();
}
