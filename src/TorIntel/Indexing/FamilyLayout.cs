using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>The sections of one address family.</summary>
/// <remarks>
/// Keys are <see cref="uint"/> for IPv4 and pairs of <see cref="ulong"/> (high, low) for IPv6. Host prefixes and shorter prefixes are numbered
/// apart, each in ascending order of key, then length.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct FamilyLayout
{
    public int HostCount;
    public int PrefixCount;
    public int HashSeed;
    public int FilterShift;
    public int Filter;
    public int SlotCount;
    public int Slots;
    public int WideSlots;
    public int HostKeys;

    /// <summary>Zero if the value of each host is its number plus <see cref="HostValueBase"/>.</summary>
    public int HostValues;
    public uint HostValueBase;
    public int PrefixKeys;
    public int PrefixLengths;
    public int PrefixParents;
    public int PrefixValues;
    public int NodeCount;
    public int Nodes;
    public int EntryCount;
    public int Entries;

    /// <summary>IPv4 only: bitmap of the leading 16 bits that have an entry, and how many have one before each 64 of them.</summary>
    public int TrieRoot;
    public int TrieRanks;

    /// <summary>IPv4: number of the first of the root's entries in <see cref="Entries"/>. IPv6: the root entry itself.</summary>
    public uint RootEntry;
}
