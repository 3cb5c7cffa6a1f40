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
    CheckedBy = "grammar test, from the reference of the AWS Network Firewall API (RuleGroup)",
})
{
    private const int MaxRulesLength = 2_000_000;

    protected override void WriteBytes(ControlOutput output, Stream stream, string file)
    {
        var sources = output.TakePrefixes(output.Plan.Sources);
        var rules = string.Join('\n', [.. output.Plan.Header.Select(line => "# " + line), .. SuricataRules.Of(output, "$TOR_SOURCES", "", hasSources: sources.Count != 0)]);
        if (rules.Length > MaxRulesLength)
        {
            throw new ControlRefusedException(string.Create(CultureInfo.InvariantCulture, $"{Name}: the rules have {rules.Length} characters, and {MaxRulesLength} are taken. Write one direction or family at a time."));
        }

        ControlJson.Write(stream, json =>
        {
            json.WriteStartObject();
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

            json.WriteStartObject("RulesSource");
            json.WriteString("RulesString", rules + "\n");
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
