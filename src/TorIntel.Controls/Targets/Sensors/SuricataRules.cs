using System.Globalization;
using System.Text;

namespace TorIntel.Controls;

/// <summary>Rules of Suricata, for it and for what takes its rules.</summary>
/// <remarks>
/// <para>Tor is TCP only, so the rules are. An OR endpoint is an address with its port: there is a rule for each port, with the addresses that have it.</para>
/// <para>The numbers of rules stay: a rule of a port has one that is made from the port, a rule of a name one from the name. A line may have 8,191 bytes, so long lists take several.</para>
/// <para>A negated content that must be at the end is right from Suricata 7 on; earlier versions take it for one that must be nowhere.</para>
/// </remarks>
internal static class SuricataRules
{
    private const int Fixed = 181_000_000;
    private const int WithoutPort = 181_100_000;
    private const int FirstName = 182_000_000;
    private const int FirstPort = 183_000_000;
    private const int NameSlots = 100_000;
    private const int MaxListLength = 7_000;
    private const int MaxChunks = 50;

    /// <summary>Makes the rules of a plan.</summary>
    /// <param name="output">The plan; what is taken of it counts as entries, but for the sources.</param>
    /// <param name="source">The address of a rule about sources.</param>
    /// <param name="sourceOptions">Options of such a rule, each with its semicolon and a space.</param>
    /// <param name="hasSources">Whether there are any sources.</param>
    public static IReadOnlyList<string> Of(ControlOutput output, string source, string sourceOptions, bool hasSources)
    {
        var plan = output.Plan;
        List<string> rules = [];
        if (hasSources)
        {
            ForEachSide(plan, plan.Inbound, (action, ours, side) =>
                rules.Add(Rule(action, $"tcp {source} any -> {ours} any", "connection from a Tor exit", $"flow:to_server; {sourceOptions}", Fixed + 10 + side)));
        }

        foreach (var (port, addresses) in output.TakeEndpoints(plan.Destinations).ByPort())
        {
            AddLists(addresses.Select(address => address.ToString()), port.ToString(CultureInfo.InvariantCulture), "connection to a Tor relay", FirstPort + (port * MaxChunks * 2));
        }

        AddLists(output.TakePrefixes(plan.DestinationsWithoutPort).Select(prefix => prefix.Short()), "any", "connection to the address of a Tor relay", WithoutPort);
        HashSet<int> slots = [];
        foreach (var name in output.TakeNames(plan.Names))
        {
            var slot = SlotOf(name.Suffix, slots);
            var exceptions = string.Concat(plan.NameExceptions.Where(host => host.EndsWith("." + name.Suffix, StringComparison.Ordinal)).Select(host => $"content:!\".{host}\"; nocase; endswith; "));
            foreach (var (protocol, buffer, what, offset) in new[] { ("dns", "dns.query", "query for a name", 0), ("tls", "tls.sni", "TLS to a name", 2) })
            {
                ForEachSide(plan, plan.Outbound, (action, ours, side) => rules.Add(Rule(
                    action, $"{protocol} {ours} any -> any any", $"{what} at or below {name.Suffix}", $"{buffer}; dotprefix; content:\".{name.Suffix}\"; nocase; endswith; {exceptions}", FirstName + (slot * 4) + offset + side)));
            }
        }

        // Ports alone are weak evidence: never more than an alert.
        if (plan.RelayPorts.Count != 0)
        {
            rules.Add(Rule(ControlAction.Monitor, $"tcp $HOME_NET any -> $EXTERNAL_NET [{string.Join(',', plan.RelayPorts)}]", "connection to a customary port of Tor relays", "flow:to_server; ", Fixed + 20));
        }

        if (plan.ClientPorts.Count != 0)
        {
            rules.Add(Rule(ControlAction.Monitor, $"tcp any any -> $HOME_NET [{string.Join(',', plan.ClientPorts)}]", "connection to a customary port of Tor clients", "flow:to_server; ", Fixed + 30));
        }

        return rules;

        void AddLists(IEnumerable<string> addresses, string port, string what, int firstId)
        {
            foreach (var (number, list) in ListsOf(addresses).Index())
            {
                if (number == MaxChunks && !output.IsDraft)
                {
                    throw new ControlRefusedException(ControlRefusal.TooLarge, string.Create(CultureInfo.InvariantCulture, $"More than {MaxChunks} rules would be needed for the addresses with port {port}."));
                }

                ForEachSide(plan, plan.Outbound, (action, ours, side) =>
                    rules.Add(Rule(action, $"tcp {ours} any -> [{list}] {port}", what, "flow:to_server; ", firstId + (number * 2) + side)));
            }
        }
    }

    // Ours without the networks that are only monitored, and these by themselves. In a group of negations alone, Suricata adds all addresses of the families that are negated, and none of the other
    // (DetectAddressMergeNot in detect-engine-address.c), so what it is to be taken from has to be said.
    private static void ForEachSide(ControlPlan plan, ControlAction action, Action<ControlAction, string, int> add)
    {
        if (plan.Monitored() is { Count: > 0 } monitored)
        {
            add(action, $"[$HOME_NET,{string.Join(',', monitored.Select(network => $"!{network}"))}]", 0);
            add(ControlAction.Monitor, $"[{string.Join(',', monitored)}]", 1);
        }
        else
        {
            add(action, "$HOME_NET", 0);
        }
    }

    private static string Rule(ControlAction action, string header, string what, string options, int id) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(action == ControlAction.Block ? "drop" : "alert")} {header} (msg:\"TorIntel: {what}\"; {options}classtype:policy-violation; metadata:mitre_tactic_id TA0011, mitre_technique_id T1090_003; sid:{id}; rev:1;)");

    private static IEnumerable<string> ListsOf(IEnumerable<string> addresses)
    {
        var list = new StringBuilder();
        foreach (var address in addresses)
        {
            if (list.Length + address.Length >= MaxListLength)
            {
                yield return list.ToString();
                list.Clear();
            }

            list.Append(list.Length == 0 ? "" : ",").Append(address);
        }

        if (list.Length != 0)
        {
            yield return list.ToString();
        }
    }

    // FNV-1a: the same on every system, and short. Of two names in one slot the later one moves on.
    private static int SlotOf(string name, HashSet<int> taken)
    {
        var hash = 2_166_136_261;
        foreach (var c in name)
        {
            hash = unchecked((hash ^ c) * 16_777_619);
        }

        var slot = (int)(hash % NameSlots);
        while (!taken.Add(slot))
        {
            slot = (slot + 1) % NameSlots;
        }

        return slot;
    }
}
