using System.Numerics;

namespace TorIntel;

/// <summary>Builds the nodes of a path-compressed trie from sorted, distinct prefixes.</summary>
internal sealed class TrieBuilder
{
    public const int WideRootSlots = 65536;

    private readonly List<PrefixEntry> _prefixes;

    public TrieBuilder(List<PrefixEntry> prefixes)
    {
        _prefixes = prefixes;
        Parents = FindParents(prefixes);
    }

    public List<TrieNode> Nodes { get; } = [];

    public List<uint> Entries { get; } = [];

    /// <summary>Gets, for each prefix, the entry of the longest other prefix that covers it, or 0.</summary>
    public uint[] Parents { get; }

    public uint[] WideRoot { get; private set; } = [];

    /// <summary>Builds nodes from the first bit on and gives the entry of the root.</summary>
    public uint Build() => BuildEntry(0, _prefixes.Count, 0, 0);

    /// <summary>Builds a root that is indexed by the first 16 bits, and the nodes below it.</summary>
    public uint BuildWideRoot()
    {
        WideRoot = new uint[_prefixes.Count == 0 ? 0 : WideRootSlots];
        FillSlots(WideRoot, 0, _prefixes.Count, depth: 0, stride: 16);
        return 0;
    }

    private static uint EntryOf(int prefix) => (uint)prefix + 1;

    private static uint[] FindParents(List<PrefixEntry> prefixes)
    {
        var parents = new uint[prefixes.Count];
        Stack<int> covering = new();
        for (var i = 0; i < prefixes.Count; i++)
        {
            while (covering.Count != 0 && !prefixes[covering.Peek()].Covers(prefixes[i]))
            {
                covering.Pop();
            }

            parents[i] = covering.Count != 0 ? EntryOf(covering.Peek()) : 0;
            covering.Push(i);
        }

        return parents;
    }

    // The prefixes from..to lie in one region of `depth` bits and are longer than that; `cover` is the entry of the longest that covers the region.
    private uint BuildEntry(int from, int to, int depth, uint cover)
    {
        if (to - from < 2)
        {
            return from == to ? cover : EntryOf(from);
        }

        var nodeDepth = Math.Max(depth, CommonBits(from, to) & ~7);
        var number = Nodes.Count;
        Nodes.Add(default); // Its number must be smaller than those of its children.
        var slots = new uint[256];
        slots.AsSpan().Fill(cover);
        FillSlots(slots, from, to, nodeDepth, stride: 8);
        Nodes[number] = Compress(slots, nodeDepth);
        return TrieNode.NodeFlag | (uint)number;
    }

    // How many leading bits all have in common, short of the whole of any of them.
    private int CommonBits(int from, int to)
    {
        var common = (int)UInt128.LeadingZeroCount(_prefixes[from].Bits ^ _prefixes[to - 1].Bits);
        for (var i = from; i < to; i++)
        {
            common = Math.Min(common, _prefixes[i].Length - 1);
        }

        return common;
    }

    private void FillSlots(uint[] slots, int from, int to, int depth, int stride)
    {
        var end = depth + stride;
        for (var i = from; i < to;)
        {
            var prefix = _prefixes[i];
            var slot = (int)((uint)(prefix.Bits >> (128 - end)) & ((1u << stride) - 1));
            if (prefix.Length <= end)
            {
                // Sorted by bits, then length: a prefix overwrites those that cover it.
                slots.AsSpan(slot, 1 << (end - prefix.Length)).Fill(EntryOf(i));
                i++;
                continue;
            }

            var next = i + 1;
            while (next < to && (int)((uint)(_prefixes[next].Bits >> (128 - end)) & ((1u << stride) - 1)) == slot)
            {
                next++;
            }

            slots[slot] = BuildEntry(i, next, end, slots[slot]);
            i = next;
        }
    }

    private TrieNode Compress(uint[] slots, int depth)
    {
        Span<ulong> changes = stackalloc ulong[4];
        changes.Clear();
        var node = new TrieNode { FirstEntry = (uint)Entries.Count, Depth = (byte)depth };
        for (var i = 0; i < slots.Length; i++)
        {
            if (i == 0 || slots[i] != slots[i - 1])
            {
                changes[i / 64] |= 1ul << (i % 64);
                Entries.Add(slots[i]);
            }
        }

        (node.Changes0, node.Changes1, node.Changes2, node.Changes3) = (changes[0], changes[1], changes[2], changes[3]);
        node.Rank1 = (byte)BitOperations.PopCount(changes[0]);
        node.Rank2 = (byte)(node.Rank1 + BitOperations.PopCount(changes[1]));
        node.Rank3 = (byte)(node.Rank2 + BitOperations.PopCount(changes[2]));
        return node;
    }
}
