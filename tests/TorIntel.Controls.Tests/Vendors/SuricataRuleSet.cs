using System.Text.Json;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>The rules that a plan comes to, asked what they do with a connection or a name.</summary>
internal sealed class SuricataRuleSet
{
    /// <summary>What is the operator's own in the tests.</summary>
    public const string HomeNet = "[10.0.0.0/8,2001:db8:20::/44]";

    private readonly List<SuricataRule> _rules;

    private SuricataRuleSet(List<SuricataRule> rules)
    {
        _rules = rules;
        Assert.NotEmpty(rules);
        Assert.Equal(rules.Count, rules.Select(rule => rule.Number).Distinct().Count());
    }

    public IReadOnlyList<SuricataRule> Rules => _rules;

    /// <summary>Writes a plan for <c>suricata-rules</c> or <c>aws-network-firewall</c>, with what belongs to it, and reads it.</summary>
    public static SuricataRuleSet Of(string target, ControlPlan plan, string homeNet = HomeNet)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["HOME_NET"] = homeNet, ["EXTERNAL_NET"] = "!$HOME_NET" };
        var text = VendorPlans.Write(VendorPlans.Target(target), plan);
        if (target == "aws-network-firewall")
        {
            using var document = JsonDocument.Parse(text);
            text = document.RootElement.GetProperty("RulesSource").GetProperty("RulesString").GetString()!;
            foreach (var set in document.RootElement.TryGetProperty("RuleVariables", out var own) ? own.GetProperty("IPSets").EnumerateObject() : default)
            {
                variables.Add(set.Name, $"[{string.Join(',', set.Value.GetProperty("Definition").EnumerateArray().Select(item => item.GetString()))}]");
            }
        }

        return new SuricataRuleSet([.. text.Split('\n').Where(line => line is not ("" or ['#', ..])).Select(line => SuricataRule.Parse(line, variables, Load))]);

        IEnumerable<string> Load(string file) => VendorPlans.Write(VendorPlans.Target("suricata-dataset"), plan, file).TrimEnd('\n').Split('\n');
    }

    public IEnumerable<string> OnConnection(IPAddressValue from, IPAddressValue to, ushort port) => _rules.Where(rule => rule.MatchesConnection(from, to, port)).Select(rule => rule.Action);

    public IEnumerable<string> OnName(string protocol, IPAddressValue from, string name) => _rules.Where(rule => rule.MatchesName(protocol, from, name)).Select(rule => rule.Action);
}
