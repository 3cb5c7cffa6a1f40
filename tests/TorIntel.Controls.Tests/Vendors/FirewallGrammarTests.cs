namespace TorIntel.Controls.Tests.Vendors;

/// <summary>Lines are such as the vendors document, and say what the plan says.</summary>
public sealed class FirewallGrammarTests
{
    // pf.conf(5): "address | network/bits"; PAN-OS and FortiGate take the same, one a line.
    [Theory]
    [InlineData("pf")]
    [InlineData("paloalto-edl-ip")]
    [InlineData("fortigate")]
    [InlineData("fluent-bit")]
    public void A_list_has_addresses_and_prefixes_alone(string target)
    {
        var entries = VendorPlans.Entries(target, ControlPolicy.BlockInbound);

        Assert.All(entries, entry => Assert.True(IPAddressValue.TryParse(entry, out _) || IPPrefix.TryParse(entry, out _), entry));
        var expected = VendorPlans.Plan(ControlPolicy.BlockInbound).Sources.Select(row => row.Prefix);
        Assert.Equal(PrefixCover.Of(expected), PrefixCover.Of(entries.Select(Prefix)));
    }

    [Fact]
    public void A_checklist_has_no_line_that_is_no_key()
    {
        var lines = VendorPlans.Lines("fluent-bit", ControlPolicy.BlockInbound);

        Assert.All(lines, line => Assert.True(IPAddressValue.TryParse(line, out _), line));
        Assert.Equal(lines.Distinct(StringComparer.Ordinal), lines);
        Assert.Contains("203.0.113.67", lines);
    }

    [Fact]
    public void A_list_of_both_directions_is_two_files()
    {
        var plan = VendorPlans.Plan(ControlPolicy.Blended);

        Assert.Equal(["inbound-tor.pf", "outbound-tor.pf"], VendorPlans.Target("pf").FilesOf(plan));
        var inbound = VendorPlans.Entries("pf", ControlPolicy.Blended, "inbound-tor.pf");
        Assert.DoesNotContain("192.0.2.10", inbound);
        Assert.Contains("192.0.2.10", VendorPlans.Entries("pf", ControlPolicy.Blended, "outbound-tor.pf"));
        Assert.Equal(inbound, VendorPlans.Entries("pf", ControlPolicy.Blended)); // the first file, if none is named
    }

    [Theory]
    [InlineData("paloalto-edl-domain")]
    [InlineData("fortigate-domain")]
    public void A_list_of_domains_has_the_names_and_what_is_below_them(string target) =>
        Assert.Equal(["*.onion", "onion.ws", "*.onion.ws", "tor2web.io", "*.tor2web.io"], VendorPlans.Entries(target, ControlPolicy.BlockOutbound));

    [Theory]
    [InlineData(ControlPolicy.BlockInbound)]
    [InlineData(ControlPolicy.BlockOutbound)]
    [InlineData(ControlPolicy.Blended)]
    public void An_ASA_drops_what_the_plan_blocks_and_nothing_else(ControlPolicy policy)
    {
        var (plan, asa) = (VendorPlans.Plan(policy), new AsaDevice());
        asa.Load(VendorPlans.Write("cisco-asa", policy));

        AssertDrops(plan, asa);
        asa.Load(VendorPlans.Write("cisco-asa", policy));
        AssertDrops(plan, asa);
    }

    [Theory]
    [InlineData("203.0.113.66", "10.30.1.1", 80, true)]
    [InlineData("203.0.113.66", "10.20.1.1", 80, false)]
    [InlineData("203.0.113.68", "10.30.1.1", 80, false)]
    [InlineData("192.0.2.10", "10.30.1.1", 80, false)]
    public void An_ASA_drops_exits_but_not_to_monitored_networks(string from, string to, ushort port, bool isDropped)
    {
        var asa = new AsaDevice();
        asa.Load(VendorPlans.Write("cisco-asa", ControlPolicy.Blended));

        Assert.Equal(isDropped, asa.Drops("TORINTEL-IN", Packet.Of(from, to, port)));
    }

    [Theory]
    [InlineData("10.30.1.1", "192.0.2.10", 9001, true)]
    [InlineData("10.20.1.1", "192.0.2.10", 9001, false)]
    [InlineData("10.30.1.1", "192.0.2.10", 9002, false)]
    [InlineData("10.30.1.1", "192.0.2.11", 9001, false)]
    [InlineData("10.30.1.1", "203.0.113.9", 22, true)]
    [InlineData("2001:db8:30::1", "2001:db8:9::3", 22, true)]
    [InlineData("2001:db8:20::1", "2001:db8:9::3", 22, false)]
    public void An_ASA_drops_relays_but_not_from_monitored_networks(string from, string to, ushort port, bool isDropped)
    {
        var asa = new AsaDevice();
        asa.Load(VendorPlans.Write("cisco-asa", ControlPolicy.Blended));

        Assert.Equal(isDropped, asa.Drops("TORINTEL-OUT", Packet.Of(from, to, port)));
    }

    [Fact]
    public void An_ASA_gets_rid_of_a_former_list_by_the_commands_that_the_new_one_has_not()
    {
        var asa = new AsaDevice();
        var formerPlan = VendorPlans.Plan(ControlPolicy.Blended);
        var newPlan = ControlPlan.Make(VendorPlans.Network, VendorPlans.Options(ControlPolicy.Blended) with
        {
            MonitoredNetworks = [IPPrefix.Parse("10.40.0.0/16"), IPPrefix.Parse("2001:db8:40::/48")],
            AllowedNetworks = [IPPrefix.Parse("203.0.113.64/32")],
        });
        var (former, newer) = (VendorPlans.Write(VendorPlans.Target("cisco-asa"), formerPlan), VendorPlans.Write(VendorPlans.Target("cisco-asa"), newPlan));
        asa.Load(former);
        asa.Load(newer);

        // Both hold: what is dropped of either is.
        Assert.All(Packets.Inbound(formerPlan), packet =>
            Assert.Equal(Packets.IsBlockedInbound(formerPlan, packet) || Packets.IsBlockedInbound(newPlan, packet), asa.Drops("TORINTEL-IN", packet)));
        asa.Load(string.Join('\n', Removals(former).Except(Removals(newer), StringComparer.Ordinal)));
        AssertDrops(newPlan, asa);
        var fresh = new AsaDevice();
        fresh.Load(newer);
        Assert.Equal(fresh.Groups, asa.Groups);
        Assert.Equal(fresh.Entries, asa.Entries);

        static IEnumerable<string> Removals(string text) =>
            text.Split('\n').Where(line => line.StartsWith(CiscoAsaTarget.Removal, StringComparison.Ordinal)).Select(line => line[CiscoAsaTarget.Removal.Length..]);
    }

    [Fact]
    public void Groups_of_an_ASA_have_other_names_when_they_have_other_members()
    {
        var options = VendorPlans.Options(ControlPolicy.Blended);
        ControlPlan[] plans =
        [
            ControlPlan.Make(VendorPlans.Network, options),
            ControlPlan.Make(VendorPlans.Network, options with { MonitoredNetworks = [IPPrefix.Parse("10.99.0.0/16")] }),
            ControlPlan.Make(VendorPlans.Network, options with { AllowedNetworks = [IPPrefix.Parse("203.0.113.64/32")] }),
        ];
        Dictionary<string, string> members = new(StringComparer.Ordinal);
        foreach (var (plan, family) in plans.SelectMany(plan => Enum.GetValues<ControlFamily>().Select(family => (plan, family))))
        {
            var text = VendorPlans.Write(VendorPlans.Target("cisco-asa"), plan, null, new ControlWriteOptions { Family = family });
            foreach (var group in text.Split("object-group network ").Skip(1).Where(part => part.Contains("\nexit\n", StringComparison.Ordinal)))
            {
                var (name, body) = (group[..group.IndexOf('\n', StringComparison.Ordinal)], group[..group.IndexOf("exit\n", StringComparison.Ordinal)]);
                Assert.Equal(members.GetValueOrDefault(name, body), body);
                members[name] = body;
            }
        }

        Assert.InRange(members.Keys.Count(name => name.StartsWith("TORINTEL-BLOCKED", StringComparison.Ordinal)), 2, 2);
        Assert.InRange(members.Keys.Count(name => name.StartsWith("TORINTEL-SOURCES", StringComparison.Ordinal)), 4, 6);
    }

    [Theory]
    [InlineData(ControlPolicy.BlockInbound)]
    [InlineData(ControlPolicy.BlockOutbound)]
    [InlineData(ControlPolicy.Blended)]
    public void IOS_drops_what_the_plan_blocks_and_permits_the_rest(ControlPolicy policy)
    {
        var (plan, text, router) = (IosPlan(policy), WriteIos(IosPlan(policy)), new IosRouter());
        router.Load(text);
        router.Applied.UnionWith(Apply(text));

        AssertDrops(plan, router);
        router.Load(text); // While it is applied: nothing changes.
        AssertDrops(plan, router);
    }

    [Fact]
    public void IOS_builds_a_new_list_beside_the_one_that_is_applied()
    {
        var router = new IosRouter();
        var newPlan = ControlPlan.Make(VendorPlans.Network, IosPlan(ControlPolicy.Blended).Options with { AllowedNetworks = [IPPrefix.Parse("203.0.113.64/32"), IPPrefix.Parse("2001:db8::10/128")] });
        var (former, newer) = (WriteIos(IosPlan(ControlPolicy.Blended)), WriteIos(newPlan));
        router.Load(former);
        router.Applied.UnionWith(Apply(former));
        router.Load(newer);
        AssertDrops(IosPlan(ControlPolicy.Blended), router);
        router.Applied.Clear();
        router.Applied.UnionWith(Apply(newer));
        AssertDrops(newPlan, router);

        const string Mark = "! once another one is there instead: ";
        router.Load(string.Join('\n', former.Split('\n').Where(line => line.StartsWith(Mark, StringComparison.Ordinal) && !newer.Contains(line, StringComparison.Ordinal)).Select(line => line[Mark.Length..])));
        Assert.Equal(router.Applied.Order(StringComparer.Ordinal), router.Lists);
    }

    [Fact]
    public void IOS_never_permits_before_the_end_so_it_cannot_monitor()
    {
        var lines = WriteIos(IosPlan(ControlPolicy.Blended)).Split('\n');

        Assert.All(lines.Index().Where(line => line.Item.StartsWith(" permit", StringComparison.Ordinal)), line => Assert.Equal("exit", lines[line.Index + 1]));
        Assert.Contains("only block", VendorPlans.Target("cisco-ios").WhyNot(VendorPlans.Plan(ControlPolicy.MonitorInbound)), StringComparison.Ordinal);
        Assert.Contains("only monitored", VendorPlans.Target("cisco-ios").WhyNot(VendorPlans.Plan(ControlPolicy.Blended)), StringComparison.Ordinal);
    }

    [Fact]
    public void PowerShell_quotes_hold_typographical_ones_too()
    {
        Assert.Equal("'a''b\u2019\u2019; c'", SafeText.PowerShell("a'b\u2019; c"));
        Assert.Equal("\"a\\\"b\\\\c?d\"", SafeText.Yaml("a\"b\\c\nd"));
        Assert.Equal("\"'=1+1,\"\"x\"\"\"", SafeText.Csv("=1+1,\"x\""));
        Assert.Equal("guard", SafeText.Csv("guard"));
    }

    private static IPPrefix Prefix(string entry) => IPPrefix.TryParse(entry, out var prefix) ? prefix : IPPrefix.Host(IPAddressValue.Parse(entry));

    private static ControlPlan IosPlan(ControlPolicy policy) => ControlPlan.Make(VendorPlans.Network, VendorPlans.Options(policy) with { MonitoredNetworks = [] });

    private static string WriteIos(ControlPlan plan) => VendorPlans.Write(VendorPlans.Target("cisco-ios"), plan);

    // As the comments say: by the list's name, in the direction in.
    private static IEnumerable<string> Apply(string text)
    {
        foreach (var line in text.Split('\n').Where(line => line.StartsWith("! on the interface", StringComparison.Ordinal)))
        {
            var words = line.Split(": ")[1].Split(' ');
            Assert.True(words is ["ip", "access-group", _, "in"] or ["ipv6", "traffic-filter", _, "in"], line);
            yield return $"{(words[0] == "ip" ? "ip access-list extended" : "ipv6 access-list")} {words[2]}";
        }
    }

    private static void AssertDrops(ControlPlan plan, AsaDevice asa)
    {
        Assert.All(Packets.Inbound(plan), packet => Assert.True(Packets.IsBlockedInbound(plan, packet) == asa.Drops("TORINTEL-IN", packet), packet.ToString()));
        Assert.All(Packets.Outbound(plan), packet => Assert.True(Packets.IsBlockedOutbound(plan, packet) == asa.Drops("TORINTEL-OUT", packet), packet.ToString()));
    }

    private static void AssertDrops(ControlPlan plan, IosRouter router)
    {
        if (plan.Inbound != ControlAction.None)
        {
            Assert.All(Packets.Inbound(plan), packet => Assert.True(Packets.IsBlockedInbound(plan, packet) == router.Drops("IN", packet), packet.ToString()));
        }

        if (plan.Outbound != ControlAction.None)
        {
            Assert.All(Packets.Outbound(plan), packet => Assert.True(Packets.IsBlockedOutbound(plan, packet) == router.Drops("OUT", packet), packet.ToString()));
        }
    }
}
