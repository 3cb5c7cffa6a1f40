using System.Numerics;
using System.Runtime.CompilerServices;

namespace TorIntel.MaxMind;

/// <summary>Builds the search tree in one pass over sorted prefixes.</summary>
/// <remarks>
/// <para>
/// Only the nodes on the path to the last prefix are open, one for each bit. A node is appended to the array when the next prefix leaves it: what lies below has been appended
/// before. So no node is ever changed or taken back; one whose sides are the same data is replaced by them, and one that is remembered to have been appended before is used again.
/// So the paths to single addresses, most of any tree, share their ends.
/// </para>
/// <para>A record is 0 for nothing, odd for the number of a value, even for a node: one more than its place, doubled.</para>
/// </remarks>
internal sealed class MmdbTree
{
    public const uint Nothing = 0;
    public const int MaxNodes = 1 << 30; // 8 GB of them.
    private const int MaxDepth = 128;
    private const int LeastRemembered = 10;
    private const int MostRemembered = 18; // 4 MB. A table of all nodes of a large tree takes several times as long, waiting for memory.
    private const byte MaxNews = 2;

    private readonly uint[] _open = new uint[2 * (MaxDepth + 1)];
    private readonly byte[] _news = new byte[MaxDepth + 1]; // For each open node, how many nodes in a row below it are new.
    private int _deepest;
    private ulong _high;
    private ulong _low;

    private readonly (ulong Node, uint Record)[] _remembered; // One place for each hash: the last one stays.
    private readonly int _shift;
    private ulong[] _nodes = new ulong[1 << 12];

    /// <summary>Initializes a new instance of the <see cref="MmdbTree"/> class.</summary>
    /// <param name="entries">About how many prefixes there will be.</param>
    public MmdbTree(int entries)
    {
        var bits = Math.Clamp(BitOperations.Log2((uint)entries + 1) + 3, LeastRemembered, MostRemembered);
        _remembered = new (ulong, uint)[1 << bits];
        _shift = 64 - bits;
    }

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
        _news[0] = 0;
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
            _news[_deepest] = 0;
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
            var news = _news[_deepest];
            var record = Close(_open[2 * _deepest], _open[(2 * _deepest) + 1], ref news);
            _deepest--;
            _open[(2 * _deepest) + BitAt(_deepest)] = record;
            _news[_deepest] = Math.Max(_news[_deepest], news);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BitAt(int depth) => (int)((depth < 64 ? _high >> (63 - depth) : _low >> (127 - depth)) & 1);

    // What is above a new node is new as well and need not be looked up. Nor is it remembered from a few levels on: it would only push out what is met again.
    // What is met again is remembered a few levels higher each time.
    private uint Close(uint left, uint right, ref byte news)
    {
        if (left == right && !IsNode(left))
        {
            return left;
        }

        if (news >= MaxNews)
        {
            return Append(left, right);
        }

        var node = ((ulong)left << 32) | right;
        ref var remembered = ref _remembered[((node ^ (node >> 29)) * 0x9E37_79B9_7F4A_7C15) >> _shift];
        if (news == 0 && remembered.Node == node)
        {
            return remembered.Record;
        }

        news++;
        remembered = (node, Append(left, right));
        return remembered.Record;
    }

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
            byte news = 0;
            copy = Close(Filled(left, value, copies), Filled(right, value, copies), ref news);
            copies.Add(record, copy);
        }

        return copy;
    }
}
