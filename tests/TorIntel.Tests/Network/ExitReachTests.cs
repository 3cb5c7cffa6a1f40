using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class ExitReachTests
{
    private static readonly TorNetwork s_view = Build();

    [Theory]
    [InlineData("192.31.196.1", 80, "1 Exact, 2 Summary", "3", "4, 5")]
    [InlineData("192.31.196.2", 80, "2 Summary", "1, 3", "4, 5")]
    [InlineData("10.0.0.1", 80, "1 Exact, 2 Summary", "3", "4, 5")]
    [InlineData("::", 80, "1 Exact, 2 Summary", "3", "4, 5")]
    [InlineData("::", 443, "2 Summary", "1, 3", "4, 5")]
    [InlineData("2001:db8::99", 443, "2 Summary", "", "1, 3, 4, 5")]
    [InlineData("2001:db8::99", 80, "", "2", "1, 3, 4, 5")]
    public void Find_tells_exits_that_accept_refuse_and_are_not_known(string destination, int port, string accepting, string refusing, string unknown)
    {
        var reach = ExitReach.Find(s_view, Sketch.Address(destination), (ushort)port);

        Assert.Equal(accepting, string.Join(", ", reach.Accepting.Select(exit => $"{Number(exit)} {exit.Knowledge}")));
        Assert.Equal(refusing, string.Join(", ", reach.Refusing.Select(Number)));
        Assert.Equal(unknown, string.Join(", ", reach.Unknown.Select(Number)));
        Assert.All(reach.Unknown, exit => Assert.Equal(ExitPolicyKnowledge.Unknown, exit.Knowledge));
        Assert.Equal(["198.51.100.0/28", "203.0.113.7/32"], reach.UnnamedAddresses.Select(prefix => prefix.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal((Sketch.Address(destination), (ushort)port), (reach.Destination, reach.Port));
    }

    [Fact]
    public void Find_gives_the_addresses_of_each_exit_in_order()
    {
        var reach = ExitReach.Find(s_view, default, 80);

        Assert.Equal(["192.0.2.1:443", "192.0.2.1:9001", "[2001:db8::1]:9001"], reach.Accepting[0].OrEndpoints.Select(endpoint => endpoint.ToString()));
        Assert.Equal(["198.51.100.200"], reach.Accepting[0].ExitAddresses.Select(address => address.ToString()));
        Assert.Empty(reach.Unknown[1].OrEndpoints);
        Assert.Equal(["203.0.113.5"], reach.Unknown[1].ExitAddresses.Select(address => address.ToString()));
    }

    [Fact]
    public void Find_says_what_it_needs()
    {
        Assert.Throws<ArgumentNullException>(() => ExitReach.Find(null!, default, 80));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExitReach.Find(s_view, default, 0));
        Assert.Empty(ExitReach.Find(TorNetwork.Empty, default, 80).Unknown);
    }

    // The newest descriptor of each of the 763 relays counts.
    [Fact]
    public void Find_agrees_with_the_policies_of_the_real_descriptors()
    {
        var builder = new TorNetworkBuilder();
        var reader = new ServerDescriptorReader(new MemoryStream(RelayText.Shared("tor-documents/server-descriptors-2014-12-08.gz")));
        Dictionary<RelayFingerprint, (DateTimeOffset? Published, TorRelayDescription Relay)> newest = [];
        while (reader.Read())
        {
            if (!newest.TryGetValue(reader.Relay.Fingerprint, out var known) || reader.Relay.Published >= known.Published)
            {
                newest[reader.Relay.Fingerprint] = (reader.Relay.Published, reader.Relay.ToDescription());
            }
        }

        foreach (var (_, relay) in newest.Values)
        {
            builder.AddRelay(relay);
        }

        var network = builder.Build();
        foreach (var (address, port) in new[] { ("8.8.8.8", 53), ("8.8.8.8", 25), ("192.31.196.1", 443), ("10.0.0.1", 6667) })
        {
            var destination = Sketch.Address(address);
            var reach = ExitReach.Find(network, destination, (ushort)port);
            var expected = newest.Values.Where(relay => relay.Relay.Roles.HasFlag(RelayRoles.Exit) && (SpecialPurposeRanges.IsGloballyReachable(destination)
                ? PolicyOracle.Accepts(relay.Relay.ExitPolicy!.ToString(), address, port)
                : relay.Relay.ExitPolicy!.AcceptsSomewhere((ushort)port)));
            Assert.Equal(expected.Select(relay => relay.Relay.Fingerprint).Order(), reach.Accepting.Select(exit => exit.Relay.Fingerprint));
            Assert.Empty(reach.Unknown);
        }

        Assert.Equal((111, 44), (ExitReach.Find(network, Sketch.Address("8.8.8.8"), 53).Accepting.Count, ExitReach.Find(network, Sketch.Address("8.8.8.8"), 53).Refusing.Count));
    }

    private static int Number(ReachingExit exit) => new[] { exit.Relay }.Numbers()[0];

    private static TorNetwork Build()
    {
        var builder = Sketch.Builder(
            Sketch.Relay(5, RelayRoles.Relay) with { ExitAddresses = [Sketch.Address("203.0.113.5")] },
            Sketch.Relay(4, RelayRoles.Exit, "192.0.2.4"),
            Sketch.Relay(3, RelayRoles.Exit, "192.0.2.3:9001") with { ExitPolicySummary = Sketch.Policy("accept 22") },
            Sketch.Relay(2, RelayRoles.Exit, "192.0.2.2:9001") with { ExitPolicySummary = Sketch.Policy("accept 80,443"), ExitPolicySummaryIPv6 = Sketch.Policy("accept 443") },
            Sketch.Relay(1, RelayRoles.Exit, "[2001:db8::1]:9001", "192.0.2.1:9001", "192.0.2.1:443") with
            {
                ExitPolicy = Sketch.ExactPolicy("accept 192.31.196.1:80,reject *:*"),
                ExitAddresses = [Sketch.Address("198.51.100.200")],
            },
            Sketch.Relay(6, RelayRoles.Guard, "192.0.2.6:9001") with { ExitPolicy = Sketch.ExactPolicy("accept *:*") });
        builder.AddExitAddress(Sketch.Prefix("198.51.100.0/28"));
        builder.AddExitAddress(Sketch.Prefix("203.0.113.7"));
        builder.AddExitAddress(Sketch.Prefix("192.0.2.3")); // a relay is named there
        return builder.Build();
    }
}
