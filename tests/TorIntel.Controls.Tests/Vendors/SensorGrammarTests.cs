using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>Rules and data of sensors are such as their documentation has them.</summary>
public sealed partial class SensorGrammarTests
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public static TheoryData<ControlPolicy> Policies => [.. Enum.GetValues<ControlPolicy>()];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Suricata_takes_every_rule(ControlPolicy policy) => AssertRules(VendorPlans.Entries("suricata-rules", policy));

    [Theory]
    [MemberData(nameof(Policies))]
    public void AWS_Network_Firewall_gets_rules_that_name_only_sets_that_are_there(ControlPolicy policy)
    {
        using var document = JsonDocument.Parse(VendorPlans.Write("aws-network-firewall", policy));
        var root = document.RootElement;
        var text = root.GetProperty("RulesSource").GetProperty("RulesString").GetString()!;
        var rules = text.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith("# ", StringComparison.Ordinal)).ToArray();

        AssertRules(rules);
        Assert.Contains($"\n# {rules.Length} rules: ", text, StringComparison.Ordinal);
        Assert.Equal("STRICT_ORDER", root.GetProperty("StatefulRuleOptions").GetProperty("RuleOrder").GetString());
        Assert.DoesNotContain("dataset", text, StringComparison.Ordinal);
        var hasSets = root.TryGetProperty("RuleVariables", out var variables);
        Assert.Equal(hasSets, text.Contains("$TOR_SOURCES", StringComparison.Ordinal));
        Assert.All(hasSets ? variables.GetProperty("IPSets").GetProperty("TOR_SOURCES").GetProperty("Definition").EnumerateArray() : [], item => Assert.True(IPPrefix.TryParse(item.GetString(), out _)));
    }

    [Fact]
    public void AWS_Network_Firewall_gets_no_more_rules_than_a_group_takes()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("many ports", VendorPlans.Options(ControlPolicy.BlockOutbound).Now));
        for (var i = 0; i < 30_001; i++)
        {
            builder.AddRelay(new TorRelayDescription
            {
                Fingerprint = RelayFingerprint.Parse(i.ToString("X40", System.Globalization.CultureInfo.InvariantCulture)),
                OrEndpoints = [new IPEndpointValue(IPAddressValue.FromIPv4(0xC612_0000 + (uint)i), (ushort)(20_000 + i))],
            });
        }

        var refusal = Assert.Throws<ControlRefusedException>(() => VendorPlans.Write(VendorPlans.Target("aws-network-firewall"), VendorPlans.Plan(ControlPolicy.BlockOutbound, builder.Build())));
        Assert.Equal(ControlRefusal.TooMany, refusal.Reason);
        Assert.Contains("30000 are taken", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_of_a_port_has_exactly_the_addresses_with_that_port()
    {
        var rules = VendorPlans.Entries("suricata-rules", ControlPolicy.BlockOutbound);

        Assert.Contains(rules, rule => rule.StartsWith("drop tcp $HOME_NET any -> [192.0.2.10,2001:db8::10] 9001 (", StringComparison.Ordinal));
        var parts = rules.Select(rule => RuleHeader().Match(rule)).Where(match => match.Groups["protocol"].Value == "tcp" && match.Groups["port"].Value is not ("any" or ['[', ..]));
        var written = parts.SelectMany(match => match.Groups["list"].Value.Trim('[', ']').Split(',').Select(address => $"{address} {match.Groups["port"].Value}"));
        var plan = VendorPlans.Plan(ControlPolicy.BlockOutbound);
        Assert.Equal(plan.Destinations.Select(row => $"{row.Endpoint.Address} {row.Endpoint.Port}").Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Monitoring_never_drops_and_ports_alone_never_do()
    {
        Assert.All(VendorPlans.Entries("suricata-rules", ControlPolicy.MonitorOutbound).Concat(VendorPlans.Entries("suricata-rules", ControlPolicy.MonitorInbound)), rule => Assert.StartsWith("alert ", rule, StringComparison.Ordinal));
        Assert.All(VendorPlans.Entries("suricata-rules", ControlPolicy.Blended).Where(rule => rule.Contains("customary", StringComparison.Ordinal)), rule => Assert.StartsWith("alert ", rule, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_blended_drops_except_for_monitored_networks()
    {
        var rules = VendorPlans.Entries("suricata-rules", ControlPolicy.Blended);

        Assert.Contains(rules, rule => rule.StartsWith("drop tcp any any -> [!10.20.0.0/16,!2001:db8:20::/48] any (", StringComparison.Ordinal));
        Assert.Contains(rules, rule => rule.StartsWith("alert tcp any any -> [10.20.0.0/16,2001:db8:20::/48] any (", StringComparison.Ordinal));
    }

    [Fact]
    public void Long_lists_take_several_rules_none_longer_than_Suricata_reads()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("many", VendorPlans.Options(ControlPolicy.BlockOutbound).Now));
        for (var i = 0; i < 3_000; i++)
        {
            builder.AddRelay(new TorRelayDescription
            {
                Fingerprint = RelayFingerprint.Parse(i.ToString("X40", System.Globalization.CultureInfo.InvariantCulture)),
                OrEndpoints = [new IPEndpointValue(IPAddressValue.FromIPv4(0xC633_0000 + (uint)(i * 3)), 443)],
            });
        }

        var text = VendorPlans.Write(VendorPlans.Target("suricata-rules"), VendorPlans.Plan(ControlPolicy.BlockOutbound, builder.Build()));
        var rules = text.Split('\n').Where(line => line.Contains("] 443 (", StringComparison.Ordinal)).ToArray();

        Assert.InRange(rules.Length, 2, 50);
        Assert.All(rules, rule => Assert.InRange(rule.Length, 1, 8_191));
        AssertRules(rules);
        Assert.InRange(rules.Sum(rule => rule.Count(c => c == ',')), 2_900, 3_200);
    }

    [Fact]
    public void Rules_keep_their_numbers_when_others_come_and_go()
    {
        var before = VendorPlans.Entries("suricata-rules", ControlPolicy.BlockOutbound);
        var options = VendorPlans.Options(ControlPolicy.BlockOutbound);
        var plan = ControlPlan.Make(VendorPlans.Network, options with { AllowedHosts = [.. options.AllowedHosts, "onion.ws"], AllowedNetworks = [IPPrefix.Parse("192.0.2.10/32")], IncludePorts = false });
        var after = VendorPlans.Write(VendorPlans.Target("suricata-rules"), plan).Split('\n').Where(line => line is not ("" or ['#', ..])).ToArray();

        var numbers = before.ToDictionary(rule => Message().Match(rule).Value + RuleHeader().Match(rule).Groups["port"].Value, rule => Number().Match(rule).Value, StringComparer.Ordinal);
        Assert.True(after.Length < before.Length);
        Assert.All(after, rule => Assert.Equal(numbers[Message().Match(rule).Value + RuleHeader().Match(rule).Groups["port"].Value], Number().Match(rule).Value));
    }

    [Fact]
    public void Datasets_have_addresses_as_they_are_and_names_in_base64()
    {
        Assert.Equal(["tor-sources.lst", "tor-destinations.lst", "tor-names.lst"], VendorPlans.Target("suricata-dataset").FilesOf(VendorPlans.Plan(ControlPolicy.Blended)));
        Assert.All(VendorPlans.Lines("suricata-dataset", ControlPolicy.BlockInbound), line => Assert.True(IPAddressValue.TryParse(line, out _), line));
        Assert.All(VendorPlans.Lines("suricata-dataset", ControlPolicy.BlockOutbound, "tor-destinations.lst"), line => Assert.True(IPAddressValue.TryParse(line, out _), line));
        Assert.Equal(["onion.ws", "tor2web.io"], VendorPlans.Lines("suricata-dataset", ControlPolicy.BlockOutbound, "tor-names.lst").Select(line => Encoding.ASCII.GetString(Convert.FromBase64String(line))));
        Assert.Contains("load tor-sources.lst;", VendorPlans.Write("suricata-rules", ControlPolicy.BlockInbound), StringComparison.Ordinal);
    }

    [Fact]
    public void Reputation_has_known_categories_and_scores_within_bounds()
    {
        var categories = VendorPlans.Entries("suricata-iprep", ControlPolicy.Blended, "tor-categories.txt").Select(line => line.Split(',')).ToArray();
        Assert.All(categories, fields => Assert.Equal(3, fields.Length));
        Assert.All(categories, fields => Assert.InRange(int.Parse(fields[0], System.Globalization.CultureInfo.InvariantCulture), 1, 60));
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var line in VendorPlans.Entries("suricata-iprep", ControlPolicy.Blended, "tor-reputation.list"))
        {
            var fields = line.Split(',');
            Assert.Equal(3, fields.Length);
            Assert.True(IPAddressValue.TryParse(fields[0], out _) || IPPrefix.TryParse(fields[0], out _), line);
            Assert.Contains(categories, category => category[0] == fields[1]);
            Assert.InRange(int.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture), 1, 127);
            Assert.True(seen.Add(fields[0] + fields[1]), line);
        }

        Assert.Contains("192.0.2.10" + "60", seen);
        Assert.DoesNotContain("192.0.2.10" + "59", seen);
    }

    [Fact]
    public void Zeek_gets_four_fields_in_every_line_and_types_that_fit()
    {
        var lines = VendorPlans.Lines("zeek-intel", ControlPolicy.Blended).SkipWhile(line => !line.StartsWith("#fields", StringComparison.Ordinal)).ToArray();

        Assert.Equal("#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc", lines[0]);
        foreach (var fields in lines.Skip(1).Select(line => line.Split('\t')))
        {
            Assert.Equal(4, fields.Length);
            Assert.DoesNotContain("", fields);
            Assert.True(fields[1] switch
            {
                "Intel::ADDR" => IPAddressValue.TryParse(fields[0], out _),
                "Intel::SUBNET" => IPPrefix.TryParse(fields[0], out _),
                "Intel::DOMAIN" => fields[0].Contains('.', StringComparison.Ordinal),
                _ => false,
            }, string.Join(' ', fields));
        }

        Assert.Equal(["onion.ws", "tor2web.io"], lines.Where(line => line.Contains("Intel::DOMAIN", StringComparison.Ordinal)).Select(line => line.Split('\t')[0]));
        Assert.Equal(lines.Distinct(StringComparer.Ordinal), lines);
    }

    private static void AssertRules(IReadOnlyList<string> rules)
    {
        Assert.NotEmpty(rules);
        HashSet<string> numbers = new(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            Assert.Matches(Rule(), rule);
            Assert.True(numbers.Add(Number().Match(rule).Value), rule);
            var header = RuleHeader().Match(rule);
            Assert.True(header.Success, rule);
            Assert.All(header.Groups["list"].Value is ['[', ..] list ? list.Trim('[', ']').Split(',') : [], item =>
                Assert.True(IPAddressValue.TryParse(item.TrimStart('!'), out _) || IPPrefix.TryParse(item.TrimStart('!'), out _), item));
        }
    }

    [GeneratedRegex(
        """^(drop|alert) (tcp|dns|tls) \S+ any -> \S+ \S+ \(msg:"TorIntel: [A-Za-z0-9 .-]+"; (flow:to_server; )?(ip\.src; dataset:isset,tor-sources,type ip,load tor-sources\.lst; |(dns\.query|tls\.sni); dotprefix; content:"\.[a-z0-9.-]+"; nocase; endswith; )?classtype:policy-violation; metadata:mitre_tactic_id TA0011, mitre_technique_id T1090_003; sid:\d+; rev:1;\)$""",
        Options,
        1000)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\w+ (?<protocol>\w+) \S+ any -> (?<list>\S+) (?<port>\S+) \(", Options, 1000)]
    private static partial Regex RuleHeader();

    [GeneratedRegex("sid:[0-9]+", Options, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("msg:\"[^\"]+\"", Options, 1000)]
    private static partial Regex Message();
}
