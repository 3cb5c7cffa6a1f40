using System.Numerics;
using System.Runtime.CompilerServices;

namespace TorIntel.MaxMind;

/// <summary>Builds the search tree in one pass over sorted prefixes.</summary>
/// <remarks>
/// <para>
/// Only the nodes on the path to the last prefix are open, one for each bit. A node is appended to the array when the next prefix leaves it: what lies below has been appended
/// before. So no node is ever changed or taken back; one whose sides are the same data is replaced by them, and one that was appended before is used again. What is alike below
/// two nodes is there once: the paths to single addresses, most of any tree, share their ends.
/// </para>
/// <para>A record is 0 for nothing, odd for the number of a value, even for a node: one more than its place, doubled.</para>
/// </remarks>
internal sealed class MmdbTree
{
    public const uint Nothing = 0;
    public const int MaxNodes = 1 << 29; // 4 GB of them; the slots of twice as many still fit into an array.
    private const int MaxDepth = 128;

    private readonly uint[] _open = new uint[2 * (MaxDepth + 1)];
    private int _deepest;
    private ulong _high;
    private ulong _low;

    private ulong[] _nodes = new ulong[1 << 12];
    private int[] _slots = new int[1 << 13]; // Open addressing, at most half full; a place in the array and one more, or 0.
    private int _shift = 64 - 13;
    private int _slotsTaken;

    /// <summary>Gets the number of nodes.</summary>
    public int Count { get; private set; }

    public static bool IsNode(uint record) => record != Nothing && (record & 1) == 0;

    public static bool IsValue(uint record) => (record & 1) != 0;

    public static uint OfValue(uint number) => (number << 1) | 1;

    public static int ValueOf(uint record) => (int)(record >> 1);

    /// <summary>Gets the place in the array of the node that a record leads to.</summary>
    public static int PlaceOf(uint record) => (int)(record >> 1) - 1;

    /// <summary>Gets the two records of the node at a place.</summary>
    public (uint Left, uint Right) At(int place) => ((uint)(_nodes[place] >> 32), (uint)_nodes[place]);

    /// <summary>Begins a tree; what was appended stays and can be led to.</summary>
    public void Begin()
    {
        (_deepest, _high, _low) = (0, 0, 0);
        (_open[0], _open[1]) = (Nothing, Nothing);
    }

    /// <summary>Puts a record at a prefix that is not before the last one; it covers what is there, and what comes later covers it.</summary>
    /// <param name="high">The first 64 bits of the prefix.</param>
    /// <param name="low">The other bits.</param>
    /// <param name="length">The length of the prefix.</param>
    /// <param name="record">The record. If it leads to a node that is there already, that is shared for as long as no other prefix follows that lies below.</param>
    /// <param name="isFilled">Whether what has nothing below the node keeps what a shorter prefix gave it.</param>
    public void Insert(ulong high, ulong low, int length, uint record, bool isFilled = false)
    {
        if (length == 0)
        {
            CloseBelow(0);
            (_open[0], _open[1]) = (record, record);
            return;
        }

        var common = high != _high ? BitOperations.LeadingZeroCount(high ^ _high) : 64 + BitOperations.LeadingZeroCount(low ^ _low);
        CloseBelow(Math.Min(common, length - 1));
        (_high, _low) = (high, low);
        while (_deepest < length - 1)
        {
            var above = _open[(2 * _deepest) + BitAt(_deepest)];
            _deepest++;
            (_open[2 * _deepest], _open[(2 * _deepest) + 1]) = IsNode(above) ? At(PlaceOf(above)) : (above, above);
        }

        ref var place = ref _open[(2 * _deepest) + BitAt(_deepest)];
        place = isFilled && IsValue(place) ? Filled(record, place, []) : record;
    }

    /// <summary>Ends a tree that another one leads to.</summary>
    /// <returns>The record that leads to it: a node, or a value or nothing if that is all there is.</returns>
    public uint EndPart()
    {
        CloseBelow(0);

        // Some readers tell copies of the IPv4 tree by its first node: nothing else may share it.
        return _open[0] == _open[1] && !IsNode(_open[0]) ? _open[0] : Append(_open[0], _open[1]);
    }

    /// <summary>Ends the whole tree. Its first node is the last of the array, and there is always one.</summary>
    public void End()
    {
        CloseBelow(0);
        Append(_open[0], _open[1]);
    }

    private void CloseBelow(int depth)
    {
        while (_deepest > depth)
        {
            var record = Close(_open[2 * _deepest], _open[(2 * _deepest) + 1]);
            _deepest--;
            _open[(2 * _deepest) + BitAt(_deepest)] = record;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BitAt(int depth) => (int)((depth < 64 ? _high >> (63 - depth) : _low >> (127 - depth)) & 1);

    private uint Close(uint left, uint right)
    {
        if (left == right && !IsNode(left))
        {
            return left;
        }

        var node = ((ulong)left << 32) | right;
        var slots = _slots;
        var slot = SlotOf(node);
        while (slots[slot] is var place && place != 0)
        {
            if (_nodes[place - 1] == node)
            {
                return (uint)place << 1;
            }

            slot = (slot + 1) & (slots.Length - 1);
        }

        slots[slot] = Count + 1;
        var record = Append(left, right);
        if (++_slotsTaken * 2 > slots.Length)
        {
            GrowSlots();
        }

        return record;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(ulong node) => (int)(((node ^ (node >> 29)) * 0x9E37_79B9_7F4A_7C15) >> _shift);

    private uint Append(uint left, uint right)
    {
        if (Count == _nodes.Length)
        {
            if (Count == MaxNodes)
            {
                throw new InvalidOperationException($"The database would have more than {MaxNodes} nodes.");
            }

            Array.Resize(ref _nodes, Count * 2);
        }

        _nodes[Count++] = ((ulong)left << 32) | right;
        return (uint)Count << 1;
    }

    private void GrowSlots()
    {
        var old = _slots;
        _slots = new int[old.Length * 2];
        _shift--;
        foreach (var place in old)
        {
            if (place != 0)
            {
                var slot = SlotOf(_nodes[place - 1]);
                while (_slots[slot] != 0)
                {
                    slot = (slot + 1) & (_slots.Length - 1);
                }

                _slots[slot] = place;
            }
        }
    }

    // A copy in which nothing is replaced by a value. Each node is copied once, however many lead to it.
    private uint Filled(uint record, uint value, Dictionary<uint, uint> copies)
    {
        if (!IsNode(record))
        {
            return record == Nothing ? value : record;
        }

        if (!copies.TryGetValue(record, out var copy))
        {
            var (left, right) = At(PlaceOf(record));
            copy = Close(Filled(left, value, copies), Filled(right, value, copies));
            copies.Add(record, copy);
        }

        return copy;
    }
}
