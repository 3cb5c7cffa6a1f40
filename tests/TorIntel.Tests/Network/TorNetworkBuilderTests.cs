using FsCheck;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class TorNetworkBuilderTests
{
    private static readonly DateTimeOffset s_early = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_late = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Descriptions_of_a_fingerprint_are_joined_over_lists()
    {
        var view = Sketch.View(
            Sketch.Relay(1, RelayRoles.Relay, "203.0.113.1:443"),
            Sketch.Relay(2, RelayRoles.Relay, "203.0.113.2:443"),
            Sketch.Relay(1, RelayRoles.Guard, "203.0.113.1:443", "[2001:db8::1]:443"),
            Sketch.Relay(1, RelayRoles.Exit) with { ExitAddresses = [Sketch.Address("203.0.113.9")] });

        Assert.Equal(2, view.RelayCount);
        Assert.Equal(3, view.OrEndpointCount);
        var relay = Assert.Single(view.Find("203.0.113.1").Relays);
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Exit, relay.Roles);
        Assert.Equal(relay, Assert.Single(view.Find("2001:db8::1").Relays));
        Assert.Equal(relay, Assert.Single(view.Find("203.0.113.9").Relays));
        Assert.Equal(RelayRoles.Relay, Assert.Single(view.Find("203.0.113.2").Relays).Roles);
    }

    [Fact]
    public void The_role_relay_is_implied() =>
        Assert.Equal(RelayRoles.Relay | RelayRoles.Exit, Sketch.View(Sketch.Relay(1, RelayRoles.Exit, "203.0.113.1:443")).Find("203.0.113.1").RolesAt(null));

    [Fact]
    public void A_later_description_counts_but_for_what_it_does_not_know_and_seen_times_widen()
    {
        var view = Sketch.View(
            Sketch.Relay(1, RelayRoles.Relay, "203.0.113.1:443") with
            {
                Nickname = "old",
                FirstSeen = s_early.AddDays(1),
                LastSeen = s_late,
                ExitPolicySummary = Sketch.Policy("accept 80"),
                ExitPolicySummaryIPv6 = Sketch.Policy("accept 80"),
            },
            Sketch.Relay(1, RelayRoles.Relay) with { Nickname = "new", FirstSeen = s_early, LastSeen = s_late.AddDays(-1), ExitPolicySummary = Sketch.Policy("accept 443") },
            Sketch.Relay(1, RelayRoles.Relay));

        Assert.True(view.TryFind(Sketch.Fingerprint(1), out var relay));
        Assert.Equal(("new", s_early, s_late), (relay.Nickname, relay.FirstSeen, relay.LastSeen));
        Assert.True(relay.ExitPolicySummary!.Accepts(443));
        Assert.False(relay.ExitPolicySummary!.Accepts(80));
        Assert.True(relay.ExitPolicySummaryIPv6!.Accepts(80));
    }

    [Fact]
    public void A_relay_of_which_only_the_fingerprint_is_known_has_no_details()
    {
        Assert.True(Sketch.View(Sketch.Relay(1, RelayRoles.Relay), Sketch.Relay(2, RelayRoles.Relay) with { Nickname = "x" }).TryFind(Sketch.Fingerprint(1), out var relay));
        Assert.Equal((null, null, null), (relay.Nickname, relay.FirstSeen, relay.LastSeen));
        Assert.Null(relay.ExitPolicySummary);
        Assert.Null(relay.ExitPolicySummaryIPv6);
    }

    [Fact]
    public void Several_relays_may_share_an_address()
    {
        var view = Sketch.View(
            Sketch.Relay(1, RelayRoles.Relay, "203.0.113.1:443"),
            Sketch.Relay(2, RelayRoles.Guard, "203.0.113.1:9001"),
            Sketch.Relay(3, RelayRoles.Exit, "203.0.113.1:9002"));
        var listed = view.Find("203.0.113.1");

        Assert.Equal([1, 2, 3], listed.Relays.Numbers());
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Exit, listed.RolesAt(null));
        Assert.Equal([443, 9001, 9002], Enumerable.Range(0, 65536).Where(port => listed.HasOrPort((ushort)port)));
        Assert.Equal(1, view.AddressCount - TorNetwork.Empty.AddressCount);
        Assert.False(listed.IsExitAddress);
    }

    [Fact]
    public void Exit_addresses_are_apart_from_OR_addresses()
    {
        var view = Sketch.View(Sketch.Relay(1, RelayRoles.Exit | RelayRoles.Guard, "203.0.113.1:443") with { ExitAddresses = [Sketch.Address("203.0.113.2")] });

        Assert.False(view.Find("203.0.113.1").IsExitAddress);
        Assert.True(view.Find("203.0.113.2").IsExitAddress);
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Exit, view.Find("203.0.113.1").RolesAt(null));
        Assert.Equal(RelayRoles.Exit, view.Find("203.0.113.2").RolesAt(null));
        Assert.False(view.Find("203.0.113.2").HasOrPort(443));
        Assert.Equal(1, view.OrEndpointCount);
    }

    [Fact]
    public void An_address_from_a_bulk_list_and_from_a_list_of_relays_has_what_both_say()
    {
        var builder = Sketch.Builder(Sketch.Relay(1, RelayRoles.Guard, "203.0.113.1:443"));
        Assert.True(builder.AddExitAddress(Sketch.Prefix("203.0.113.1")));
        Assert.True(builder.AddRelayAddress(Sketch.Prefix("203.0.113.2"), RelayRoles.Guard));
        Assert.True(builder.AddRelayAddress(Sketch.Prefix("203.0.113.3"), RelayRoles.Exit));
        Assert.True(builder.AddRelayAddress(Sketch.Prefix("203.0.113.4"), RelayRoles.None));
        var view = builder.Build();

        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Exit, view.Find("203.0.113.1").RolesAt(null));
        Assert.True(view.Find("203.0.113.1").IsExitAddress);
        Assert.Equal([1], view.Find("203.0.113.1").Relays.Numbers());
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard, view.Find("203.0.113.2").RolesAt(null));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Exit, view.Find("203.0.113.3").RolesAt(null));
        Assert.Equal(RelayRoles.Relay, view.Find("203.0.113.4").RolesAt(null));
        Assert.Empty(view.Find("203.0.113.4").Relays);
    }

    [Fact]
    public void Port_zero_means_that_only_the_address_is_known()
    {
        var view = Sketch.View(Sketch.Relay(1, RelayRoles.Relay, "203.0.113.1", "203.0.113.2"), Sketch.Relay(1, RelayRoles.Relay, "203.0.113.1:443"));

        Assert.Equal(1, view.OrEndpointCount);
        Assert.False(view.Find("203.0.113.2").HasOrPort(0));
        Assert.True(view.Find("203.0.113.1").HasOrPort(443));
        Assert.False(view.Find("203.0.113.1").HasOrPort(0));
        Assert.Equal([1], view.Find("203.0.113.2").Relays.Numbers());
    }

    [Fact]
    public void A_host_inside_prefixes_inherits_what_they_say()
    {
        var builder = Sketch.Builder(Sketch.Relay(1, RelayRoles.Relay, "198.51.100.129:443", "[2001:db8:1::5]:443"));
        builder.AddRelayAddress(Sketch.Prefix("198.51.100.0/24"), RelayRoles.Relay);
        builder.AddRelayAddress(Sketch.Prefix("198.51.100.128/25"), RelayRoles.Guard);
        builder.AddExitAddress(Sketch.Prefix("198.51.100.128/30"));
        builder.AddExitAddress(Sketch.Prefix("2001:db8::/32"));
        var view = builder.Build();

        Assert.Equal(RelayRoles.Relay, view.Find("198.51.100.1").RolesAt(null));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard, view.Find("198.51.100.132").RolesAt(null));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Exit, view.Find("198.51.100.128").RolesAt(null));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Exit, view.Find("198.51.100.129").RolesAt(null));
        Assert.True(view.Find("198.51.100.129").IsExitAddress);
        Assert.True(view.Find("198.51.100.129").HasOrPort(443));
        Assert.True(view.Find("2001:db8:1::5").IsExitAddress);
        Assert.False(view.Has("198.51.101.0"));
        Assert.Empty(view.Find("198.51.100.128").Relays);
    }

    [Fact]
    public void A_host_behind_nested_prefixes_inherits_from_none_of_them()
    {
        var builder = Sketch.Builder(
            Sketch.Relay(1, RelayRoles.Relay, "198.51.100.65:443", "198.51.100.200:443"),
            Sketch.Relay(2, RelayRoles.Relay, "203.0.113.1:443", "[2001:db8::1]:443"));
        builder.AddExitAddress(Sketch.Prefix("198.51.100.0/25"));
        builder.AddRelayAddress(Sketch.Prefix("198.51.100.0/26"), RelayRoles.Guard);
        builder.AddRelayAddress(Sketch.Prefix("198.51.100.0/27"), RelayRoles.Relay);
        var view = builder.Build();

        Assert.Equal(RelayRoles.Relay | RelayRoles.Exit, view.Find("198.51.100.65").RolesAt(null));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Exit, view.Find("198.51.100.63").RolesAt(null));
        Assert.All(["198.51.100.200", "203.0.113.1", "2001:db8::1"], address => Assert.Equal(RelayRoles.Relay, view.Find(address).RolesAt(null)));
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.0/12")]
    [InlineData("192.168.1.0/24")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.2.1")]
    [InlineData("198.51.100.0/24")]
    [InlineData("203.0.113.0/25")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("128.0.0.0/1")]
    [InlineData("192.0.0.0/8")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2000::/3")]
    [InlineData("64:ff9b:1::1")]
    public void Special_purpose_addresses_are_left_out_and_counted_unless_asked_for(string text)
    {
        var prefix = Sketch.Prefix(text);
        var builder = new TorNetworkBuilder();
        Assert.False(builder.AddExitAddress(prefix));
        Assert.False(builder.AddRelayAddress(prefix, RelayRoles.Guard));
        Assert.Equal(2, builder.LeftOut);
        if (prefix.IsHost)
        {
            Assert.False(builder.AddRelay(Sketch.Relay(1, RelayRoles.Relay) with { OrEndpoints = [new(prefix.Address, 443)] }));
            Assert.Equal(3, builder.LeftOut);
        }

        Assert.False(builder.Build().TryFind(prefix.Address, out _));

        var including = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        Assert.True(including.AddExitAddress(prefix));
        Assert.Equal(0, including.LeftOut);
        Assert.True(including.Build().TryFind(prefix.Address, out _));
    }

    [Theory]
    [InlineData("2002:c000:204::1")]
    [InlineData("2001::1")]
    [InlineData("2001:0:5ef5:79fd:0:59d:a0e5:ba1")]
    [InlineData("64:ff9b::203.0.113.1")]
    [InlineData("9.9.9.9")]
    [InlineData("2a00::/16")]
    public void Everything_that_is_reachable_from_everywhere_stays(string text)
    {
        var builder = new TorNetworkBuilder();
        Assert.True(builder.AddExitAddress(Sketch.Prefix(text)));
        Assert.Equal(0, builder.LeftOut);
        Assert.True(builder.Build().TryFind(Sketch.Prefix(text).Address, out _));
    }

    [Theory]
    [InlineData("0.0.0.0/0", "203.0.113.1")]
    [InlineData("::/0", "2a00::1")]
    public void A_default_route_never_enters_a_view(string route, string address)
    {
        foreach (var include in new[] { false, true })
        {
            var builder = new TorNetworkBuilder { IncludeSpecialPurpose = include };
            Assert.False(builder.AddExitAddress(Sketch.Prefix(route)));
            Assert.False(builder.AddRelayAddress(Sketch.Prefix(route), RelayRoles.Guard));
            Assert.Equal(2, builder.LeftOut);
            Assert.False(builder.Build().Has(address));
        }
    }

    [Fact]
    public void AddRelay_tells_when_only_some_addresses_are_left_out_and_takes_the_others()
    {
        var builder = new TorNetworkBuilder();
        var relay = Sketch.Relay(1, RelayRoles.Relay, "9.9.9.9:443", "10.0.0.1:443") with
        {
            DirectoryEndpoints = [Sketch.Endpoint("127.0.0.1:80")],
            ExitAddresses = [Sketch.Address("192.168.0.1"), Sketch.Address("9.9.9.10")],
        };
        Assert.False(builder.AddRelay(relay));
        Assert.Equal(3, builder.LeftOut);
        var view = builder.Build();
        Assert.Equal([1], view.Find("9.9.9.9").Relays.Numbers());
        Assert.Equal([1], view.Find("9.9.9.10").Relays.Numbers());
        Assert.False(view.Has("10.0.0.1"));
    }

    [Fact]
    public void A_mapped_address_is_the_IPv4_address()
    {
        var view = Sketch.View(Sketch.Relay(1, RelayRoles.Relay, "[::ffff:203.0.113.1]:443"));
        Assert.Equal([1], view.Find("203.0.113.1").Relays.Numbers());
        Assert.Equal([1], view.Find("::ffff:203.0.113.1").Relays.Numbers());
    }

    [Theory]
    [InlineData("::")]
    [InlineData("::/127")]
    [InlineData("::/64")]
    [InlineData("::/8")]
    public void What_holds_the_unspecified_address_never_enters_a_view_because_that_stands_for_no_address(string text)
    {
        var builder = Sketch.Builder();
        Assert.False(builder.AddExitAddress(Sketch.Prefix(text)));
        Assert.Equal(1, builder.LeftOut);
        Assert.False(builder.Build().TryFind(default(IPAddressValue), out _));
    }

    [Fact]
    public void The_builder_can_be_used_on_after_a_view_was_made()
    {
        var builder = Sketch.Builder(Sketch.Relay(1, RelayRoles.Relay, "203.0.113.1"));
        var first = builder.Build();
        builder.AddRelay(Sketch.Relay(1, RelayRoles.Exit, "203.0.113.1:443"));
        builder.AddExitAddress(Sketch.Prefix("203.0.113.2"));
        var second = builder.Build();

        Assert.Equal((0, 1), (first.OrEndpointCount, second.OrEndpointCount));
        Assert.False(first.Has("203.0.113.2"));
        Assert.True(second.Has("203.0.113.2"));
        Assert.Equal(RelayRoles.Relay, first.Find("203.0.113.1").RolesAt(null));
        Assert.Equal(RelayRoles.Relay | RelayRoles.Exit, second.Find("203.0.113.1").RolesAt(null));
    }

    [Fact]
    public void An_address_holds_a_bounded_number_of_relays()
    {
        var builder = new TorNetworkBuilder();
        for (var i = 1; i <= TorNetworkBuilder.MaxRelaysPerAddress; i++)
        {
            Assert.True(builder.AddRelay(Sketch.Relay(i, RelayRoles.Relay, "9.9.9.9:" + i)));
        }

        Assert.False(builder.AddRelay(Sketch.Relay(1000, RelayRoles.Relay, "9.9.9.9:1000")));
        Assert.Equal(TorNetworkBuilder.MaxRelaysPerAddress, builder.Build().Find("9.9.9.9").Relays.Count);
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new TorNetworkBuilder().AddRelay(null!));
        Assert.Throws<ArgumentNullException>(() => new TorNetworkBuilder().AddSource(null!));
    }

    [Property(MaxTest = 300)]
    public void The_order_of_additions_does_not_matter(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var additions = Additions(random);
        var probes = Enumerable.Range(0, 24).SelectMany(i => new[] { IPAddressValue.FromIPv4(0xC6336400 + (uint)i), IPAddressValue.FromIPv6(s_documentation + (uint)i) });
        var expected = NetworkDump.Of(Build(additions), probes, 0, 80, 443, 886);

        random.Shuffle(additions);
        Assert.Equal(expected, NetworkDump.Of(Build(additions), probes, 0, 80, 443, 886));
        Assert.Equal(expected, NetworkDump.Of(Build([.. additions, .. additions]), probes, 0, 80, 443, 886));
    }

    private static readonly UInt128 s_documentation = Sketch.Address("2001:db8::").ToIPv6();

    private static TorNetwork Build(IEnumerable<Action<TorNetworkBuilder>> additions)
    {
        var builder = Sketch.Builder();
        foreach (var add in additions)
        {
            add(builder);
        }

        return builder.Build();
    }

    private static Action<TorNetworkBuilder>[] Additions(Random random)
    {
        return [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Addition())];

        Action<TorNetworkBuilder> Addition()
        {
            var address = Host();
            var length = (address.IsIPv4 ? 32 : 128) - random.Next(0, 5);
            var prefix = Enumerable.Range(0, 5).Select(i => IPPrefix.TryCreate(address, length + i, out var found) ? found : default).First(found => found.Length != 0);
            var roles = (RelayRoles)random.Next(8);
            var relay = new TorRelayDescription
            {
                Fingerprint = Sketch.Fingerprint(random.Next(1, 6)),
                Roles = roles,
                OrEndpoints = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new IPEndpointValue(Host(), (ushort)(random.Next(3) * 443)))],
                DirectoryEndpoints = [.. Enumerable.Range(0, random.Next(2)).Select(_ => new IPEndpointValue(Host(), 80))],
                ExitAddresses = [.. Enumerable.Range(0, random.Next(2)).Select(_ => Host())],
            };
            return random.Next(4) switch
            {
                0 => builder => builder.AddExitAddress(prefix),
                1 => builder => builder.AddRelayAddress(prefix, roles),
                _ => builder => builder.AddRelay(relay),
            };
        }

        IPAddressValue Host() => random.Next(2) == 0
            ? IPAddressValue.FromIPv4(0xC6336400 + (uint)random.Next(20))
            : IPAddressValue.FromIPv6(s_documentation + (uint)random.Next(20));
    }
}
