using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class IPPrefixIndexBlockTests
{
    private static readonly PrefixSet s_set = MixedSet();
    private static readonly IPAddressValue[] s_someProbes = [.. s_set.Probes.Where((_, i) => i % 7 == 0)];
    private static readonly byte[] s_block = IPPrefixIndex.Create(s_set.Entries).Block.ToArray();

    [Property(Arbitrary = [typeof(PrefixArbitraries)], MaxTest = 300, EndSize = 60)]
    public void Load_gives_the_same_answers(PrefixSet set)
    {
        var created = IPPrefixIndex.Create(set.Entries);
        var loaded = IPPrefixIndex.Load(created.Block.ToArray());

        Assert.Equal(created.Count, loaded.Count);
        AssertSameAnswers(created, loaded, set.Probes);
        Assert.Equal(created.Block.ToArray(), loaded.Block.ToArray());
    }

    [Fact]
    public void Load_works_on_a_memory_mapped_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, s_block);
            using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.Read);
            using var view = file.CreateViewAccessor(0, s_block.Length, MemoryMappedFileAccess.Read);
            AssertSameAnswers(IPPrefixIndex.Create(s_set.Entries), Load(view), s_set.Probes);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Load_works_in_the_middle_of_other_memory()
    {
        var buffer = new byte[s_block.Length + 100];
        foreach (var offset in new[] { 0, 1, 7, 64 })
        {
            s_block.CopyTo(buffer, offset);
            AssertSameAnswers(IPPrefixIndex.Create(s_set.Entries), IPPrefixIndex.Load(buffer.AsMemory(offset, s_block.Length)), s_set.Probes);
        }
    }

    [Fact]
    public void Load_refuses_blocks_that_are_cut_or_extended()
    {
        for (var length = 0; length < s_block.Length; length += length < 1_000 ? 1 : 97)
        {
            Assert.Throws<InvalidDataException>(() => IPPrefixIndex.Load(s_block.AsMemory(0, length)));
        }

        Assert.Throws<InvalidDataException>(() => IPPrefixIndex.Load((byte[])[.. s_block, 0]));
        Assert.Throws<InvalidDataException>(() => IPPrefixIndex.Load(new byte[s_block.Length]));
        Assert.Throws<InvalidDataException>(() => IPPrefixIndex.Load(Enumerable.Repeat((byte)0xFF, s_block.Length).ToArray()));
    }

    [Theory]
    [InlineData(0, "not an index")]
    [InlineData(4, "version")]
    [InlineData(8, "cut or extended")]
    public void Load_says_what_is_wrong(int offset, string reason)
    {
        var block = s_block.ToArray();
        block[offset] ^= 0x10;

        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => IPPrefixIndex.Load(block)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_byte_in_the_header_is_refused_or_harmless()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Guard pages are set up by Linux system calls.");
        using var memory = new GuardedMemory(s_block.Length);
        for (var offset = 0; offset < Unsafe.SizeOf<IndexLayout>(); offset++)
        {
            for (var change = 1; change < 256; change++)
            {
                var block = s_block.ToArray();
                block[offset] ^= (byte)change;
                AssertHarmless(change % 2 == 0 ? memory.First(block.Length) : memory.Last(block.Length), block);
            }
        }
    }

    [Fact]
    public void A_damaged_number_in_the_header_is_refused_or_harmless()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Guard pages are set up by Linux system calls.");
        using var memory = new GuardedMemory(s_block.Length);
        int[] values =
        [
            int.MinValue, int.MinValue + 1, -65536, -64, -1, 0, 1, 2, 31, 32, 33, 63, 64, 65535, 65536, int.MaxValue - 63, int.MaxValue,
            .. Enumerable.Range(0, s_block.Length / 448).Select(i => 448 * i),
        ];
        for (var offset = 0; offset < Unsafe.SizeOf<IndexLayout>(); offset += sizeof(int))
        {
            foreach (var value in values)
            {
                var block = s_block.ToArray();
                BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(offset), value);
                AssertHarmless(memory.First(block.Length), block);
                AssertHarmless(memory.Last(block.Length), block);
            }
        }
    }

    [Fact]
    public void Damaged_bytes_anywhere_are_refused_or_harmless()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Guard pages are set up by Linux system calls.");
        using var memory = new GuardedMemory(s_block.Length);
        var random = new Random(5);
        for (var round = 0; round < 20_000; round++)
        {
            var block = s_block.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                block[random.Next(block.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            }

            AssertHarmless(round % 2 == 0 ? memory.First(block.Length) : memory.Last(block.Length), block);
        }
    }

    private static PrefixSet MixedSet()
    {
        var random = new Random(11);
        List<KeyValuePair<IPPrefix, uint>> entries = [];
        for (var i = 0; i < 400; i++)
        {
            var address = i % 2 == 0
                ? IPAddressValue.FromIPv4(0x0A00_0000 | ((uint)random.Next() & 0x0003_0F0F))
                : IPAddressValue.FromIPv6(new UInt128(0x2001_0DB8_0000_0000 | ((ulong)random.Next() & 0x0F0F), (ulong)random.NextInt64() & 0x0F00_0000_0000_0F0F));
            entries.Add(KeyValuePair.Create(PrefixSet.Cut(address, random.Next(2) == 0 ? 128 : random.Next(1, address.IsIPv4 ? 32 : 128)), (uint)random.Next()));
        }

        return new PrefixSet(entries, [default, IPAddressValue.FromIPv4(0), IPAddressValue.FromIPv4(uint.MaxValue), IPAddressValue.FromIPv6(UInt128.MaxValue)]);
    }

    private static unsafe IPPrefixIndex Load(MemoryMappedViewAccessor view)
    {
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return IPPrefixIndex.Load(new NativeMemory(start + view.PointerOffset, s_block.Length).Memory);
    }

    private static void AssertSameAnswers(IPPrefixIndex expected, IPPrefixIndex actual, IReadOnlyList<IPAddressValue> probes)
    {
        foreach (var probe in probes)
        {
            Assert.Equal(Lookups.Match(expected, probe), Lookups.Match(actual, probe));
        }
    }

    // Between guard pages, so that a read before the block or behind it ends the test run.
    private static void AssertHarmless(NativeMemory place, byte[] block)
    {
        block.CopyTo(place.GetSpan());
        try
        {
            var index = IPPrefixIndex.Load(place.Memory);
            foreach (var probe in s_someProbes)
            {
                index.TryMatch(probe, out _);
            }
        }
        catch (InvalidDataException)
        {
            return;
        }
    }
}
