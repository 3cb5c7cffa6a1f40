using TorIntel.Testing;

namespace TorIntel.Controls.Tests;

/// <summary>What a policy comes to, and what is refused.</summary>
public sealed class ControlPlanTests
{
    private static readonly ControlOptions s_lab = new() { Now = AdapterViews.ListTime.AddHours(1), IncludeSpecialPurpose = true };

    [Fact]
    public void Inbound_has_exits_only()
    {
        var plan = Make(ControlPolicy.BlockInbound);

        Assert.Equal(["198.51.100.99/32", "2001:db8::99/128"], plan.Sources.Select(row => row.Prefix.ToString()));
        Assert.All(plan.Sources, row => Assert.Equal("exit", Assert.Single(row.Relays).Nickname));
        Assert.Equal((ControlAction.Block, ControlAction.None), (plan.Inbound, plan.Outbound));
        Assert.Empty(plan.Destinations);
        Assert.Empty(plan.Names);
        Assert.Equal(plan.Sources, plan.Addresses);
    }

    [Fact]
    public void Outbound_has_endpoints_authorities_and_names_that_lead_into_the_network()
    {
        var plan = Make(ControlPolicy.MonitorOutbound);
        var endpoints = plan.Destinations.Select(row => row.Endpoint.ToString()).ToList();

        Assert.Equal((ControlAction.None, ControlAction.Monitor), (plan.Inbound, plan.Outbound));
        Assert.Contains("192.0.2.10:9001", endpoints);
        Assert.Contains("[2001:db8::99]:443", endpoints);
        Assert.DoesNotContain("192.0.2.10:443", endpoints);
        foreach (var authority in DirectoryAuthorities.All.Where(row => row.IsValidAt(AdapterViews.ListTime)))
        {
            Assert.Contains(new IPEndpointValue(authority.Address, authority.OrPort).ToString(), endpoints);
        }

        Assert.Contains(new ControlName("onion", NameClass.OnionInvalid), plan.Names);
        Assert.Contains(new ControlName("onion.ws", NameClass.Tor2web), plan.Names);
        Assert.DoesNotContain(plan.Names, name => name.Suffix.Contains("torproject", StringComparison.Ordinal));
        Assert.Empty(plan.Sources);
    }

    [Fact]
    public void Relays_without_a_port_are_whole_addresses_outbound_and_exit_addresses_alone_are_none()
    {
        var builder = Builder();
        builder.AddRelayAddress(IPPrefix.Parse("192.0.2.77"), RelayRoles.Guard);
        builder.AddExitAddress(IPPrefix.Parse("203.0.113.0/28"));
        var plan = ControlPlan.Make(builder.Build(), s_lab with { Policy = ControlPolicy.Blended });

        Assert.Equal(["192.0.2.77/32"], plan.DestinationsWithoutPort.Select(row => row.Prefix.ToString()));
        Assert.Equal(["203.0.113.0/28"], plan.Sources.Select(row => row.Prefix.ToString()));
        Assert.Contains(plan.Addresses, row => row.Prefix == IPPrefix.Parse("203.0.113.0/28"));
        Assert.Contains(plan.Addresses, row => row.Prefix == IPPrefix.Parse("192.0.2.77"));
    }

    [Fact]
    public void What_is_allowed_is_cut_out_exactly()
    {
        var builder = Builder();
        builder.AddExitAddress(IPPrefix.Parse("203.0.113.0/30"));
        builder.AddExitAddress(IPPrefix.Parse("198.51.100.7"));
        var plan = ControlPlan.Make(builder.Build(), s_lab with { AllowedNetworks = [IPPrefix.Parse("203.0.113.1"), IPPrefix.Parse("198.51.100.0/24")] });

        Assert.Equal(["203.0.113.0/32", "203.0.113.2/31"], plan.Sources.Select(row => row.Prefix.ToString()));
    }

    [Fact]
    public void Relays_and_names_that_are_allowed_are_left_out()
    {
        var exit = AdapterViews.Usual.Relays.Single(relay => relay.Nickname == "exit").Fingerprint;
        var options = s_lab with { Policy = ControlPolicy.Blended, AllowedRelays = [exit], AllowedHosts = ["onion.ws"] };
        var refusal = Assert.Throws<ControlRefusedException>(() => ControlPlan.Make(AdapterViews.Usual, options));
        Assert.Contains("no exits", refusal.Message, StringComparison.Ordinal);

        var plan = ControlPlan.Make(AdapterViews.Usual, options with { Policy = ControlPolicy.BlockOutbound });
        Assert.DoesNotContain(plan.Destinations, row => row.Endpoint.Port == 443 && row.Endpoint.Address == IPAddressValue.Parse(AdapterViews.Exit));
        Assert.DoesNotContain(plan.Names, name => name.Suffix == "onion.ws");
    }

    [Fact]
    public void What_would_cover_a_protected_network_is_refused_by_name()
    {
        var refusal = Assert.Throws<ControlRefusedException>(() => Make(ControlPolicy.BlockInbound, s_lab with { ProtectedNetworks = [IPPrefix.Parse("198.51.100.0/24")] }));

        Assert.Contains("198.51.100.99/32", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("198.51.100.0/24", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_that_are_not_globally_reachable_are_refused()
    {
        var refusal = Assert.Throws<ControlRefusedException>(() => Make(ControlPolicy.BlockInbound, s_lab with { IncludeSpecialPurpose = false }));

        Assert.Contains("not globally reachable", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stale_view_is_refused_unless_it_is_allowed()
    {
        var late = s_lab with { Now = AdapterViews.ListTime.AddDays(2) };
        Assert.Contains("stale", Assert.Throws<ControlRefusedException>(() => Make(ControlPolicy.BlockInbound, late)).Message, StringComparison.Ordinal);
        Assert.NotEmpty(Make(ControlPolicy.BlockInbound, late with { AllowStale = true }).Sources);
    }

    [Theory]
    [InlineData(ControlPolicy.BlockInbound)]
    [InlineData(ControlPolicy.MonitorOutbound)]
    [InlineData(ControlPolicy.Blended)]
    public void An_empty_view_is_refused(ControlPolicy policy) =>
        Assert.Throws<ControlRefusedException>(() => ControlPlan.Make(TorNetwork.Empty, s_lab with { Policy = policy }));

    [Fact]
    public void A_list_that_lost_more_than_half_is_refused_unless_it_is_allowed()
    {
        Assert.Contains("more than half", Assert.Throws<ControlRefusedException>(() => Make(ControlPolicy.BlockInbound, s_lab with { Previous = new ControlCounts(5, 0) })).Message, StringComparison.Ordinal);
        Assert.Equal(2, Make(ControlPolicy.BlockInbound, s_lab with { Previous = new ControlCounts(4, 900) }).Count);
        Assert.Equal(2, Make(ControlPolicy.BlockInbound, s_lab with { Previous = new ControlCounts(500, 0), AllowShrunken = true }).Count);
    }

    [Fact]
    public void A_prefix_that_is_too_short_for_a_relay_is_refused()
    {
        var builder = Builder();
        builder.AddExitAddress(IPPrefix.Parse("198.0.0.0/8"));

        Assert.Contains("198.0.0.0/8", Assert.Throws<ControlRefusedException>(() => ControlPlan.Make(builder.Build(), s_lab)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_are_there_only_if_asked_for()
    {
        Assert.Empty(Make(ControlPolicy.Blended).RelayPorts);
        var plan = Make(ControlPolicy.Blended, s_lab with { IncludePorts = true });
        Assert.Equal([9001, 9030], plan.RelayPorts.Select(port => (int)port));
        Assert.Equal([9040, 9050, 9051, 9053, 9150, 9151], plan.ClientPorts.Select(port => (int)port));
    }

    [Fact]
    public void The_same_view_and_instant_give_the_same_header_and_digest_and_others_do_not()
    {
        var plan = Make(ControlPolicy.BlockInbound);
        Assert.Equal(plan.Header, Make(ControlPolicy.BlockInbound).Header);
        Assert.Equal(plan.Digest, Make(ControlPolicy.BlockInbound, s_lab with { Now = s_lab.Now.AddHours(1) }).Digest);
        Assert.NotEqual(plan.Digest, ControlPlan.Make(AdapterViews.Later, s_lab).Digest);
        Assert.Contains("source: made-up lists", plan.Header);
        Assert.Contains("time: 2026-08-22T21:00:00Z, 60 minutes old at 2026-08-22T22:00:00Z", plan.Header);
        Assert.Contains("expires: 2026-08-23T21:00:00Z", plan.Header);
    }

    private static TorNetworkBuilder Builder()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("made-up lists", AdapterViews.ListTime));
        return builder;
    }

    private static ControlPlan Make(ControlPolicy policy, ControlOptions? options = null) => ControlPlan.Make(AdapterViews.Usual, (options ?? s_lab) with { Policy = policy });
}
