using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class TorNetworkDiffTests
{
    [Fact]
    public void Relays_come_go_and_change_their_roles()
    {
        var before = Sketch.View(
            Sketch.Relay(1, RelayRoles.Guard, "192.0.2.1:9001"),
            Sketch.Relay(2, RelayRoles.Exit, "192.0.2.2:9001"),
            Sketch.Relay(3, RelayRoles.Relay, "192.0.2.3:9001"));
        var after = Sketch.View(
            Sketch.Relay(4, RelayRoles.Relay, "192.0.2.4:9001"),
            Sketch.Relay(3, RelayRoles.Guard | RelayRoles.Exit, "192.0.2.3:9001"),
            Sketch.Relay(2, RelayRoles.Guard, "192.0.2.2:9001"));
        var diff = TorNetworkDiff.Between(before, after);

        Assert.False(diff.IsEmpty);
        Assert.Equal([4], diff.AddedRelays.Numbers());
        Assert.Equal([1], diff.RemovedRelays.Numbers());
        Assert.Equal(["2 +Guard -Exit", "3 +Guard, Exit -None"], diff.ChangedRelays.Select(change => $"{change.After.Fingerprint.ToString()[^1]} +{change.Gained} -{change.Lost}"));
        Assert.Equal(["192.0.2.4/32"], diff.AddedAddresses.Select(address => address.ToString()));
        Assert.Equal(["192.0.2.1/32"], diff.RemovedAddresses.Select(address => address.ToString()));
        Assert.Equal(["192.0.2.2/32 +Guard -Exit", "192.0.2.3/32 +Guard, Exit -None"], diff.ChangedAddresses.Select(change => $"{change.Address} +{change.Gained} -{change.Lost}"));
        Assert.Equal(["192.0.2.4:9001"], diff.AddedOrEndpoints.Select(endpoint => endpoint.Endpoint.ToString()));
        Assert.Equal(["192.0.2.1:9001"], diff.RemovedOrEndpoints.Select(endpoint => endpoint.Endpoint.ToString()));
        Assert.Empty(diff.OwnAddresses);
    }

    [Fact]
    public void An_endpoint_that_goes_to_another_relay_is_removed_and_added()
    {
        var diff = TorNetworkDiff.Between(
            Sketch.View(Sketch.Relay(1, RelayRoles.Relay, "192.0.2.1:9001", "192.0.2.1:443"), Sketch.Relay(2, RelayRoles.Relay, "192.0.2.2:9001")),
            Sketch.View(Sketch.Relay(1, RelayRoles.Relay, "192.0.2.1:443"), Sketch.Relay(2, RelayRoles.Relay, "192.0.2.1:9001")));

        Assert.Empty(diff.AddedRelays);
        Assert.Empty(diff.ChangedRelays);
        Assert.Equal(["2 192.0.2.1:9001"], diff.AddedOrEndpoints.Select(Text));
        Assert.Equal(["1 192.0.2.1:9001", "2 192.0.2.2:9001"], diff.RemovedOrEndpoints.Select(Text));
        Assert.Equal(["192.0.2.2/32"], diff.RemovedAddresses.Select(address => address.ToString()));

        static string Text(RelayEndpoint endpoint) => $"{endpoint.Relay.Fingerprint.ToString()[^1]} {endpoint.Endpoint}";
    }

    [Fact]
    public void Lists_of_addresses_alone_are_compared_too()
    {
        var (before, after) = (Sketch.Builder(), Sketch.Builder());
        before.AddExitAddress(Sketch.Prefix("192.0.2.1"));
        before.AddRelayAddress(Sketch.Prefix("198.51.100.0/24"), RelayRoles.Relay);
        after.AddRelayAddress(Sketch.Prefix("192.0.2.1"), RelayRoles.Relay | RelayRoles.Exit);
        after.AddRelayAddress(Sketch.Prefix("198.51.100.0/25"), RelayRoles.Relay);
        var diff = TorNetworkDiff.Between(before.Build(), after.Build());

        Assert.Equal(["198.51.100.0/25"], diff.AddedAddresses.Select(address => address.ToString()));
        Assert.Equal(["198.51.100.0/24"], diff.RemovedAddresses.Select(address => address.ToString()));
        Assert.Equal([new AddressRoleChange(Sketch.Prefix("192.0.2.1"), RelayRoles.Exit, RelayRoles.Relay | RelayRoles.Exit)], diff.ChangedAddresses);
    }

    [Fact]
    public void Own_networks_are_found_in_the_later_view()
    {
        var before = Sketch.View(Sketch.Relay(1, RelayRoles.Relay, "192.0.2.1:9001"), Sketch.Relay(9, RelayRoles.Relay, "192.0.2.99:9001"));
        var after = Sketch.Builder(Sketch.Relay(1, RelayRoles.Relay, "192.0.2.1:9001"), Sketch.Relay(2, RelayRoles.Exit, "192.0.2.7:443", "[2001:db8::7]:443"));
        after.AddExitAddress(Sketch.Prefix("203.0.113.0/24"));
        var own = new[] { "192.0.2.0/24", "192.0.2.0/29", "2001:db8::/48", "203.0.113.128/25", "198.51.100.0/24" }.Select(Sketch.Prefix);
        var diff = TorNetworkDiff.Between(before, after.Build(), own);

        Assert.Equal(
        [
            "192.0.2.1/32 in 192.0.2.0/29: Relay, 1 relays, new False",
            "192.0.2.7/32 in 192.0.2.0/29: Relay, Exit, 1 relays, new True",
            "2001:db8::7/128 in 2001:db8::/48: Relay, Exit, 1 relays, new True",
            "203.0.113.0/24 in 203.0.113.128/25: Exit, 0 relays, new True",
        ],
        diff.OwnAddresses.Select(found => $"{found.Address} in {found.Network}: {found.Roles}, {found.Relays.Count} relays, new {found.IsNew}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Authorities_that_no_list_has_are_no_change()
    {
        Assert.True(TorNetworkDiff.Between(TorNetwork.Empty, TorNetwork.Empty).IsEmpty);
        var authority = DirectoryAuthorities.All[0].Address;
        var diff = TorNetworkDiff.Between(TorNetwork.Empty, Sketch.View(Sketch.Relay(1, RelayRoles.Relay, authority + ":443")), [IPPrefix.Host(DirectoryAuthorities.All[1].Address)]);
        Assert.Equal([IPPrefix.Host(authority)], diff.AddedAddresses);
        Assert.Empty(diff.OwnAddresses);
    }

    [Property(MaxTest = 200)]
    public void What_was_added_one_way_was_removed_the_other_way(int first, int second)
    {
        var (before, after) = (ViewForge.Make(first), ViewForge.Make(second));
        var (forth, back) = (TorNetworkDiff.Between(before, after), TorNetworkDiff.Between(after, before));

        Assert.Equal(forth.AddedRelays, back.RemovedRelays);
        Assert.Equal(forth.AddedAddresses, back.RemovedAddresses);
        Assert.Equal(forth.AddedOrEndpoints, back.RemovedOrEndpoints);
        Assert.Equal(forth.ChangedRelays.Select(change => (change.Gained, change.Lost)), back.ChangedRelays.Select(change => (change.Lost, change.Gained)));
        Assert.Equal(before.RelayCount + forth.AddedRelays.Count, after.RelayCount + forth.RemovedRelays.Count);
        Assert.True(TorNetworkDiff.Between(before, TorNetwork.Load(ViewBlockTests.BlockOf(before))).IsEmpty);
    }

    [Fact]
    public void Between_refuses_null()
    {
        Assert.Throws<ArgumentNullException>(() => TorNetworkDiff.Between(null!, TorNetwork.Empty));
        Assert.Throws<ArgumentNullException>(() => TorNetworkDiff.Between(TorNetwork.Empty, null!));
    }
}
