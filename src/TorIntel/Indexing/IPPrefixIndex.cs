using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Maps IP prefixes to small values and answers longest-prefix matches: an immutable compressed radix trie for each address family.</summary>
/// <remarks>
/// <para>
/// Host prefixes (/32, /128) stand behind a hash filter, which ends nearly every miss after one load; shorter prefixes are in a path-compressed
/// trie of 8-bit strides. A bitmap over the leading 16 bits (8 KB) answers most IPv4 misses before either. See docs/decisions/0002.
/// </para>
/// <para>
/// The index is one contiguous block without pointers (<see cref="Block"/>) that can be written to a file and used from a memory map as it is
/// (<see cref="Load"/>). Immutable: any number of threads may read it without locks, and no lookup allocates. A lookup takes constant time for a
/// host prefix, and at most one step for each byte of the address for others.
/// </para>
/// <para>The families are apart: <c>::/0</c> does not cover IPv4 addresses, and an IPv4-mapped IPv6 address is looked up as IPv4.</para>
/// </remarks>
public sealed unsafe class IPPrefixIndex
{
    private const ulong MappedHigh32 = 0xFFFF;
    private const long NoMatch = long.MinValue; // Negative, and its lower half is 0.

    private readonly ReadOnlyMemory<byte> _block;
    private MemoryHandle _pin; // Keeps the block where it is.
    private readonly byte* _start;

    // What the fast path of a lookup needs. Where a family has shorter prefixes too, its quick filter lets everything pass.
    private readonly uint* _root4;
    private readonly uint* _quickFilter4;
    private readonly uint* _quickFilter6;
    private readonly int _quickShift4;
    private readonly int _quickShift6;
    private readonly uint _multiplier4;
    private readonly ulong _multiplier6High;
    private readonly ulong _multiplier6Low;

    private readonly IndexLayout _layout;

    private IPPrefixIndex(ReadOnlyMemory<byte> block)
    {
        _block = block;
        _pin = block.Pin();
        _start = (byte*)_pin.Pointer;
        _layout = Unsafe.ReadUnaligned<IndexLayout>(_start);
        _multiplier4 = IndexHash.Multiplier4(_layout.V4.HashSeed);
        (_multiplier6High, _multiplier6Low) = IndexHash.Multipliers6(_layout.V6.HashSeed);
        _root4 = (uint*)(_start + _layout.Root4);
        _quickFilter4 = QuickFilter(_layout.V4, hashBits: 32, out _quickShift4);
        _quickFilter6 = QuickFilter(_layout.V6, hashBits: 64, out _quickShift6);
    }

    /// <summary>Gives the block free; every lookup keeps the index alive until it has read the block for the last time.</summary>
#pragma warning disable MA0055 // Not disposable: an index is shared freely, and nobody knows who uses it last.
    ~IPPrefixIndex() => _pin.Dispose();
#pragma warning restore MA0055

    /// <summary>Gets the index without prefixes.</summary>
    public static IPPrefixIndex Empty { get; } = Create([]);

    /// <summary>Gets the number of distinct prefixes.</summary>
    public int Count => _layout.V4.HostCount + _layout.V4.PrefixCount + _layout.V6.HostCount + _layout.V6.PrefixCount;

    /// <summary>Gets the whole index as bytes, to be stored and given to <see cref="Load"/> later; its length is the size of the index in memory.</summary>
    public ReadOnlyMemory<byte> Block => _block;

    /// <summary>Builds an index. Of equal prefixes the last one counts; otherwise the order does not matter.</summary>
    /// <remarks>Time O(n log n).</remarks>
    /// <param name="prefixes">The prefixes and their values.</param>
    /// <returns>The index.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="prefixes"/> is null.</exception>
    public static IPPrefixIndex Create(IEnumerable<KeyValuePair<IPPrefix, uint>> prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        var block = IndexBuilder.Build(prefixes);
        return new IPPrefixIndex(MemoryMarshal.CreateFromPinnedArray(block, 0, block.Length));
    }

    /// <summary>Uses a block that <see cref="Block"/> gave, where it lies (an array, a memory-mapped file); nothing is copied or decoded.</summary>
    /// <remarks>Every reference inside the block is checked once, O(n), so that a damaged block can be refused but never misread outside its bounds.</remarks>
    /// <param name="block">The block; it must stay unchanged and alive as long as the index is in use.</param>
    /// <returns>The index.</returns>
    /// <exception cref="InvalidDataException">The block is no index, of another version, or damaged.</exception>
    public static IPPrefixIndex Load(ReadOnlyMemory<byte> block)
    {
        IndexValidator.Validate(block.Span);
        return new IPPrefixIndex(block);
    }

    /// <summary>Finds the longest prefix that covers an IPv4 address.</summary>
    /// <param name="ipv4">The address as a number: 192.0.2.1 is <c>0xC0000201</c>.</param>
    /// <param name="value">The value of that prefix, or 0.</param>
    /// <returns>Whether a prefix covers the address.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryMatch(uint ipv4, out uint value) => TryUnpack(Match(ipv4), out value);

    /// <summary>Finds the longest prefix that covers an IPv6 address; an IPv4-mapped one is looked up as IPv4.</summary>
    /// <param name="ipv6">The address as a number, first group in the highest sixteen bits.</param>
    /// <param name="value">The value of that prefix, or 0.</param>
    /// <returns>Whether a prefix covers the address.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryMatch(UInt128 ipv6, out uint value) => TryMatch((ulong)(ipv6 >> 64), (ulong)ipv6, out value);

    /// <summary>Finds the longest prefix that covers an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="value">The value of that prefix, or 0.</param>
    /// <returns>Whether a prefix covers the address.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryMatch(IPAddressValue address, out uint value) => TryMatch(address.High, address.Low, out value);

    /// <summary>Finds the longest prefix that covers an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="value">The value of that prefix, or 0.</param>
    /// <returns>Whether a prefix covers the address.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is null.</exception>
    public bool TryMatch(IPAddress address, out uint value)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? TryMatch(IPAddressValue.IPv4Of(address), out value)
            : TryMatch(IPAddressValue.FromIPAddress(address), out value);
    }

    /// <summary>Finds the longest prefix that covers an address given as UTF-8 text, read as <see cref="IPAddressValue.TryParse(ReadOnlySpan{byte}, out IPAddressValue)"/> does.</summary>
    /// <param name="utf8Address">The text; what is no address matches nothing.</param>
    /// <param name="value">The value of that prefix, or 0.</param>
    /// <returns>Whether the text is an address and a prefix covers it.</returns>
    public bool TryMatch(ReadOnlySpan<byte> utf8Address, out uint value)
    {
        if (IPv4Text.TryParse(utf8Address, out var ipv4))
        {
            return TryMatch(ipv4, out value);
        }

        value = 0;
        return AddressText.TryParseIPv6(utf8Address, out var ipv6) && TryMatch(ipv6, out value);
    }

    /// <summary>Finds the longest prefix that covers an address given as UTF-16 text.</summary>
    /// <param name="address">The text; what is no address matches nothing.</param>
    /// <param name="value">The value of that prefix, or 0.</param>
    /// <returns>Whether the text is an address and a prefix covers it.</returns>
    public bool TryMatch(ReadOnlySpan<char> address, out uint value)
    {
        value = 0;
        return IPAddressValue.TryParse(address, out var parsed) && TryMatch(parsed, out value);
    }

    /// <summary>Tells whether a prefix covers an IPv4 address.</summary>
    /// <param name="ipv4">The address as a number: 192.0.2.1 is <c>0xC0000201</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(uint ipv4) => Match(ipv4) >= 0;

    /// <summary>Tells whether a prefix covers an IPv6 address; an IPv4-mapped one is looked up as IPv4.</summary>
    /// <param name="ipv6">The address as a number, first group in the highest sixteen bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(UInt128 ipv6) => TryMatch(ipv6, out _);

    /// <summary>Tells whether a prefix covers an address.</summary>
    /// <param name="address">The address.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(IPAddressValue address) => TryMatch(address, out _);

    /// <summary>Tells whether a prefix covers an address.</summary>
    /// <param name="address">The address.</param>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is null.</exception>
    public bool Contains(IPAddress address) => TryMatch(address, out _);

    /// <summary>Tells whether UTF-8 text is an address that a prefix covers.</summary>
    /// <param name="utf8Address">The text; what is no address is not contained.</param>
    public bool Contains(ReadOnlySpan<byte> utf8Address) => TryMatch(utf8Address, out _);

    /// <summary>Tells whether UTF-16 text is an address that a prefix covers.</summary>
    /// <param name="address">The text; what is no address is not contained.</param>
    public bool Contains(ReadOnlySpan<char> address) => TryMatch(address, out _);

    /// <summary>Lists all prefixes and their values: hosts first in each family, each in ascending order.</summary>
    internal List<KeyValuePair<IPPrefix, uint>> ToList()
    {
        List<KeyValuePair<IPPrefix, uint>> entries = new(Count);
        Add(entries, in _layout.V4, isIPv4: true);
        Add(entries, in _layout.V6, isIPv4: false);
        GC.KeepAlive(this);
        return entries;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryMatch(ulong high, ulong low, out uint value) => TryUnpack(Match(high, low), out value);

    // A match is the value of the prefix, or NoMatch: an out parameter that goes through several methods would have to live in memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryUnpack(long match, out uint value)
    {
        value = (uint)match;
        return match >= 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Match(uint address)
    {
        if (((_root4[address >> 21] >> (int)(address >> 16)) & 1) != 0)
        {
            var hash = address * _multiplier4;
            if (IndexHash.Passes(_quickFilter4, hash >> _quickShift4))
            {
                return MatchSlow(address, hash);
            }
        }

        GC.KeepAlive(this);
        return NoMatch;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Match(ulong high, ulong low)
    {
        if (high == 0 && low >> 32 == MappedHigh32)
        {
            return Match((uint)low);
        }

        var hash = (high * _multiplier6High) + (low * _multiplier6Low);
        if (IndexHash.Passes(_quickFilter6, (uint)(hash >> _quickShift6)))
        {
            return MatchSlow(high, low, hash);
        }

        GC.KeepAlive(this);
        return NoMatch;
    }

    private void Add(List<KeyValuePair<IPPrefix, uint>> entries, in FamilyLayout family, bool isIPv4)
    {
        for (var i = 0u; i < (uint)family.HostCount; i++)
        {
            entries.Add(KeyValuePair.Create(IPPrefix.Host(AddressAt(family.HostKeys, i, isIPv4)), HostValue(in family, i)));
        }

        for (var i = 0u; i < (uint)family.PrefixCount; i++)
        {
            // Only in a damaged block can bits be set behind the length: such a prefix matches nothing.
            if (IPPrefix.TryCreate(AddressAt(family.PrefixKeys, i, isIPv4), (_start + family.PrefixLengths)[i], out var prefix))
            {
                entries.Add(KeyValuePair.Create(prefix, ((uint*)(_start + family.PrefixValues))[i]));
            }
        }
    }

    private IPAddressValue AddressAt(int keys, uint number, bool isIPv4)
    {
        var key = (ulong*)(_start + keys) + (2 * number);
        return isIPv4 ? IPAddressValue.FromIPv4(((uint*)(_start + keys))[number]) : IPAddressValue.FromIPv6(new UInt128(key[0], key[1]));
    }

    private uint* QuickFilter(in FamilyLayout family, int hashBits, out int shift)
    {
        var passAll = family.PrefixCount != 0;
        shift = passAll ? IndexHash.PassAllShift(hashBits) : family.FilterShift;
        return passAll ? IndexHash.AllOnes : (uint*)(_start + family.Filter);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long MatchSlow(uint address, uint hash)
    {
        ref readonly var family = ref _layout.V4;
        if (family.PrefixCount == 0 || IndexHash.Passes((uint*)(_start + family.Filter), hash >> family.FilterShift))
        {
            var keys = (uint*)(_start + family.HostKeys) - 1;
            var slot = (uint)(((ulong)hash * (uint)family.SlotCount) >> 32);
            uint first, second;
            do
            {
                (first, second) = (ReadSlot(family, slot), ReadSlot(family, slot + 1));
                var host = Choose(keys[first] == address, first, second);
                if (host != 0 && keys[host] == address)
                {
                    return KeptAlive(HostValue(family, host - 1));
                }

                slot += 2;
            }
            while (first != 0 && second != 0);
        }

        return KeptAlive(family.PrefixCount != 0 ? MatchPrefix(address) : NoMatch);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long MatchSlow(ulong high, ulong low, ulong hash)
    {
        ref readonly var family = ref _layout.V6;
        if (family.PrefixCount == 0 || IndexHash.Passes((uint*)(_start + family.Filter), (uint)(hash >> family.FilterShift)))
        {
            var keys = (ulong*)(_start + family.HostKeys) - 2;
            var slot = (uint)(((hash >> 32) * (uint)family.SlotCount) >> 32);
            uint first, second;
            do
            {
                (first, second) = (ReadSlot(family, slot), ReadSlot(family, slot + 1));
                var host = Choose(((keys[2 * first] ^ high) | (keys[(2 * first) + 1] ^ low)) == 0, first, second);
                if (host != 0 && ((keys[2 * host] ^ high) | (keys[(2 * host) + 1] ^ low)) == 0)
                {
                    return KeptAlive(HostValue(family, host - 1));
                }

                slot += 2;
            }
            while (first != 0 && second != 0);
        }

        return KeptAlive(family.PrefixCount != 0 ? MatchPrefix(high, low) : NoMatch);
    }

    // Slots are probed in pairs, and which of a pair it is nobody can predict. An empty slot, 0, has the four or sixteen bytes before the keys for a key;
    // should they be the address, the 0 is chosen and ends the search, as it does anyway.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Choose(bool isFirst, uint first, uint second) => second ^ ((first ^ second) & (uint)-Unsafe.BitCast<bool, byte>(isFirst));

    // What was read through pointers was read before the index can have been collected and its block unpinned.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long KeptAlive(long result)
    {
        GC.KeepAlive(this);
        return result;
    }

    // The table ends with two empty slots, so a probe never runs out of it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint ReadSlot(in FamilyLayout family, uint slot) =>
        family.WideSlots == 0 ? ((ushort*)(_start + family.Slots))[slot] : ((uint*)(_start + family.Slots))[slot];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint HostValue(in FamilyLayout family, uint host) =>
        family.HostValues == 0 ? family.HostValueBase + host : ((uint*)(_start + family.HostValues))[host];

    private long MatchPrefix(uint address)
    {
        ref readonly var family = ref _layout.V4;
        var top = address >> 16;
        var word = ((ulong*)(_start + family.TrieRoot))[top >> 6];
        if (((word >> (int)top) & 1) == 0)
        {
            return NoMatch;
        }

        var rank = ((ushort*)(_start + family.TrieRanks))[top >> 6] + BitOperations.PopCount(word & ((1ul << (int)top) - 1));
        var entry = ((uint*)(_start + family.Entries))[family.RootEntry + (uint)rank];
        while ((entry & TrieNode.NodeFlag) != 0)
        {
            var node = (TrieNode*)(_start + family.Nodes) + (entry & ~TrieNode.NodeFlag);
            entry = ReadEntry(family, node, (byte)(address >> (24 - node->Depth)));
        }

        // Skipped bits were not compared: the longest match is the prefix that was reached or one that covers it.
        var keys = (uint*)(_start + family.PrefixKeys);
        var lengths = _start + family.PrefixLengths;
        var parents = (uint*)(_start + family.PrefixParents);
        for (; entry != 0; entry = parents[entry - 1])
        {
            if ((ulong)(keys[entry - 1] ^ address) >> (32 - lengths[entry - 1]) == 0)
            {
                return KeptAlive(((uint*)(_start + family.PrefixValues))[entry - 1]);
            }
        }

        return NoMatch;
    }

    private long MatchPrefix(ulong high, ulong low)
    {
        ref readonly var family = ref _layout.V6;
        var entry = family.RootEntry;
        while ((entry & TrieNode.NodeFlag) != 0)
        {
            var node = (TrieNode*)(_start + family.Nodes) + (entry & ~TrieNode.NodeFlag);
            var depth = (int)node->Depth;
            entry = ReadEntry(family, node, (byte)(depth < 64 ? high >> (56 - depth) : low >> (120 - depth)));
        }

        var address = new UInt128(high, low);
        var keys = (ulong*)(_start + family.PrefixKeys);
        var lengths = _start + family.PrefixLengths;
        var parents = (uint*)(_start + family.PrefixParents);
        for (; entry != 0; entry = parents[entry - 1])
        {
            var key = new UInt128(keys[(2 * entry) - 2], keys[(2 * entry) - 1]);
            if (((key ^ address) & IPPrefix.Mask(lengths[entry - 1])) == 0)
            {
                return KeptAlive(((uint*)(_start + family.PrefixValues))[entry - 1]);
            }
        }

        return NoMatch;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint ReadEntry(in FamilyLayout family, TrieNode* node, byte slot)
    {
        var word = slot >> 6;
        var changes = (&node->Changes0)[word] & (ulong.MaxValue >> (63 - (slot & 63)));
        var rank = word == 0 ? 0u : (&node->Rank1)[word - 1];
        return ((uint*)(_start + family.Entries))[node->FirstEntry + rank + (uint)BitOperations.PopCount(changes) - 1];
    }
}
