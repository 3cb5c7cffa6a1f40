using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Checks once that no reference inside a block leads outside it and that every walk ends.</summary>
internal static class IndexValidator
{
    /// <param name="block">The block.</param>
    /// <param name="valueLimit">What every value must be below.</param>
    /// <exception cref="InvalidDataException">The block is damaged.</exception>
    public static void Validate(ReadOnlySpan<byte> block, long valueLimit)
    {
        Require(BitConverter.IsLittleEndian, "index blocks are little-endian");
        Require(block.Length >= Unsafe.SizeOf<IndexLayout>(), "shorter than its header");
        var layout = MemoryMarshal.Read<IndexLayout>(block);
        Require(layout.Magic == IndexLayout.MagicNumber, "not an index");
        Require(layout.Version == IndexLayout.CurrentVersion, $"version {layout.Version}, expected {IndexLayout.CurrentVersion}");
        Require(layout.BlockLength == block.Length, "cut or extended");
        Section<uint>(block, layout.Root4, 65536 / 32);
        ValidateFamily(block, in layout.V4, isIPv4: true, valueLimit);
        ValidateFamily(block, in layout.V6, isIPv4: false, valueLimit);
    }

    private static void ValidateFamily(ReadOnlySpan<byte> block, in FamilyLayout family, bool isIPv4, long valueLimit)
    {
        var hashBits = isIPv4 ? 32 : 64;
        var addressBits = isIPv4 ? 32 : 128;
        var wordsPerKey = isIPv4 ? 1 : 4;
        Require(family is { HostCount: >= 0, PrefixCount: >= 0, NodeCount: >= 0, EntryCount: >= 0, SlotCount: > 0 }, "negative count");
        Require((uint)family.HashSeed < IndexHash.Seeds, "unknown hash seed");
        Require(family.FilterShift >= hashBits - 32 && family.FilterShift <= IndexHash.PassAllShift(hashBits), "filter size");
        Section<uint>(block, family.Filter, 1L << (IndexHash.PassAllShift(hashBits) - family.FilterShift));
        Section<uint>(block, family.HostKeys, (long)family.HostCount * wordsPerKey);
        Section<uint>(block, family.PrefixKeys, (long)family.PrefixCount * wordsPerKey);
        ValidateValues(Section<uint>(block, family.PrefixValues, family.PrefixCount), valueLimit);
        if (family.HostValues != 0)
        {
            ValidateValues(Section<uint>(block, family.HostValues, family.HostCount), valueLimit);
        }
        else
        {
            Require((long)family.HostValueBase + family.HostCount <= valueLimit, "value");
        }

        ValidateSlots(block, in family);
        foreach (var length in Section<byte>(block, family.PrefixLengths, family.PrefixCount))
        {
            Require(length < addressBits, "prefix length");
        }

        var parents = Section<uint>(block, family.PrefixParents, family.PrefixCount);
        for (var i = 0; i < parents.Length; i++)
        {
            Require(parents[i] <= (uint)i, "parent of a prefix");
        }

        ValidateTrie(block, in family, isIPv4);
    }

    private static void ValidateValues(ReadOnlySpan<uint> values, long limit)
    {
        var highest = 0u;
        foreach (var value in values)
        {
            highest = Math.Max(highest, value);
        }

        Require(values.IsEmpty || highest < limit, "value");
    }

    // The slots end where the section after them begins at the latest; behind the last home slot there must be an empty one that has a neighbour.
    private static void ValidateSlots(ReadOnlySpan<byte> block, in FamilyLayout family)
    {
        var width = family.WideSlots == 0 ? sizeof(ushort) : sizeof(uint);
        var end = Math.Min(family.HostKeys, block.Length);
        Require(family.Slots > 0 && family.Slots % sizeof(uint) == 0 && end - family.Slots >= (family.SlotCount + 1L) * width, "slots");
        var count = (end - family.Slots) / width;
        var closed = false;
        for (var i = 0; i < count; i++)
        {
            var slot = width == sizeof(ushort) ? MemoryMarshal.Read<ushort>(block[(family.Slots + (i * width))..]) : MemoryMarshal.Read<uint>(block[(family.Slots + (i * width))..]);
            Require(slot <= (uint)family.HostCount, "slot");
            closed |= slot == 0 && i >= family.SlotCount - 1 && i < count - 1;
        }

        Require(closed, "slots do not end");
    }

    private static void ValidateTrie(ReadOnlySpan<byte> block, in FamilyLayout family, bool isIPv4)
    {
        var nodes = Section<TrieNode>(block, family.Nodes, family.NodeCount);
        var entries = Section<uint>(block, family.Entries, family.EntryCount);
        for (var i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            var (c0, c1, c2) = (ulong.PopCount(node.Changes0), ulong.PopCount(node.Changes1), ulong.PopCount(node.Changes2));
            Require((node.Changes0 & 1) == 1 && node.Depth % 8 == 0 && node.Depth < (isIPv4 ? 32 : 128), "node");
            Require(node.Rank1 == c0 && node.Rank2 == c0 + c1 && node.Rank3 == c0 + c1 + c2, "ranks of a node");
            var count = c0 + c1 + c2 + ulong.PopCount(node.Changes3);
            Require(node.FirstEntry + count <= (ulong)entries.Length, "entries of a node");
            foreach (var entry in entries.Slice((int)node.FirstEntry, (int)count))
            {
                ValidateEntry(entry, in family, after: i);
            }
        }

        if (!isIPv4)
        {
            ValidateEntry(family.RootEntry, in family, after: -1);
        }
        else if (family.PrefixCount != 0)
        {
            ValidateWideRoot(block, in family, entries);
        }
    }

    private static void ValidateWideRoot(ReadOnlySpan<byte> block, in FamilyLayout family, ReadOnlySpan<uint> entries)
    {
        var bitmap = Section<ulong>(block, family.TrieRoot, TrieBuilder.WideRootSlots / 64);
        var ranks = Section<ushort>(block, family.TrieRanks, TrieBuilder.WideRootSlots / 64);
        ulong before = 0;
        for (var i = 0; i < bitmap.Length; i++)
        {
            Require(ranks[i] == before, "ranks of the root");
            before += ulong.PopCount(bitmap[i]);
        }

        Require(family.RootEntry + before <= (ulong)entries.Length, "entries of the root");
        foreach (var entry in entries.Slice((int)family.RootEntry, (int)before))
        {
            ValidateEntry(entry, in family, after: -1);
        }
    }

    private static void ValidateEntry(uint entry, in FamilyLayout family, int after)
    {
        if ((entry & TrieNode.NodeFlag) != 0)
        {
            var node = (int)(entry & ~TrieNode.NodeFlag);
            Require(node > after && node < family.NodeCount, "child of a node");
        }
        else
        {
            Require(entry <= (uint)family.PrefixCount, "entry");
        }
    }

    private static ReadOnlySpan<T> Section<T>(ReadOnlySpan<byte> block, int offset, long count)
        where T : unmanaged
    {
        var length = count * Unsafe.SizeOf<T>();
        Require(offset > 0 && offset % IndexLayout.Alignment == 0 && offset + length <= block.Length, "section outside the block");
        return MemoryMarshal.Cast<byte, T>(block.Slice(offset, (int)length));
    }

    private static void Require(bool condition, string reason)
    {
        if (!condition)
        {
            throw new InvalidDataException("The block is no usable prefix index: " + reason + ".");
        }
    }
}
