using System.Management.Automation;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>PowerShell reads the script and runs it, and the host has the rules of the plan.</summary>
public sealed class WindowsFirewallScriptTests
{
    public static TheoryData<ControlPolicy> Policies => [ControlPolicy.BlockInbound, ControlPolicy.BlockOutbound, ControlPolicy.Blended];

    [Theory]
    [MemberData(nameof(Policies))]
    public void PowerShell_parses_it_and_no_broken_one(ControlPolicy policy)
    {
        var script = VendorPlans.Write("windows-firewall", policy);

        Assert.Empty(WindowsHost.Parse(script));
        Assert.NotEmpty(WindowsHost.Parse(script.Replace("Out-Null\n}\n", "Out-Null\n", StringComparison.Ordinal)));
        Assert.NotEmpty(WindowsHost.Parse(script.Replace("@(\n", "@((\n", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void The_host_blocks_what_the_plan_has_however_often_it_runs(ControlPolicy policy)
    {
        var (plan, host) = (VendorPlans.Plan(policy), new WindowsHost());
        var script = VendorPlans.Write("windows-firewall", policy);
        host.Run(script);

        Assert.Equal(Expected(plan), host.Blocks.Order(StringComparer.Ordinal));
        Assert.All(host.Rules, rule => Assert.Equal("TorIntel", rule.Group));
        var before = host.History.Count;
        host.Run(script);
        Assert.Equal(before, host.History.Count);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_newer_list_takes_the_place_of_the_former_and_there_is_no_gap(ControlPolicy policy)
    {
        var (former, newer, host) = (VendorPlans.Plan(policy), Newer(policy), new WindowsHost());
        host.Add("Theirs", "Other", "Inbound", "Allow", "TCP", "22", ["192.0.2.1"]);
        host.Run(VendorPlans.Write("windows-firewall", policy));
        host.History.Clear();
        host.Run(VendorPlans.Write(VendorPlans.Target("windows-firewall"), newer));

        Assert.NotEqual(Expected(former), Expected(newer));
        Assert.Equal(Expected(newer), host.Find("TorIntel").SelectMany(rule => rule.Blocks).Order(StringComparer.Ordinal));
        Assert.Single(host.Find("Other"));
        var both = Expected(former).Intersect(Expected(newer), StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(both);
        Assert.All(host.History, blocked => Assert.Subset(blocked.ToHashSet(StringComparer.Ordinal), both.ToHashSet(StringComparer.Ordinal)));
    }

    [Fact]
    public void One_that_fails_half_way_leaves_the_former_rules_and_can_run_again()
    {
        var (former, newer, host) = (VendorPlans.Plan(ControlPolicy.BlockOutbound), Newer(ControlPolicy.BlockOutbound), new WindowsHost());
        var script = VendorPlans.Write(VendorPlans.Target("windows-firewall"), newer);
        host.Run(VendorPlans.Write("windows-firewall", ControlPolicy.BlockOutbound));
        host.Room = 1;

        Assert.ThrowsAny<RuntimeException>(() => host.Run(script));
        Assert.Subset(host.Blocks.ToHashSet(StringComparer.Ordinal), Expected(former).ToHashSet(StringComparer.Ordinal));
        host.Room = int.MaxValue;
        host.Run(script);
        Assert.Equal(Expected(newer), host.Blocks.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rule_has_a_thousand_addresses_at_most()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("many", VendorPlans.Options(ControlPolicy.BlockInbound).Now));
        for (var i = 0; i < 2_500; i++)
        {
            builder.AddExitAddress(IPPrefix.Host(IPAddressValue.FromIPv4(0xC633_0000 + (uint)(i * 2))));
        }

        var host = new WindowsHost();
        host.Run(VendorPlans.Write(VendorPlans.Target("windows-firewall"), VendorPlans.Plan(ControlPolicy.BlockInbound, builder.Build())));

        Assert.Equal([1_000, 1_000, 500], host.Rules.Select(rule => rule.RemoteAddresses.Count));
    }

    private static ControlPlan Newer(ControlPolicy policy) =>
        ControlPlan.Make(VendorPlans.Network, VendorPlans.Options(policy) with { AllowedNetworks = [IPPrefix.Parse("198.51.100.98/32"), IPPrefix.Parse("203.0.113.65/32")] });

    // Each row by itself, as far as addresses: prefixes here are as the plan has them but for exits that lie side by side.
    private static IEnumerable<string> Expected(ControlPlan plan) =>
        PrefixCover.Of(plan.Sources.Select(row => row.Prefix)).Select(prefix => $"Inbound Block   {prefix.Short()}")
            .Concat(plan.Destinations.Select(row => $"Outbound Block TCP {row.Endpoint.Port} {row.Endpoint.Address}"))
            .Concat(PrefixCover.Of(plan.DestinationsWithoutPort.Select(row => row.Prefix)).Select(prefix => $"Outbound Block   {prefix.Short()}"))
            .Order(StringComparer.Ordinal);
}
