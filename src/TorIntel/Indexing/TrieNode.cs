using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>A trie node: eight bits of the address, 256 slots, of which only those that differ from the slot before them are stored.</summary>
/// <remarks>
/// Source: the leaf compression of poptrie (Asai and Ohara, SIGCOMM 2015), applied to leaves and children alike. An entry is 0 (nothing), a node
/// (<see cref="NodeFlag"/> and its number) or the number of a prefix plus one. Nodes are numbered before their children, so a walk always ends.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct TrieNode
{
    public const uint NodeFlag = 0x8000_0000;

    public ulong Changes0;
    public ulong Changes1;
    public ulong Changes2;
    public ulong Changes3;

    /// <summary>Number of the entry of slot 0.</summary>
    public uint FirstEntry;

    /// <summary>How many bits of the address lie before the eight of this node; a multiple of eight.</summary>
    public byte Depth;

    /// <summary>How many entries belong to the first 64, 128 and 192 slots.</summary>
    public byte Rank1;
    public byte Rank2;
    public byte Rank3;
}
