using System.Buffers.Binary;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class ViewBlockFuzzTests
{
    private const int HeaderLength = 192;

    private static readonly byte[] s_block = ViewBlockTests.BlockOf(ViewForge.Make(12));

    [Fact]
    public void Every_byte_of_the_header_may_be_anything()
    {
        for (var i = 0; i < HeaderLength; i++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7F, 0x80, 0xFF, (byte)(s_block[i] + 1), (byte)(s_block[i] - 1), (byte)(s_block[i] + 64) })
            {
                var block = s_block.ToArray();
                block[i] = value;
                AssertBearable(block);
            }
        }
    }

    [Fact]
    public void Every_number_of_the_header_may_be_anything()
    {
        for (var i = 8; i < HeaderLength; i += 4)
        {
            foreach (var value in new[] { 0, 1, -1, 64, int.MaxValue, int.MinValue, int.MaxValue & ~63, s_block.Length, s_block.Length - 64, 1 << 30 })
            {
                var block = s_block.ToArray();
                BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(i), value);
                AssertBearable(block);
            }
        }
    }

    [Fact]
    public void A_view_damaged_anywhere_is_refused_or_consistent()
    {
        var random = new Random(20260822);
        for (var round = 0; round < 3_000; round++)
        {
            var block = s_block.ToArray();
            for (var changes = random.Next(1, 9); changes > 0; changes--)
            {
                // Half of it behind the bitmap, which is most of a small block.
                var at = random.Next(2) == 0 ? random.Next(block.Length) : block.Length - 1 - random.Next(block.Length / 4);
                block[at] = (byte)random.Next(256);
            }

            AssertBearable(block);
        }
    }

    [Fact]
    public void A_view_of_other_bytes_is_refused_or_consistent()
    {
        var mutator = new Mutator(1, ViewLayout.MagicBytes.ToArray(), [0xFF, 0xFF, 0xFF, 0x7F]);
        for (var round = 0; round < 500; round++)
        {
            AssertBearable(mutator.Mutate(s_block));
        }

        for (var length = 0; length < s_block.Length; length += length < 1_000 ? 1 : 197)
        {
            AssertBearable(s_block[..length]);
        }
    }

    // Whatever it says, it says it without leaving its bounds, and twice the same.
    private static void AssertBearable(byte[] block)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        TorNetwork view;
        try
        {
            view = TorNetwork.Load(block);
        }
        catch (InvalidDataException e)
        {
            Assert.NotEmpty(e.Message);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
            return;
        }

        Assert.Equal(ViewForge.Describe(view), ViewForge.Describe(TorNetwork.Load(block)));
    }
}
