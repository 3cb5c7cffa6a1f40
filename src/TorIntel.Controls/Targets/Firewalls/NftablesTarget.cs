using System.Globalization;

namespace TorIntel.Controls;

/// <summary>A table of nftables by itself, which is replaced as a whole in one transaction.</summary>
/// <remarks>
/// Rules look at packets in the direction of a connection's first one, so what answers connections of ours is left alone: a web server may share its address with an exit. What is logged
/// is logged once a connection.
/// </remarks>
internal sealed class NftablesTarget() : ControlTarget("nftables", "nftables: a table of its own, replaced as a whole", new ControlTargetTraits
{
    FileName = "torintel.nft",
    MonitoredNetworks = true,
    Endpoints = true,
    Ports = true,
    Expiry = true,
    CheckedBy = "nft -c -f (nftables)",
})
{
    private static readonly (string Digit, string Type, string Header, ControlFamily Family)[] s_families =
        [("4", "ipv4_addr", "ip", ControlFamily.IPv4), ("6", "ipv6_addr", "ip6", ControlFamily.IPv6)];

    protected override void Write(ControlOutput output, string file)
    {
        var writer = output.Writer;
        output.WriteHeader();
        writer.WriteLine("# nft -f FILE replaces the table in one transaction; other tables stay as they are.");
        writer.WriteLine("add table inet torintel");
        writer.WriteLine("delete table inet torintel");
        writer.WriteLine("table inet torintel {");
        List<string> inbound = [];
        List<string> outbound = [];
        foreach (var family in s_families)
        {
            WriteFamily(output, family, inbound, outbound);
        }

        var plan = output.Plan;
        if (plan.ClientPorts.Count != 0)
        {
            inbound.Add(LogPorts(plan.ClientPorts));
        }

        if (plan.RelayPorts.Count != 0)
        {
            outbound.Add(LogPorts(plan.RelayPorts));
        }

        WriteChain(writer, "from_tor", inbound);
        WriteChain(writer, "into_tor", outbound);
        WriteHook(writer, "input", inbound, []);
        WriteHook(writer, "forward", inbound, outbound);
        WriteHook(writer, "output", [], outbound);
        writer.WriteLine("}");
    }

    private static void WriteFamily(ControlOutput output, (string Digit, string Type, string Header, ControlFamily Family) of, List<string> inbound, List<string> outbound)
    {
        var plan = output.Plan;
        var seconds = plan.SecondsLeft();
        var hasMonitored = false;
        if (plan.Options.Policy == ControlPolicy.Blended)
        {
            var monitored = PrefixCover.Of(plan.Options.MonitoredNetworks.Where(prefix => prefix.IsIPv4 == (of.Family == ControlFamily.IPv4)));
            hasMonitored = WriteSet(output.Writer, "monitored" + of.Digit, of.Type, isInterval: true, null, monitored.Select(ControlFormats.Short));
        }

        if (WriteSet(output.Writer, "exit" + of.Digit, of.Type, isInterval: true, seconds, output.TakePrefixes(plan.Sources, of.Family).Select(ControlFormats.Short)))
        {
            AddRules(inbound, plan.Inbound, $"{of.Header} saddr @exit{of.Digit}", hasMonitored ? $"{of.Header} daddr @monitored{of.Digit}" : null, "torintel-in: ");
        }

        var ours = hasMonitored ? $"{of.Header} saddr @monitored{of.Digit}" : null;
        var endpoints = output.TakeEndpoints(plan.Destinations, of.Family);
        if (WriteSet(output.Writer, "entry" + of.Digit, of.Type + " . inet_service", isInterval: false, seconds, endpoints.Select(row => $"{IPPrefix.Host(row.Endpoint.Address).Short()} . {row.Endpoint.Port}")))
        {
            AddRules(outbound, plan.Outbound, $"{of.Header} daddr . tcp dport @entry{of.Digit}", ours, "torintel-out: ");
        }

        if (WriteSet(output.Writer, "relay" + of.Digit, of.Type, isInterval: true, seconds, output.TakePrefixes(plan.DestinationsWithoutPort, of.Family).Select(ControlFormats.Short)))
        {
            AddRules(outbound, plan.Outbound, $"meta l4proto tcp {of.Header} daddr @relay{of.Digit}", ours, "torintel-out: ");
        }
    }

    private static bool WriteSet(TextWriter writer, string name, string type, bool isInterval, long? seconds, IEnumerable<string> elements)
    {
        var separator = "";
        foreach (var element in elements)
        {
            if (separator.Length == 0)
            {
                var flags = (isInterval, seconds) switch { (true, null) => "interval", (true, _) => "interval, timeout", (false, null) => "", _ => "timeout" };
                writer.WriteLine($"\tset {name} {{");
                writer.WriteLine($"\t\ttype {type}");
                if (flags.Length != 0)
                {
                    writer.WriteLine($"\t\tflags {flags}");
                }

                if (isInterval)
                {
                    writer.WriteLine("\t\tauto-merge");
                }

                if (seconds is not null)
                {
                    writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\t\ttimeout {seconds}s"));
                }

                writer.Write("\t\telements = {");
            }

            writer.Write(separator);
            writer.Write("\n\t\t\t");
            writer.Write(element);
            separator = ",";
        }

        if (separator.Length == 0)
        {
            return false; // An empty set needs no rule.
        }

        writer.WriteLine("\n\t\t}");
        writer.WriteLine("\t}");
        return true;
    }

    private static void AddRules(List<string> rules, ControlAction action, string match, string? ours, string prefix)
    {
        if (action == ControlAction.Monitor)
        {
            rules.Add(Log(match, prefix));
            return;
        }

        if (ours is not null)
        {
            rules.Add(Log($"{match} {ours}", prefix));
            rules.Add($"{match} {ours} accept"); // For this table only: an accept of one hook lets the others decide.
        }

        rules.Add($"{match} counter drop");
    }

    // Limited, or whoever knocks fills the log. All are counted, and the rule that drops or accepts is another one.
    private static string Log(string match, string prefix) => $"{match} ct state new,untracked counter limit rate 10/second burst 50 packets log prefix \"{prefix}\"";

    private static string LogPorts(IReadOnlyList<ushort> ports) => Log($"tcp dport {{ {string.Join(", ", ports)} }}", "torintel-port: ");

    private static void WriteChain(TextWriter writer, string name, List<string> rules)
    {
        if (rules.Count != 0)
        {
            writer.WriteLine($"\tchain {name} {{");
            writer.WriteLine("\t\tct direction reply return");
            rules.ForEach(rule => writer.WriteLine("\t\t" + rule));
            writer.WriteLine("\t}");
        }
    }

    private static void WriteHook(TextWriter writer, string hook, List<string> inbound, List<string> outbound)
    {
        if (inbound.Count + outbound.Count != 0)
        {
            writer.WriteLine($"\tchain {hook} {{");
            writer.WriteLine($"\t\ttype filter hook {hook} priority -10; policy accept;");
            if (inbound.Count != 0)
            {
                writer.WriteLine("\t\tjump from_tor");
            }

            if (outbound.Count != 0)
            {
                writer.WriteLine("\t\tjump into_tor");
            }

            writer.WriteLine("\t}");
        }
    }
}
