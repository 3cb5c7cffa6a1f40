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

    [Theory]
    [InlineData("64:ff9b::/96")] // all of IPv4 behind a translator
    [InlineData("64:ff9b::/104")]
    [InlineData("2001::/32")] // all of Teredo
    [InlineData("2002::/16")] // all of 6to4
    [InlineData("2a00::/32")]
    public void A_prefix_of_IPv6_that_is_too_short_for_a_relay_is_refused(string text)
    {
        var builder = Builder();
        builder.AddExitAddress(IPPrefix.Parse("203.0.113.5"));
        builder.AddExitAddress(IPPrefix.Parse(text));

        var refusal = Assert.Throws<ControlRefusedException>(() => ControlPlan.Make(builder.Build(), s_lab));
        Assert.Equal(ControlRefusal.TooWide, refusal.Reason);
    }

    [Fact]
    public void Prefixes_that_are_most_of_the_Internet_together_are_refused()
    {
        var builder = Builder();
        for (var i = 0; i < 5; i++)
        {
            builder.AddExitAddress(IPPrefix.Parse($"45.{i * 2}.0.0/16"));
        }

        var refusal = Assert.Throws<ControlRefusedException>(() => ControlPlan.Make(builder.Build(), s_lab));
        Assert.Equal(ControlRefusal.TooWide, refusal.Reason);
        Assert.Contains("327680 addresses", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_allowed_relay_is_cut_out_of_a_prefix_around_it_and_is_never_covered_by_joining()
    {
        var builder = Builder();
        builder.AddExitAddress(IPPrefix.Parse("203.0.113.0/30"));
        builder.AddRelay(Relay('A', RelayRoles.Exit, "203.0.113.1"));
        builder.AddRelay(Relay('B', RelayRoles.Exit, "203.0.113.9"));
        builder.AddRelay(Relay('C', RelayRoles.Exit, "203.0.113.8"));
        builder.AddRelay(Relay('D', RelayRoles.Exit, "203.0.113.10"));
        var plan = ControlPlan.Make(builder.Build(), s_lab with { AllowedRelays = [Fingerprint('A'), Fingerprint('B')] });

        Assert.Equal(["203.0.113.0/32", "203.0.113.2/31", "203.0.113.8/32", "203.0.113.10/32"], plan.Sources.Select(row => row.Prefix.ToString()));
        var refusal = Assert.Throws<ControlRefusedException>(() => ControlTargets.Find("cidr")!.Render(plan, new ControlWriteOptions { MaxEntries = 3, Widen = true }));
        Assert.Contains("4 are the fewest", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_allowed_exit_beside_another_relay_is_cut_out_of_sources_and_never_covered_by_joining_them()
    {
        var builder = Builder();
        builder.AddExitAddress(IPPrefix.Parse("203.0.113.0/29"));
        builder.AddExitAddress(IPPrefix.Parse("198.51.100.0"));
        builder.AddExitAddress(IPPrefix.Parse("198.51.100.2"));
        foreach (var address in new[] { "203.0.113.1", "198.51.100.1" })
        {
            builder.AddRelay(Relay('A', RelayRoles.Exit, address));
            builder.AddRelay(Relay('B', RelayRoles.Guard, address, 9002));
        }

        var plan = ControlPlan.Make(builder.Build(), s_lab with { AllowedRelays = [Fingerprint('A')] });
        Assert.Equal(
            ["198.51.100.0/32", "198.51.100.2/32", "203.0.113.0/32", "203.0.113.2/31", "203.0.113.4/30"], plan.Sources.Select(row => row.Prefix.ToString()));
        Assert.Throws<ControlRefusedException>(() => ControlTargets.Find("cidr")!.Render(plan, new ControlWriteOptions { MaxEntries = 4, Widen = true }));
    }

    [Fact]
    public void A_network_that_covers_everything_can_be_protected()
    {
        var refusal = Assert.Throws<ControlRefusedException>(() => Make(ControlPolicy.BlockInbound, s_lab with { ProtectedNetworks = [IPPrefix.Parse("0.0.0.0/0")] }));
        Assert.Equal(ControlRefusal.Protected, refusal.Reason);
    }

    [Fact]
    public void Two_addresses_behind_a_translator_are_not_joined_to_all_of_IPv4()
    {
        var builder = Builder();
        foreach (var address in new[] { "64:ff9b::101:101", "64:ff9b::c801:101", "45.66.33.1", "45.66.33.10" })
        {
            builder.AddExitAddress(IPPrefix.Parse(address));
        }

        var file = Assert.Single(ControlTargets.Find("cidr")!.Render(ControlPlan.Make(builder.Build(), s_lab), new ControlWriteOptions { MaxEntries = 3, Widen = true }));
        Assert.Equal(new ControlResult(3, 14, 0), file.Result);
    }

    [Fact]
    public void What_joining_covers_is_limited_as_a_list_is()
    {
        var builder = Builder();
        for (var i = 0; i < 10; i++)
        {
            builder.AddExitAddress(IPPrefix.Parse($"45.{i * 2}.0.1"));
            builder.AddExitAddress(IPPrefix.Parse($"45.{i * 2}.255.1"));
        }

        var refusal = Assert.Throws<ControlRefusedException>(() => ControlTargets.Find("cidr")!.Render(ControlPlan.Make(builder.Build(), s_lab), new ControlWriteOptions { MaxEntries = 10, Widen = true }));
        Assert.Equal(ControlRefusal.TooWide, refusal.Reason);
    }

    [Fact]
    public void Notes_tell_only_of_what_made_no_difference()
    {
        var exit = AdapterViews.Usual.Relays.Single(relay => relay.Nickname == "guard").Fingerprint;
        var plan = Make(ControlPolicy.Blended, s_lab with
        {
            MonitoredNetworks = [IPPrefix.Parse("10.0.0.0/8")],
            AllowedRelays = [exit],
            AllowedNetworks = [IPPrefix.Parse(AdapterViews.Guard + "/32"), IPPrefix.Parse("192.0.2.0/24"), IPPrefix.Parse("203.0.113.0/24")],
        });

        Assert.Equal(["203.0.113.0/24 is allowed, and is not in the list anyway"], plan.Notes);
    }

    [Theory]
    [InlineData("a\";b.onion.ws")]
    [InlineData("")]
    [InlineData("shop.onion.ws ; drop")]
    public void A_name_to_be_allowed_has_to_be_one(string host) =>
        Assert.Contains("no name of a host", Assert.Throws<ControlRefusedException>(() => Make(ControlPolicy.BlockOutbound, s_lab with { AllowedHosts = [host] })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_relay_that_cannot_exit_is_not_blocked_for_the_allowed_exit_at_its_address()
    {
        var builder = Builder();
        builder.AddRelay(Relay('A', RelayRoles.Exit, "203.0.113.1"));
        builder.AddRelay(Relay('B', RelayRoles.None, "203.0.113.1", 9002));
        builder.AddRelay(Relay('C', RelayRoles.Exit, "203.0.113.3"));
        var network = builder.Build();

        Assert.Equal(2, ControlPlan.Make(network, s_lab).Sources.Count);
        Assert.Equal(["203.0.113.3/32"], ControlPlan.Make(network, s_lab with { AllowedRelays = [Fingerprint('A')] }).Sources.Select(row => row.Prefix.ToString()));
        var outbound = ControlPlan.Make(network, s_lab with { AllowedRelays = [Fingerprint('A')], Policy = ControlPolicy.BlockOutbound });
        Assert.Contains(outbound.Destinations, row => row.Endpoint.ToString() == "203.0.113.1:9002");
        Assert.DoesNotContain(outbound.Destinations, row => row.Endpoint.ToString() == "203.0.113.1:9001");
    }

    [Fact]
    public void Joining_is_decided_over_all_prefixes_of_a_file_and_covers_nothing_that_is_not_reachable()
    {
        var builder = Builder();
        foreach (var address in new[] { "45.66.33.0", "45.66.33.2", "2600::1", "2600::2", "192.0.1.255", "192.0.3.0" })
        {
            builder.AddExitAddress(IPPrefix.Parse(address));
        }

        var plan = ControlPlan.Make(builder.Build(), s_lab with { IncludeSpecialPurpose = false });
        var file = Assert.Single(ControlTargets.Find("nftables")!.Render(plan, new ControlWriteOptions { MaxEntries = 4, Widen = true }));
        var text = System.Text.Encoding.UTF8.GetString(file.Content.Span);

        Assert.Equal(new ControlResult(4, 2, 2), file.Result);
        Assert.Contains("45.66.33.0/30", text, StringComparison.Ordinal);
        Assert.Contains("2600::/126", text, StringComparison.Ordinal);
        Assert.Contains("# note: joined to 4 prefixes, which cover 2 addresses of IPv4 and 2 of IPv6 that no list has", text, StringComparison.Ordinal);
        var refusal = Assert.Throws<ControlRefusedException>(() => ControlTargets.Find("nftables")!.Render(plan, new ControlWriteOptions { MaxEntries = 3, Widen = true }));
        Assert.Contains("3 entries are allowed, and 4 are the fewest", refusal.Message, StringComparison.Ordinal); // 192.0.2.0/24 is documentation.
    }

    [Fact]
    public void Entries_hold_a_day_of_the_view_and_those_of_an_older_one_not_for_ever()
    {
        var builder = Builder();
        builder.AddExitAddress(IPPrefix.Parse("203.0.113.5"));
        builder.AddSource(new TorListSource("consensus", AdapterViews.ListTime) { ValidUntil = AdapterViews.ListTime.AddHours(3) });
        var network = builder.Build();

        Assert.Equal(AdapterViews.ListTime.AddHours(24), ControlPlan.Make(network, s_lab).Expires);
        Assert.Equal(s_lab.Now.AddMinutes(7), ControlPlan.Make(network, s_lab with { ExpireAfter = TimeSpan.FromMinutes(7) }).Expires);
        var late = s_lab with { Now = AdapterViews.ListTime.AddHours(4) };
        Assert.Contains("was valid until 2026-08-23T00:00:00Z", Assert.Throws<ControlRefusedException>(() => ControlPlan.Make(network, late)).Message, StringComparison.Ordinal);
        Assert.Equal(AdapterViews.ListTime.AddHours(24), ControlPlan.Make(network, late with { AllowStale = true }).Expires);
        var muchLater = s_lab with { Now = AdapterViews.ListTime.AddDays(4), AllowStale = true };
        Assert.Equal(muchLater.Now.AddHours(24), ControlPlan.Make(network, muchLater).Expires);
    }

    [Fact]
    public void A_view_of_an_unknown_time_or_from_the_future_is_refused()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddExitAddress(IPPrefix.Parse("203.0.113.5"));

        Assert.Equal(ControlRefusal.Stale, Assert.Throws<ControlRefusedException>(() => ControlPlan.Make(builder.Build(), s_lab)).Reason);
        Assert.Equal(ControlRefusal.Stale, Assert.Throws<ControlRefusedException>(() => Make(ControlPolicy.BlockInbound, s_lab with { Now = AdapterViews.ListTime.AddHours(-4) })).Reason);
        Assert.NotEmpty(Make(ControlPolicy.BlockInbound, s_lab with { Now = AdapterViews.ListTime.AddHours(-2) }).Sources);
    }

    [Fact]
    public void A_target_takes_its_direction_of_a_blended_policy_and_says_so()
    {
        var plan = Make(ControlPolicy.Blended, s_lab with { MonitoredNetworks = [IPPrefix.Parse("10.0.0.0/8")] });
        var target = ControlTargets.Find("haproxy-acl")!;

        Assert.Null(target.WhyNot(plan));
        Assert.Contains(target.NotesOn(plan), note => note.StartsWith("inbound only", StringComparison.Ordinal));
        Assert.Contains(target.NotesOn(plan), note => note.Contains("not told apart", StringComparison.Ordinal));
        Assert.Contains("outbound only", ControlTargets.Find("rpz")!.WhyNot(Make(ControlPolicy.BlockInbound)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_allowed_below_a_listed_one_is_an_exception_or_a_refusal()
    {
        var plan = Make(ControlPolicy.BlockOutbound, s_lab with { AllowedHosts = ["Shop.onion.ws."] });

        Assert.Equal(["shop.onion.ws"], plan.NameExceptions);
        Assert.Empty(plan.Notes);
        Assert.Contains("shop.onion.ws", ControlTargets.Find("fortigate-domain")!.WhyNot(plan), StringComparison.Ordinal);
        Assert.Null(ControlTargets.Find("nftables")!.WhyNot(plan));
    }

    [Fact]
    public void The_own_limit_of_a_target_cannot_be_lifted()
    {
        var builder = Builder();
        for (var i = 0; i < 10_001; i++)
        {
            builder.AddExitAddress(IPPrefix.Host(IPAddressValue.FromIPv4(0xC633_0000 + (uint)(i * 2))));
        }

        var plan = ControlPlan.Make(builder.Build(), s_lab);
        var refusal = Assert.Throws<ControlRefusedException>(() => ControlTargets.Find("aws-waf-ipset")!.Render(plan, new ControlWriteOptions { MaxEntries = 100_000 }));
        Assert.Equal(ControlRefusal.TooMany, refusal.Reason);
    }

    [Fact]
    public void A_file_that_is_none_of_the_targets_is_an_error() =>
        Assert.Throws<ArgumentException>(() => ControlTargets.Find("squid-acl")!.Write(Make(ControlPolicy.BlockInbound), Stream.Null, null, "torintel-dst.acl"));

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

    [Theory]
    [InlineData("nftables")] // a header
    [InlineData("json")] // a member
    [InlineData("aws-network-firewall")] // a comment in rules
    [InlineData("stix")] // a description
    [InlineData("csv")] // a column
    [InlineData("splunk-lookup")]
    [InlineData("splunk-ip-intel")]
    [InlineData("syslog-ng")]
    [InlineData("suricata-rules")]
    public void A_direction_that_lost_more_than_half_is_told_whatever_the_other_has(string name)
    {
        var (before, enough, fewer) = (Write(name, 40, 0), Write(name, 20, 0), Write(name, 19, 0));

        Assert.Null(enough.WhyShrunken(before.Content.Span));
        Assert.Contains("less than half would be left: from rows: 40 sources", fewer.WhyShrunken(before.Content.Span), StringComparison.Ordinal);
        Assert.Null(Write(name, 3, 0, ControlPolicy.BlockOutbound).WhyShrunken(before.Content.Span)); // Sources are no longer asked for.
    }

    [Fact]
    public void A_family_that_lost_more_than_half_is_told_too_and_so_is_a_file_of_one_family()
    {
        Assert.NotNull(Write("cidr", 40, 19, ControlPolicy.BlockInbound).WhyShrunken(Write("cidr", 40, 40, ControlPolicy.BlockInbound).Content.Span));
        Assert.Null(Write("cidr", 40, 9, ControlPolicy.BlockInbound).WhyShrunken(Write("cidr", 40, 19, ControlPolicy.BlockInbound).Content.Span)); // Few come and go.
        Assert.NotNull(Write("cidr", 40, 1, ControlPolicy.BlockInbound, ControlFamily.IPv6).WhyShrunken(Write("cidr", 40, 3, ControlPolicy.BlockInbound, ControlFamily.IPv6).Content.Span));
    }

    [Theory]
    [InlineData("csv")] // a column
    [InlineData("splunk-lookup")]
    [InlineData("splunk-ip-intel")]
    [InlineData("sentinel-watchlist")]
    [InlineData("syslog-ng")]
    [InlineData("paloalto-edl-ip")] // nothing but addresses
    [InlineData("fluent-bit")]
    [InlineData("suricata-dataset")]
    public void A_family_that_is_gone_is_told_where_there_is_no_header_too(string name)
    {
        var before = Write(name, 100, 30, ControlPolicy.BlockInbound);

        Assert.Null(Write(name, 100, 15, ControlPolicy.BlockInbound).WhyShrunken(before.Content.Span));
        Assert.Contains("30 of IPv6", Write(name, 100, 14, ControlPolicy.BlockInbound).WhyShrunken(before.Content.Span), StringComparison.Ordinal);
        Assert.NotNull(Write(name, 49, 30, ControlPolicy.BlockInbound).WhyShrunken(before.Content.Span));
    }

    [Fact]
    public void A_name_of_a_source_cannot_say_how_many_rows_there_are()
    {
        const string Forged = "rows: 0 sources of IPv4, 0 of IPv6, 0 destinations of IPv4, 0 of IPv6";
        foreach (var name in new[] { "nftables", "json", "csv", "stix", "aws-network-firewall" })
        {
            Assert.NotNull(Write(name, 10, 0).WhyShrunken(Write(name, 40, 0, source: Forged).Content.Span));
        }
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
        var header = Text("cidr", plan);
        Assert.Equal(header, Text("cidr", Make(ControlPolicy.BlockInbound)));
        Assert.Equal(plan.Digest, Make(ControlPolicy.BlockInbound, s_lab with { Now = s_lab.Now.AddHours(1) }).Digest);
        Assert.NotEqual(plan.Digest, ControlPlan.Make(AdapterViews.Later, s_lab).Digest);
        Assert.Contains("# source: made-up lists\n", header, StringComparison.Ordinal);
        Assert.Contains("# time: 2026-08-22T21:00:00Z, 60 minutes old at 2026-08-22T22:00:00Z\n", header, StringComparison.Ordinal);
        Assert.Contains("# expires: 2026-08-23T21:00:00Z\n", header, StringComparison.Ordinal);
        Assert.Contains("# rows: 1 sources of IPv4, 1 of IPv6, 0 destinations of IPv4, 0 of IPv6\n", header, StringComparison.Ordinal);
    }

    private static TorNetworkBuilder Builder()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("made-up lists", AdapterViews.ListTime));
        return builder;
    }

    // Exits of both families beside a hundred guards.
    private static ControlFile Write(string name, int ipv4, int ipv6, ControlPolicy policy = ControlPolicy.Blended, ControlFamily family = ControlFamily.Both, string source = "made-up lists")
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource(source, AdapterViews.ListTime));
        for (var i = 0; i < ipv4; i++)
        {
            builder.AddExitAddress(IPPrefix.Host(IPAddressValue.FromIPv4(0xC633_6400 + (uint)(i * 2))));
        }

        for (var i = 0; i < ipv6; i++)
        {
            builder.AddExitAddress(IPPrefix.Host(IPAddressValue.FromIPv6(IPAddressValue.Parse("2001:db8::").ToIPv6() + (uint)(i * 2))));
        }

        for (var i = 0; i < 100; i++)
        {
            builder.AddRelay(new TorRelayDescription
            {
                Fingerprint = RelayFingerprint.Parse(i.ToString("X40", System.Globalization.CultureInfo.InvariantCulture)),
                Nickname = i % 2 == 0 ? "inbound" : "both", // Anybody's text.
                Roles = RelayRoles.Relay | RelayRoles.Guard,
                OrEndpoints = [new IPEndpointValue(IPAddressValue.FromIPv4(0xCB00_7100 + (uint)i), 9001)],
            });
        }

        return ControlTargets.Find(name)!.Render(ControlPlan.Make(builder.Build(), s_lab with { Policy = policy }), new ControlWriteOptions { Family = family })[0];
    }

    private static string Text(string name, ControlPlan plan) => System.Text.Encoding.UTF8.GetString(ControlTargets.Find(name)!.Render(plan)[0].Content.Span);

    private static RelayFingerprint Fingerprint(char digit) => RelayFingerprint.Parse(new string(digit, 40));

    private static TorRelayDescription Relay(char digit, RelayRoles roles, string address, ushort port = 9001) => new()
    {
        Fingerprint = Fingerprint(digit),
        Roles = RelayRoles.Relay | roles,
        OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse(address), port)],
    };

    private static ControlPlan Make(ControlPolicy policy, ControlOptions? options = null) => ControlPlan.Make(AdapterViews.Usual, (options ?? s_lab) with { Policy = policy });
}
