using System.Globalization;

namespace TorIntel.Controls;

/// <summary>A stateful rule group of AWS Network Firewall, as <c>create-rule-group --rule-group</c> takes it.</summary>
internal sealed class AwsNetworkFirewallTarget() : ControlTarget("aws-network-firewall", "rule group for AWS Network Firewall", new ControlTargetTraits
{
    FileName = "tor-network-firewall.json",
    Comment = null,
    MonitoredNetworks = true,
    Endpoints = true,
    Ports = true,
    Names = true,
    NameExceptions = true, // its engine is Suricata 7
    Limits = "30,000 rules, 2,000,000 characters",
    CheckedBy = "grammar test, from the reference of the AWS Network Firewall API (RuleGroup)",
})
{
    private const int MaxRules = 30_000;
    private const int MaxRulesLength = 2_000_000;

    protected override void WriteBytes(ControlOutput output, Stream stream, string file)
    {
        var sources = output.TakePrefixes(output.Plan.Sources);
        var taken = SuricataRules.Of(output, "$TOR_SOURCES", "", hasSources: sources.Count != 0);
        if (taken.Count > MaxRules && !output.IsDraft)
        {
            throw new ControlRefusedException(ControlRefusal.TooLarge, string.Create(CultureInfo.InvariantCulture, $"{Name}: {taken.Count} rules are needed, and {MaxRules} are taken. Write one direction or family at a time."));
        }

        // A group's capacity is fixed when it is made, so the number has to be known then.
        var count = string.Create(CultureInfo.InvariantCulture, $"# {taken.Count} rules: a group with --capacity of at least as many");
        var rules = string.Join('\n', [.. output.Header.Select(line => "# " + line), count, .. taken]);
        if (rules.Length > MaxRulesLength && !output.IsDraft)
        {
            throw new ControlRefusedException(ControlRefusal.TooLarge, string.Create(CultureInfo.InvariantCulture, $"{Name}: the rules have {rules.Length} characters, and {MaxRulesLength} are taken. Write one direction or family at a time."));
        }

        ControlJson.Write(stream, json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("RulesSource");
            json.WriteString("RulesString", rules + "\n");
            json.WriteEndObject();
            if (sources.Count != 0)
            {
                json.WriteStartObject("RuleVariables");
                json.WriteStartObject("IPSets");
                json.WriteStartObject("TOR_SOURCES");
                json.Strings("Definition", sources.Select(prefix => prefix.ToString()));
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndObject();
            }

            // A group must have the order of the policy that it is added to, and AWS recommends this one.
            json.WriteStartObject("StatefulRuleOptions");
            json.WriteString("RuleOrder", "STRICT_ORDER");
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
