namespace TorIntel.Tests;

/// <summary>How much memory views of the real network take.</summary>
public sealed class TorNetworkSizeTests
{
    [Fact]
    public void The_index_of_all_exit_addresses_takes_at_most_64_KB()
    {
        var rows = SnapshotData.ReadRelays("exits.csv");
        var builder = new TorNetworkBuilder();
        foreach (var (_, endpoint) in rows)
        {
            Assert.True(builder.AddExitAddress(IPPrefix.Host(endpoint.Address)));
        }

        var view = builder.Build();
        Assert.Equal(rows.Select(row => row.Endpoint.Address).Union(DirectoryAuthorities.All.Select(row => row.Address)).Count(), view.AddressCount);
        Assert.All(rows, row => Assert.True(view.TryFind(row.Endpoint.Address, out var listed) && listed.IsExitAddress));
        Assert.InRange(view.Index.Block.Length, 1, 64 * 1024);
        TestContext.Current.TestOutputHelper?.WriteLine($"index {view.Index.Block.Length:N0}, view {view.SizeInBytes:N0} bytes");
    }

    [Fact]
    public void A_view_of_all_relays_with_their_endpoints_takes_at_most_512_KB()
    {
        var rows = SnapshotData.ReadRelays("all.csv");
        var guards = SnapshotData.ReadRelays("guards.csv").Select(row => row.Fingerprint).ToHashSet();
        var exits = SnapshotData.ReadRelays("exits.csv").Select(row => row.Fingerprint).ToHashSet();
        var builder = new TorNetworkBuilder();
        foreach (var (fingerprint, endpoint) in rows)
        {
            var roles = (guards.Contains(fingerprint) ? RelayRoles.Guard : 0) | (exits.Contains(fingerprint) ? RelayRoles.Exit : 0);
            Assert.True(builder.AddRelay(new TorRelayDescription { Fingerprint = fingerprint, Roles = roles, OrEndpoints = [endpoint] }));
        }

        var view = builder.Build();
        Assert.Equal(rows.Count, view.OrEndpointCount);
        Assert.Equal(rows.Select(row => row.Fingerprint).Distinct().Count(), view.RelayCount);
        Assert.All(rows, row => Assert.True(view.TryFind(row.Endpoint.Address, out var listed) && listed.HasOrPort(row.Endpoint.Port)));
        Assert.InRange(view.SizeInBytes, 1, 512 * 1024);
        TestContext.Current.TestOutputHelper?.WriteLine($"index {view.Index.Block.Length:N0}, view {view.SizeInBytes:N0} bytes");
    }
}
