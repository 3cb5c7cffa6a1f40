using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>Rules and data of sensors are such as their documentation has them, and match what the plan has and nothing else.</summary>
public sealed class SensorGrammarTests
{
    // SREP_MAX_CATS of Suricata's reputation.h is 60, so that 59 is the last; its user guide says 60.
    private const int LastCategory = 59;

    private static readonly IPAddressValue[] s_ours = [IPAddressValue.Parse("10.1.2.3"), IPAddressValue.Parse("2001:db8:21::5")];
    private static readonly IPAddressValue[] s_monitored = [IPAddressValue.Parse("10.20.1.2"), IPAddressValue.Parse("2001:db8:20::5")];
    private static readonly IPAddressValue[] s_others = [IPAddressValue.Parse("192.0.2.200"), IPAddressValue.Parse("2001:db8:aaaa::5")];

    /// <summary>Both that have the rules of Suricata, every policy, monitored networks of both families, of one, and none.</summary>
    public static IEnumerable<TheoryDataRow<string, ControlPolicy, string>> RuleSets =>
        from target in new[] { "suricata-rules", "aws-network-firewall" }
        from policy in Enum.GetValues<ControlPolicy>()
        from monitored in policy == ControlPolicy.Blended ? new[] { "10.20.0.0/16 2001:db8:20::/48", "10.20.0.0/16", "2001:db8:20::/48", "" } : [""]
        select new TheoryDataRow<string, ControlPolicy, string>(target, policy, monitored);

    [Theory]
    [MemberData(nameof(RuleSets))]
    public void Rules_match_the_connections_of_the_plan_and_no_others(string target, ControlPolicy policy, string monitored)
    {
        var options = VendorPlans.Options(policy) with { IncludePorts = false, MonitoredNetworks = [.. monitored.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPPrefix.Parse)] };
        var plan = ControlPlan.Make(VendorPlans.Network, options);
        var rules = SuricataRuleSet.Of(target, plan);

        foreach (var tor in Probes.Of(plan))
        {
            foreach (var ours in (IPAddressValue[])[.. s_ours, .. s_monitored, .. s_others])
            {
                if (ours.IsIPv4 != tor.IsIPv4)
                {
                    continue;
                }

                Assert.Equal(Expected(plan.Inbound, ours, Probes.IsIn(plan.Sources, tor)), rules.OnConnection(tor, ours, 443));
                foreach (var port in new ushort[] { 22, 443, 9001, 9030 })
                {
                    var isListed = Probes.IsIn(plan.DestinationsWithoutPort, tor) || plan.Destinations.Any(row => row.Endpoint == new IPEndpointValue(tor, port));
                    Assert.Equal(Expected(plan.Outbound, ours, isListed), rules.OnConnection(ours, tor, port));
                }
            }
        }

        string[] Expected(ControlAction action, IPAddressValue ours, bool isListed) => !isListed || action == ControlAction.None || s_others.Contains(ours) ? []
            : [action == ControlAction.Monitor || options.MonitoredNetworks.Any(network => network.Contains(ours)) ? "alert" : "drop"];
    }

    [Theory]
    [InlineData("onion", true)]
    [InlineData("abcdef.onion", true)]
    [InlineData("onion.ws", true)]
    [InlineData("A.B.ONION.WS", true)]
    [InlineData("myshop.onion.ws", true)]
    [InlineData("shop.onion.ws", false)]
    [InlineData("a.Shop.onion.ws", false)]
    [InlineData("shop.onion.ws.tor2web.io", true)]
    [InlineData("fakeonion.ws", false)]
    [InlineData("onion.ws.example", false)]
    [InlineData("example.com", false)]
    public void Rules_match_listed_names_and_those_below_without_the_allowed_ones(string name, bool isListed)
    {
        foreach (var target in new[] { "suricata-rules", "aws-network-firewall" })
        {
            var rules = SuricataRuleSet.Of(target, VendorPlans.PlanWithException(ControlPolicy.Blended));
            foreach (var protocol in new[] { "dns", "tls" })
            {
                Assert.Equal(isListed ? ["drop"] : [], rules.OnName(protocol, s_ours[0], name));
                Assert.Equal(isListed ? ["alert"] : [], rules.OnName(protocol, s_monitored[1], name));
                Assert.Empty(rules.OnName(protocol, s_others[0], name));
            }
        }
    }

    [Theory]
    [InlineData(ControlPolicy.BlockInbound)]
    [InlineData(ControlPolicy.BlockOutbound)]
    [InlineData(ControlPolicy.Blended)]
    public void AWS_Network_Firewall_is_told_the_order_and_the_number_of_rules(ControlPolicy policy)
    {
        using var document = JsonDocument.Parse(VendorPlans.Write("aws-network-firewall", policy));
        var text = document.RootElement.GetProperty("RulesSource").GetProperty("RulesString").GetString()!;

        Assert.Equal("STRICT_ORDER", document.RootElement.GetProperty("StatefulRuleOptions").GetProperty("RuleOrder").GetString());
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\n# {text.TrimEnd('\n').Split('\n').Count(line => !line.StartsWith("# ", StringComparison.Ordinal))} rules: "), text, StringComparison.Ordinal);
        Assert.DoesNotContain("dataset", text, StringComparison.Ordinal);
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
                Fingerprint = RelayFingerprint.Parse(i.ToString("X40", CultureInfo.InvariantCulture)),
                OrEndpoints = [new IPEndpointValue(IPAddressValue.FromIPv4(0xC612_0000 + (uint)i), (ushort)(20_000 + i))],
            });
        }

        var refusal = Assert.Throws<ControlRefusedException>(() => VendorPlans.Write(VendorPlans.Target("aws-network-firewall"), VendorPlans.Plan(ControlPolicy.BlockOutbound, builder.Build())));
        Assert.Equal(ControlRefusal.TooLarge, refusal.Reason);
        Assert.Contains("30000 are taken", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Customary_ports_alone_are_only_logged()
    {
        var rules = SuricataRuleSet.Of("suricata-rules", VendorPlans.Plan(ControlPolicy.Blended));

        Assert.Equal(["alert"], rules.OnConnection(s_ours[0], IPAddressValue.Parse("203.0.113.200"), 9001));
        Assert.Equal(["alert"], rules.OnConnection(IPAddressValue.Parse("203.0.113.200"), s_ours[0], 9150));
        Assert.Empty(rules.OnConnection(s_ours[0], IPAddressValue.Parse("203.0.113.200"), 443));
    }

    // What the tests above rest on: the examples of the user guide, and what Suricata does with negations alone.
    [Theory]
    [InlineData("any", "192.0.2.1", true)]
    [InlineData("!192.0.2.1", "192.0.2.1", false)]
    [InlineData("!192.0.2.1", "192.0.2.2", true)]
    [InlineData("!192.0.2.1", "2001:db8::1", false)]
    [InlineData("[10.0.0.0/24,!10.0.0.5]", "10.0.0.5", false)]
    [InlineData("[10.0.0.0/24,!10.0.0.5]", "10.0.0.6", true)]
    [InlineData("[$EXTERNAL_NET,$HOME_NET]", "192.0.2.1", false)]
    [InlineData("$EXTERNAL_NET", "192.0.2.1", true)]
    [InlineData("$EXTERNAL_NET", "10.1.2.3", false)]
    [InlineData("[192.0.2.0/24,![192.0.2.1,192.0.2.2]]", "192.0.2.2", false)]
    public void Groups_of_addresses_are_those_of_Suricata(string group, string address, bool isIn)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["HOME_NET"] = "10.0.0.0/8", ["EXTERNAL_NET"] = "!$HOME_NET" };

        Assert.Equal(isIn, SuricataAddresses.Parse(group, variables).Contains(IPAddressValue.Parse(address)));
    }

    [Theory]
    [InlineData("sid:", "sid:x")]
    [InlineData(" any -> ", " any ")]
    [InlineData("rev:1;)", "rev:1)")]
    [InlineData("rev:1;)", "rev:1;")]
    [InlineData("$HOME_NET", "$OUR_NET")]
    [InlineData("192.0.2.10", "192.0.2.x")]
    [InlineData("9001", "90010")]
    [InlineData("msg:\"", "msg:")]
    [InlineData("flow:", "flows:")]
    public void A_broken_rule_is_not_taken(string text, string broken)
    {
        var rule = VendorPlans.Entries("suricata-rules", ControlPolicy.BlockOutbound).Single(line => line.Contains("192.0.2.10", StringComparison.Ordinal) && line.Contains(" 9001 (", StringComparison.Ordinal));
        Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["HOME_NET"] = "10.0.0.0/8" };

        Assert.Equal("drop", SuricataRule.Parse(rule, variables, _ => []).Action);
        Assert.Throws<FormatException>(() => SuricataRule.Parse(rule.Replace(text, broken, StringComparison.Ordinal), variables, _ => []));
    }

    [Fact]
    public void Long_lists_take_several_rules_none_longer_than_Suricata_reads()
    {
        var plan = VendorPlans.Plan(ControlPolicy.BlockOutbound, Many(3_000));
        var rules = SuricataRuleSet.Of("suricata-rules", plan);

        Assert.InRange(rules.Rules.Count(rule => rule.Message == "TorIntel: connection to a Tor relay"), 2, 60);
        for (var i = 0; i < 3_000; i += 7)
        {
            Assert.Equal(["drop"], rules.OnConnection(s_ours[0], IPAddressValue.FromIPv4(0xC633_0000 + (uint)(i * 3)), 443));
            Assert.Empty(rules.OnConnection(s_ours[0], IPAddressValue.FromIPv4(0xC633_0001 + (uint)(i * 3)), 443));
        }
    }

    [Fact]
    public void More_addresses_of_a_port_than_there_are_numbers_for_are_refused()
    {
        var refusal = Assert.Throws<ControlRefusedException>(() => VendorPlans.Write(VendorPlans.Target("suricata-rules"), VendorPlans.Plan(ControlPolicy.BlockOutbound, Many(30_000))));

        Assert.Equal(ControlRefusal.TooLarge, refusal.Reason);
    }

    [Fact]
    public void Rules_keep_their_numbers_when_others_come_and_go()
    {
        var before = SuricataRuleSet.Of("suricata-rules", VendorPlans.Plan(ControlPolicy.BlockOutbound)).Rules;
        var options = VendorPlans.Options(ControlPolicy.BlockOutbound);
        var plan = ControlPlan.Make(VendorPlans.Network, options with { AllowedHosts = [.. options.AllowedHosts, "onion.ws"], AllowedNetworks = [IPPrefix.Parse("192.0.2.10/32")], IncludePorts = false });
        var after = SuricataRuleSet.Of("suricata-rules", plan).Rules;

        var numbers = before.ToDictionary(rule => rule.Subject, rule => rule.Number, StringComparer.Ordinal);
        Assert.True(after.Count < before.Count);
        Assert.All(after, rule => Assert.Equal(numbers[rule.Subject], rule.Number));
    }

    [Fact]
    public void Datasets_are_the_addresses_of_the_plan_and_the_gateways_in_base64()
    {
        var plan = VendorPlans.PlanWithException(ControlPolicy.Blended);
        var target = VendorPlans.Target("suricata-dataset");

        Assert.Equal(["tor-sources.lst", "tor-destinations.lst", "tor-names.lst"], target.FilesOf(plan));
        AssertAddresses(plan.Sources, "tor-sources.lst");
        AssertAddresses(plan.DestinationAddresses, "tor-destinations.lst");
        Assert.Equal(["onion.ws", "tor2web.io"], Lines("tor-names.lst").Select(line => Encoding.ASCII.GetString(Convert.FromBase64String(line))));

        string[] Lines(string file) => VendorPlans.Write(target, plan, file).TrimEnd('\n').Split('\n');
        void AssertAddresses(IEnumerable<ControlAddress> rows, string file) =>
            Assert.Equal(rows.SelectMany(row => Probes.All(row.Prefix)).Distinct().Order(), Lines(file).Select(IPAddressValue.Parse).Order());
    }

    [Fact]
    public void Reputation_says_of_each_address_whether_it_is_a_way_out_or_in()
    {
        var plan = VendorPlans.Plan(ControlPolicy.Blended);
        var categories = VendorPlans.Entries("suricata-iprep", ControlPolicy.Blended, "tor-categories.txt").Select(line => line.Split(',')).ToDictionary(fields => fields[0], fields => fields[1], StringComparer.Ordinal);
        Assert.All(categories.Keys, number => Assert.InRange(int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture), 1, LastCategory));
        var rows = VendorPlans.Entries("suricata-iprep", ControlPolicy.Blended, "tor-reputation.list").Select(line => line.Split(','))
            .Select(fields => (Prefix: Prefix(fields[0]), Category: categories[fields[1]], Score: int.Parse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture))).ToArray();
        Assert.All(rows, row => Assert.InRange(row.Score, 1, 127));

        foreach (var address in Probes.Of(plan))
        {
            Assert.Equal(Probes.IsIn(plan.Sources, address) ? [100] : [], Scores("TorExit"));
            var roles = plan.DestinationAddresses.Where(row => row.Prefix.Contains(address)).Select(row => row.Roles).ToArray();
            Assert.Equal(roles.Length == 0 ? [] : [(roles[0] & (RelayRoles.Guard | RelayRoles.Authority)) != 0 ? 60 : 30], Scores("TorRelay"));

            IEnumerable<int> Scores(string category) => rows.Where(row => row.Category == category && row.Prefix.Contains(address)).Select(row => row.Score);
        }
    }

    [Fact]
    public void Zeek_gets_fields_with_a_tab_between_and_gateways_alone_as_names()
    {
        var lines = VendorPlans.Write(VendorPlans.Target("zeek-intel"), VendorPlans.PlanWithException(ControlPolicy.Blended)).TrimEnd('\n').Split('\n').SkipWhile(line => !line.StartsWith("#fields\t", StringComparison.Ordinal)).ToArray();
        var names = lines[0].Split('\t')[1..];

        Assert.Equal(["indicator", "indicator_type", "meta.source", "meta.desc"], names);
        foreach (var fields in lines.Skip(1).Select(line => line.Split('\t')))
        {
            Assert.Equal(names.Length, fields.Length);
            Assert.DoesNotContain("", fields);
            Assert.True(fields[1] switch
            {
                "Intel::ADDR" => IPAddressValue.TryParse(fields[0], out _),
                "Intel::SUBNET" => IPPrefix.TryParse(fields[0], out _),
                _ => fields[1] == "Intel::DOMAIN",
            }, string.Join(' ', fields));
        }

        Assert.Equal(["onion.ws", "tor2web.io"], lines.Select(line => line.Split('\t')).Where(fields => fields[1] == "Intel::DOMAIN").Select(fields => fields[0]));
    }

    [Fact]
    public void Zeek_is_told_how_what_is_gone_expires()
    {
        // Without do_expire, item_expired has no handler that ends it, and an item's time starts again (base/frameworks/intel/main.zeek).
        var hint = Assert.Single(VendorPlans.Lines("zeek-intel", ControlPolicy.BlockInbound), line => line.Contains("Intel::item_expiration = 24hrs", StringComparison.Ordinal));
        Assert.StartsWith("# ", hint, StringComparison.Ordinal);
        Assert.Contains("@load frameworks/intel/do_expire", hint, StringComparison.Ordinal);
    }

    private static IPPrefix Prefix(string text) => IPPrefix.TryParse(text, out var prefix) ? prefix : IPPrefix.Host(IPAddressValue.Parse(text));

    private static TorNetwork Many(int count)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("many", VendorPlans.Options(ControlPolicy.BlockOutbound).Now));
        for (var i = 0; i < count; i++)
        {
            builder.AddRelay(new TorRelayDescription
            {
                Fingerprint = RelayFingerprint.Parse(i.ToString("X40", CultureInfo.InvariantCulture)),
                OrEndpoints = [new IPEndpointValue(IPAddressValue.FromIPv4(0xC633_0000 + (uint)(i * 3)), 443)],
            });
        }

        return builder.Build();
    }
}
