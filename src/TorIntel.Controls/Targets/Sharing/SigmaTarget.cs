using System.Globalization;

namespace TorIntel.Controls;

/// <summary>Rules of Sigma, several documents in a file. A rule detects, whatever the policy: where Tor is blocked its level is higher, and networks that are only monitored are detected like the rest.</summary>
/// <remarks>A rule with thousands of addresses becomes a query with as many; where what runs it has look-ups, a table of them is better.</remarks>
internal sealed class SigmaTarget() : ControlTarget("sigma", "Sigma rules", new ControlTargetTraits
{
    FileName = "tor-sigma.yml",
    Endpoints = true,
    Ports = true,
    Names = true,
    NameExceptions = true,
    CheckedBy = "yamllint and PyYAML; evaluator in the tests, from the Sigma rules specification 2.0",
})
{
    // When the rules were written first; what they list changes from time to time.
    private const string Created = "2026-11-28";

    protected override void Write(ControlOutput output, string file)
    {
        var (plan, writer) = (output.Plan, output.Writer);
        output.WriteHeader();
        var modified = plan.ListTime().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (string.CompareOrdinal(modified, Created) < 0)
        {
            modified = Created; // An old list; no rule is modified before it is there.
        }

        var isFirst = true;
        if (output.TakePrefixes(plan.Sources) is { Count: > 0 } sources)
        {
            Begin("Connection From Tor Exit", "A connection from an address that Tor traffic leaves at.", "firewall");
            writer.WriteLine("    selection:");
            WriteList("        src_ip|cidr:", sources.Select(prefix => prefix.ToString()));
            End("selection", plan.Inbound);
        }

        if (output.TakeEndpoints(plan.Destinations) is { Count: > 0 } endpoints)
        {
            Begin("Connection To Tor Relay", "A connection to an address and port that lead into the Tor network.", "firewall");
            writer.WriteLine("    selection:");
            foreach (var (port, addresses) in endpoints.ByPort())
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"        - dst_port: {port}"));
                WriteList("          dst_ip|cidr:", addresses.Select(address => IPPrefix.Host(address).ToString()), "              ");
            }

            End("selection", plan.Outbound);
        }

        if (output.TakePrefixes(plan.DestinationsWithoutPort) is { Count: > 0 } destinations)
        {
            Begin("Connection To Address Of Tor Relay", "A connection to an address of a relay whose port is not known, so that another service may be meant.", "firewall");
            writer.WriteLine("    selection:");
            WriteList("        dst_ip|cidr:", destinations.Select(prefix => prefix.ToString()));
            End("selection", ControlAction.Monitor);
        }

        if (output.TakeNames(plan.Names) is { Count: > 0 } names)
        {
            foreach (var (category, field) in new[] { ("dns", "query"), ("dns_query", "QueryName") })
            {
                Begin($"Query For Tor Name ({field})", "A query for a name under onion, or for a Tor2web gateway.", category);
                writer.WriteLine("    selection_below:");
                WriteList($"        {field}|endswith:", names.Select(name => "." + name.Suffix));
                writer.WriteLine("    selection_itself:");
                WriteList($"        {field}:", names.Select(name => name.Suffix));
                if (plan.NameExceptions.Count != 0)
                {
                    writer.WriteLine("    filter_below:");
                    WriteList($"        {field}|endswith:", plan.NameExceptions.Select(name => "." + name));
                    writer.WriteLine("    filter_itself:");
                    WriteList($"        {field}:", plan.NameExceptions);
                }

                End(plan.NameExceptions.Count == 0 ? "1 of selection_*" : "1 of selection_* and not 1 of filter_*", plan.Outbound);
            }
        }

        foreach (var (title, description, ports) in new[]
        {
            ("Connection To Customary Tor Relay Port", "Weak evidence by itself.", plan.RelayPorts),
            ("Connection To Customary Tor Client Port", "Weak evidence by itself.", plan.ClientPorts),
        })
        {
            if (ports.Count != 0)
            {
                Begin(title, description, "firewall");
                writer.WriteLine("    selection:");
                writer.WriteLine("        dst_port:");
                foreach (var port in ports)
                {
                    writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"            - {port}"));
                }

                End("selection", ControlAction.None);
            }
        }

        void Begin(string title, string description, string category)
        {
            if (!isFirst)
            {
                writer.WriteLine("---");
            }

            isFirst = false;
            writer.WriteLine($"title: {title}");
            writer.WriteLine($"id: {NamedUuid.Of("sigma rule " + title)}");
            writer.WriteLine("status: experimental");
            writer.WriteLine($"description: {SafeText.Yaml(description)}");
            writer.WriteLine("references:");
            writer.WriteLine("    - https://attack.mitre.org/techniques/T1090/003/");
            writer.WriteLine("author: TorIntel");
            writer.WriteLine($"date: {Created}");
            writer.WriteLine($"modified: {modified}");
            writer.WriteLine("tags:");
            writer.WriteLine("    - attack.command-and-control");
            writer.WriteLine("    - attack.t1090.003");
            writer.WriteLine("logsource:");
            writer.WriteLine($"    category: {category}");
            if (category == "dns_query")
            {
                writer.WriteLine("    product: windows");
            }

            writer.WriteLine("detection:");
        }

        void WriteList(string key, IEnumerable<string> values, string indent = "            ")
        {
            writer.WriteLine(key);
            foreach (var value in values)
            {
                writer.WriteLine($"{indent}- {SafeText.Yaml(value)}");
            }
        }

        void End(string condition, ControlAction action)
        {
            writer.WriteLine($"    condition: {condition}");
            writer.WriteLine("falsepositives:");
            writer.WriteLine("    - People who protect their privacy with Tor");
            writer.WriteLine($"level: {action switch { ControlAction.Block => "medium", ControlAction.Monitor => "low", _ => "informational" }}");
        }
    }
}
