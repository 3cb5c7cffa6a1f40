using System.Globalization;

namespace TorIntel.Controls;

/// <summary>Object groups and access-list entries for Cisco ASA.</summary>
/// <remarks>
/// <para>Only ever "deny": an entry that permits in order to log would open what later entries close, so there is no monitoring. ASA logs connections that it builds by itself.</para>
/// <para>
/// Loading a file only ever adds: members to groups, entries to lists. So each group carries the digest of its own members in its name and the entries go to the top: a new list holds before the
/// old one is taken away, and no group in use is changed. What takes it away again stands in the file as comments.
/// </para>
/// </remarks>
internal sealed class CiscoAsaTarget() : ControlTarget("cisco-asa", "object groups and access lists for Cisco ASA", new ControlTargetTraits
{
    FileName = "tor-asa.cfg",
    Comment = "! ",
    Monitor = false,
    MonitoredNetworks = true,
    Endpoints = true,
    Limits = "entries by model; with monitored networks the members of two groups multiply",
    CheckedBy = "grammar test, from Cisco's ASA command reference",
})
{
    /// <summary>What stands before a command that takes a part of the list away again.</summary>
    internal const string Removal = "!- ";

    protected override void Write(ControlOutput output, string file)
    {
        var (plan, writer) = (output.Plan, output.Writer);
        output.WriteHeader();
        writer.WriteLine("! Entries go to the top of TORINTEL-IN and TORINTEL-OUT: put the names of your access lists in their place.");
        writer.WriteLine("! Keep this file. Nothing of a former list goes by itself: once this one is loaded, run the commands after \"!-\" of the former file that this one has not, or the ASA goes on denying what was listed then.");
        List<string> groups = [];
        List<string> entries = [];
        var elsewhere = "any";
        if (plan.Monitored() is { Count: > 0 } monitored)
        {
            // There is no "not" in an entry, so the networks that are blocked are named: all but those that are monitored.
            writer.WriteLine("! Each entry stands for every pair of members of its two groups. \"object-group-search access-control\" keeps the ASA from writing them out.");
            elsewhere = Group("BLOCKED", PrefixCover.Of([IPPrefix.Parse("0.0.0.0/0"), IPPrefix.Parse("::/0")], monitored));
        }

        if (output.TakePrefixes(plan.Sources) is { Count: > 0 } sources)
        {
            Deny("IN", $"ip {Group("SOURCES", sources)} {elsewhere}");
        }

        foreach (var (port, addresses) in output.TakeEndpoints(plan.Destinations).ByPort())
        {
            var group = Group(string.Create(CultureInfo.InvariantCulture, $"PORT-{port}"), PrefixCover.Of(addresses.Select(IPPrefix.Host)));
            Deny("OUT", string.Create(CultureInfo.InvariantCulture, $"tcp {elsewhere} {group} eq {port}"));
        }

        if (output.TakePrefixes(plan.DestinationsWithoutPort) is { Count: > 0 } destinations)
        {
            Deny("OUT", $"ip {elsewhere} {Group("RELAYS", destinations)}");
        }

        // A group that an entry names cannot go, so the entries go first.
        foreach (var command in entries.Concat(groups))
        {
            writer.WriteLine(Removal + command);
        }

        string Group(string name, IEnumerable<IPPrefix> prefixes)
        {
            List<string> members = [.. prefixes.Select(prefix => " network-object " + Spell(prefix))];
            var group = $"object-group network TORINTEL-{name}-{ContentDigest.Of(members)}";
            writer.WriteLine(group);
            members.ForEach(writer.WriteLine);
            writer.WriteLine("exit");
            groups.Add("no " + group);
            return group.Replace(" network ", " ", StringComparison.Ordinal);
        }

        void Deny(string list, string what)
        {
            writer.WriteLine($"access-list TORINTEL-{list} line 1 extended deny {what}");
            entries.Add($"no access-list TORINTEL-{list} extended deny {what}");
        }
    }

    private static string Spell(IPPrefix prefix)
    {
        var address = prefix.Address.ToString();
        return prefix.IsHost ? "host " + address
            : prefix.IsIPv4 ? address + " " + IPAddressValue.FromIPv4((uint)(0xFFFF_FFFF_0000_0000UL >> prefix.Length)).ToString()
            : prefix.ToString();
    }
}
