using System.Globalization;

namespace TorIntel.Controls;

/// <summary>Access lists for Cisco IOS, one for each family and direction.</summary>
/// <remarks>
/// <para>
/// Only ever "deny": an entry that permits in order to log, or to skip a network that is only monitored, would end the list there, before what the operator denies. So there is no monitoring.
/// </para>
/// <para>
/// A list under change denies all but what it has so far, so none that is in use is changed: each carries the digest of its own entries in its name, is built whole, and then takes the place of the
/// former one. They know no connections: what an exit's address answers to connections of ours is dropped as well.
/// </para>
/// </remarks>
internal sealed class CiscoIosTarget() : ControlTarget("cisco-ios", "access lists for Cisco IOS", new ControlTargetTraits
{
    FileName = "tor-ios.cfg",
    Comment = "! ",
    Monitor = false,
    Endpoints = true,
    Limits = "TCAM by model",
    CheckedBy = "grammar test, from Cisco's IOS security command reference",
})
{
    public override string? WhyNot(ControlPlan plan) => base.WhyNot(plan)
        ?? (plan.Monitored().Count != 0 ? "cannot express this policy: a list cannot skip networks that are only monitored" : null);

    protected override void Write(ControlOutput output, string file)
    {
        output.WriteHeader();
        output.Writer.WriteLine("! The last entry of each list permits the rest: put your own entries in its place if the interface has a list already, and if you change them, the name as well.");
        output.Writer.WriteLine("! The digest of a list is in its name, so none that is in use is changed. The new one takes the place of the former, which then can go: see the end.");
        List<string> use = [];
        if (output.Family != ControlFamily.IPv6)
        {
            WriteLists(output, ControlFamily.IPv4, use);
        }

        if (output.Family != ControlFamily.IPv4)
        {
            WriteLists(output, ControlFamily.IPv6, use);
        }

        use.ForEach(output.Writer.WriteLine);
    }

    private static void WriteLists(ControlOutput output, ControlFamily family, List<string> use)
    {
        var plan = output.Plan;
        var (any, all) = family == ControlFamily.IPv4 ? ("ip", "TORINTEL") : ("ipv6", "TORINTEL6");
        if (plan.Inbound != ControlAction.None)
        {
            List<string> entries = [.. output.TakePrefixes(plan.Sources, family).Select(prefix => $" deny {any} {Spell(prefix)} any")];
            WriteList($"{all}-IN", "from Tor exits", entries, "on the interface to the Internet");
        }

        if (plan.Outbound != ControlAction.None)
        {
            List<string> entries =
            [
                .. output.TakeEndpoints(plan.Destinations, family).Select(row => string.Create(CultureInfo.InvariantCulture, $" deny tcp any host {row.Endpoint.Address} eq {row.Endpoint.Port}")),
                .. output.TakePrefixes(plan.DestinationsWithoutPort, family).Select(prefix => $" deny {any} any {Spell(prefix)}"),
            ];
            WriteList($"{all}-OUT", "to Tor relays", entries, "on the interface to your own network");
        }

        void WriteList(string name, string what, List<string> entries, string where)
        {
            entries.Add($" permit {any} any any");
            name = $"{name}-{ContentDigest.Of(entries)}";
            var command = family == ControlFamily.IPv4 ? "ip access-list extended" : "ipv6 access-list";
            output.Writer.WriteLine($"{command} {name}");
            output.Writer.WriteLine($" remark TorIntel: {what}");
            entries.ForEach(output.Writer.WriteLine);
            output.Writer.WriteLine("exit");
            use.Add($"! {where}: {(family == ControlFamily.IPv4 ? "ip access-group" : "ipv6 traffic-filter")} {name} in");
            use.Add($"! once another one is there instead: no {command} {name}");
        }
    }

    private static string Spell(IPPrefix prefix) => prefix.IsHost ? "host " + prefix.Address.ToString()
        : prefix.IsIPv4 ? prefix.Address.ToString() + " " + IPAddressValue.FromIPv4((uint)(0xFFFF_FFFFUL >> prefix.Length)).ToString()
        : prefix.ToString();
}
