using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class ViewBlockTests
{
    private static readonly byte[] s_block = BlockOf(ViewForge.Make(12));

    [Property(MaxTest = 300)]
    public void Load_answers_all_questions_as_the_view_that_was_written(int seed)
    {
        var view = ViewForge.Make(seed);
        var block = BlockOf(view);
        var loaded = TorNetwork.Load(block);
        Assert.Equal(ViewForge.Describe(view), ViewForge.Describe(loaded));
        Assert.Equal(view.Sources, loaded.Sources);
        Assert.Equal(block, BlockOf(loaded));
    }

    [Property(MaxTest = 200)]
    public void AddNetwork_takes_over_everything_that_a_view_knows(int seed)
    {
        var view = ViewForge.Make(seed);
        var builder = Sketch.Builder();
        builder.AddNetwork(view);
        Assert.Equal(ViewForge.Describe(view), ViewForge.Describe(builder.Build()));
        Assert.Equal(0, builder.LeftOut);
    }

    [Fact]
    public void Load_works_in_the_middle_of_other_memory()
    {
        var expected = ViewForge.Describe(TorNetwork.Load(s_block));
        var buffer = new byte[s_block.Length + 100];
        foreach (var offset in new[] { 0, 1, 7, 64 })
        {
            s_block.CopyTo(buffer, offset);
            Assert.Equal(expected, ViewForge.Describe(TorNetwork.Load(buffer.AsMemory(offset, s_block.Length))));
        }
    }

    [Fact]
    public void Load_uses_the_index_where_it_lies()
    {
        var loaded = TorNetwork.Load(s_block);
        Assert.True(MemoryMarshal.TryGetArray(loaded.Index.Block, out var segment));
        Assert.Same(s_block, segment.Array);
    }

    [Fact]
    public void The_view_of_the_authorities_alone_can_be_written()
    {
        var loaded = TorNetwork.Load(BlockOf(TorNetwork.Empty));
        Assert.Equal(TorNetwork.Empty.AddressCount, loaded.AddressCount);
        Assert.Empty(loaded.Sources);
        Assert.Empty(loaded.Relays);
        Assert.Equal(RelayRoles.Relay | RelayRoles.Authority, loaded.Find(DirectoryAuthorities.All[0].Address.ToString()).RolesAt(DirectoryAuthorities.All[0].From));
    }

    [Fact]
    public void A_policy_without_rules_is_kept()
    {
        var view = Sketch.View(Sketch.Relay(1, RelayRoles.Exit, "192.0.2.1:9001") with { ExitPolicy = new ExitPolicy() });
        Assert.Equal(new ExitPolicy(), TorNetwork.Load(BlockOf(view)).Relays.Single().ExitPolicy);
    }

    [Fact]
    public void Policies_and_nicknames_are_decoded_once()
    {
        var policy = Sketch.Policy("accept 80");
        var view = Sketch.View([.. Enumerable.Range(1, 3).Select(i => Sketch.Relay(i, RelayRoles.Exit, $"192.0.2.{i}:9001") with { Nickname = "same", ExitPolicySummary = policy })]);
        var relays = TorNetwork.Load(BlockOf(view)).Relays.ToArray();
        Assert.Same(relays[0].ExitPolicySummary, relays[2].ExitPolicySummary);
        Assert.Same(relays[0].Nickname, relays[0].Nickname);
    }

    [Fact]
    public void IsView_knows_a_view_by_its_beginning()
    {
        Assert.True(TorNetwork.IsView(s_block.AsSpan(0, 8)));
        Assert.False(TorNetwork.IsView("TORVIEW"u8));
        Assert.False(TorNetwork.IsView("198.51.100.1"u8));
        Assert.False(TorNetwork.IsView([]));
    }

    [Fact]
    public void A_view_with_another_table_of_authorities_gets_ours()
    {
        // The version is the first text of the sources: a length, then the text.
        var block = s_block.ToArray();
        var version = System.Text.Encoding.UTF8.GetBytes(DirectoryAuthorities.Version);
        block[block.AsSpan().LastIndexOf(version)] ^= 1;
        var loaded = TorNetwork.Load(block);
        Assert.Equal(ViewForge.Describe(TorNetwork.Load(s_block)), ViewForge.Describe(loaded));
        Assert.Equal(s_block, BlockOf(loaded));
    }

    [Fact]
    public void Load_says_what_is_wrong()
    {
        Assert.Contains("does not begin as a view", Refusal([]), StringComparison.Ordinal);
        Assert.Contains("does not begin as a view", Refusal("198.51.100.1\n"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("shorter than its header", Refusal(s_block[..100]), StringComparison.Ordinal);
        Assert.Contains("cut", Refusal(s_block[..^1]), StringComparison.Ordinal);
        Assert.Equal(ViewForge.Describe(TorNetwork.Load(s_block)), ViewForge.Describe(TorNetwork.Load(new ReadOnlyMemory<byte>([.. s_block, 1, 2, 3]))));
        var newer = s_block.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(newer.AsSpan(8), 2);
        Assert.Contains("version 2, expected 1", Refusal(newer), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteTo_refuses_null() => Assert.Throws<ArgumentNullException>(() => TorNetwork.Empty.WriteTo(null!));

    internal static byte[] BlockOf(TorNetwork network)
    {
        using var stream = new MemoryStream();
        network.WriteTo(stream);
        return stream.ToArray();
    }

    private static string Refusal(byte[] block) => Assert.Throws<InvalidDataException>(() => TorNetwork.Load(block)).Message;
}
