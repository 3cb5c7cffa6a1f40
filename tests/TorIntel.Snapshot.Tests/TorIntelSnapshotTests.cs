namespace TorIntel.Snapshot.Tests;

/// <summary>The build that tests see holds no view; one that does is packed and installed by .ci/snapshot.sh.</summary>
public sealed unsafe class TorIntelSnapshotTests
{
    [Fact]
    public void A_build_without_a_view_says_how_to_make_one()
    {
        Assert.False(TorIntelSnapshot.TryLoad(out var network));
        Assert.Null(network);
        Assert.Contains("-p:TorIntelSnapshot=FILE", Assert.Throws<InvalidOperationException>(TorIntelSnapshot.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_is_used_where_it_lies()
    {
        var block = GC.AllocateArray<byte>(Block().Length, pinned: true);
        Block().CopyTo(block, 0);
        fixed (byte* start = block)
        {
            var network = EmbeddedView.Load(new UnmanagedMemoryStream(start, block.Length));
            using var index = network.Index.Block.Pin();
            Assert.InRange((nint)index.Pointer, (nint)start, (nint)(start + block.Length));
            AssertIsTheView(network);
        }
    }

    [Fact]
    public void Another_stream_is_copied()
    {
        using var stream = new MemoryStream(Block());
        AssertIsTheView(EmbeddedView.Load(stream));
    }

    [Fact]
    public void A_damaged_resource_is_refused()
    {
        using var stream = new MemoryStream(Block()[..^1]);
        Assert.Throws<InvalidDataException>(() => EmbeddedView.Load(stream));
    }

    private static void AssertIsTheView(TorNetwork network)
    {
        Assert.Equal("list", network.SourceName);
        Assert.True(network.TryFind(IPAddressValue.Parse("192.0.2.1"), out var listed));
        Assert.Equal("one", listed.Relays.Single().Nickname);
    }

    private static byte[] Block()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddSource(new TorListSource("list"));
        builder.AddRelay(new TorRelayDescription
        {
            Fingerprint = RelayFingerprint.Parse(new string('A', 40)),
            Nickname = "one",
            OrEndpoints = [new IPEndpointValue(IPAddressValue.Parse("192.0.2.1"), 9001)],
        });
        using var stream = new MemoryStream();
        builder.Build().WriteTo(stream);
        return stream.ToArray();
    }
}
