using System.Numerics;
using System.Runtime.CompilerServices;

namespace TorIntel.MaxMind;

/// <summary>Builds the search tree in one pass over sorted prefixes, each there once.</summary>
/// <remarks>
/// <para>
/// Only the nodes on the path to the last prefix are open, one for each bit. A node is appended when the next prefix leaves it: what lies below has been appended
/// before. So no node is ever changed or taken back; one whose sides are the same data is replaced by them, and one that is remembered to have been appended before is used again.
/// So the paths to single addresses, most of any tree, share their ends.
/// </para>
/// <para>
/// The last prefix itself waits until the next one tells where their paths part: what is below that place has no forks, and is appended from its end upwards without being opened.
/// </para>
/// <para>Methods that are called for each prefix are compiled once and for good: a program that writes one database has no time to become warm.</para>
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
    private const int TailLength = 6; // Longer ones come again too seldom, by far, unless there are few values.
    private const int PartBits = 16; // Parts of 512 KB: an array that grows would be copied, and be twice as large as needed.

    private readonly uint[] _open = new uint[2 * (MaxDepth + 1)];
    private readonly byte[] _news = new byte[MaxDepth + 1]; // For each open node, how many nodes in a row below it are new.
    private int _deepest;
    private ulong _high;
    private ulong _low;

    private bool _hasWaiting;
    private int _waitingLength;
    private uint _waitingRecord;

    // One place for each hash: the last one stays. Tails are the last nodes on the way to a value, by it and the bits of the way.
    private readonly (ulong Node, uint Record)[] _remembered;
    private readonly (ulong Way, uint Record)[] _tails;
    private readonly int _shift;
    private readonly int _tailShift;
    private readonly List<ulong[]> _parts = [];
    private ulong[] _part = [];

    /// <summary>Initializes a new instance of the <see cref="MmdbTree"/> class.</summary>
    /// <param name="entries">How many prefixes there will be.</param>
    public MmdbTree(int entries)
    {
        var bits = Math.Clamp(BitOperations.Log2((uint)entries + 1) + 3, LeastRemembered, MostRemembered);
        _remembered = new (ulong, uint)[1 << bits];
        _tails = new (ulong, uint)[1 << (bits - 2)];
        _shift = 64 - bits;
        _tailShift = 64 - (bits - 2);
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
    public (uint Left, uint Right) At(int place)
    {
        var node = _parts[place >> PartBits][place & ((1 << PartBits) - 1)];
        return ((uint)(node >> 32), (uint)node);
    }

    /// <summary>Gets the nodes in parts, the last one last: left records in the higher half.</summary>
    public IEnumerable<ReadOnlyMemory<ulong>> PartsFromLast()
    {
        var length = Count;
        for (var i = _parts.Count - 1; i >= 0; i--)
        {
            var start = i << PartBits;
            yield return _parts[i].AsMemory(0, length - start);
            length = start;
        }
    }

    /// <summary>Begins a tree; what was appended stays and can be led to.</summary>
    public void Begin()
    {
        (_deepest, _high, _low) = (0, 0, 0);
        (_open[0], _open[1]) = (Nothing, Nothing);
        _news[0] = 0;
        _hasWaiting = false;
    }

    /// <summary>Puts a record at a prefix that comes after the last one; it covers what is there, and what comes later covers it.</summary>
    /// <param name="high">The first 64 bits of the prefix.</param>
    /// <param name="low">The other bits.</param>
    /// <param name="length">The length of the prefix.</param>
    /// <param name="record">The record. If it leads to a node that is there already, that is shared for as long as no other prefix follows that lies below.</param>
    /// <param name="isFilled">Whether what has nothing below the node keeps what a shorter prefix gave it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Insert(ulong high, ulong low, int length, uint record, bool isFilled = false)
    {
        if (length == 0)
        {
            CloseBelow(0);
            (_open[0], _open[1]) = (record, record);
            return;
        }

        var common = high != _high ? BitOperations.LeadingZeroCount(high ^ _high) : 64 + BitOperations.LeadingZeroCount(low ^ _low);
        common = Math.Min(common, length - 1);
        if (_hasWaiting)
        {
            Place(common);
        }

        CloseBelow(common);
        (_high, _low) = (high, low);
        (_hasWaiting, _waitingLength, _waitingRecord) = (true, length, record);
        if (isFilled || IsNode(record))
        {
            _hasWaiting = false;
            Open(length - 1);
            ref var place = ref _open[(2 * _deepest) + BitAt(_deepest)];
            place = isFilled && IsValue(place) ? Filled(record, place, []) : record;
        }
    }

    /// <summary>Ends a tree that another one leads to.</summary>
    /// <returns>The record that leads to it: a node, or a value or nothing if that is all there is.</returns>
    public uint EndPart()
    {
        CloseAll();

        // Some readers tell copies of the IPv4 tree by its first node: nothing else may share it.
        return _open[0] == _open[1] && !IsNode(_open[0]) ? _open[0] : Append(_open[0], _open[1]);
    }

    /// <summary>Ends the whole tree. Its first node is the last of the array, and there is always one.</summary>
    public void End()
    {
        CloseAll();
        Append(_open[0], _open[1]);
    }

    private void CloseAll()
    {
        if (_hasWaiting)
        {
            Place(0);
            _hasWaiting = false;
        }

        CloseBelow(0);
    }

    // Puts the prefix that waits in place. The next one parts from it below this depth.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Place(int common)
    {
        Open(Math.Min(common, _waitingLength - 1));
        ref var place = ref _open[(2 * _deepest) + BitAt(_deepest)];
        var (above, record) = (place, _waitingRecord);
        if (_waitingLength - 1 == _deepest || record == above)
        {
            place = record;
        }
        else if (IsNode(above))
        {
            // It changes a tree that is there already.
            Open(_waitingLength - 1);
            _open[(2 * _deepest) + BitAt(_deepest)] = record;
        }
        else
        {
            var news = (byte)0;
            place = Chain(record, above, ref news);
            _news[_deepest] = Math.Max(_news[_deepest], news);
        }
    }

    // The nodes below the deepest open one on the way to the prefix that waits, of which each has one side like all around it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint Chain(uint record, uint above, ref byte news)
    {
        var depth = _waitingLength - 1;
        if (above == Nothing && depth - _deepest >= TailLength && IsValue(record) && (depth < 64 || depth - TailLength >= 64))
        {
            var bits = depth < 64 ? _high >> (63 - depth) : _low >> (127 - depth);
            var way = ((ulong)record << TailLength) | (bits & ((1 << TailLength) - 1));
            ref var tail = ref _tails[(way * 0x9E37_79B9_7F4A_7C15) >> _tailShift];
            if (tail.Way != way)
            {
                tail = (way, Chain(record, above, depth, depth - TailLength, ref news));
            }

            record = tail.Record;
            depth -= TailLength;
        }

        return Chain(record, above, depth, _deepest, ref news);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint Chain(uint record, uint above, int depth, int end, ref byte news)
    {
        for (; depth > end; depth--)
        {
            record = BitAt(depth) == 0 ? Close(record, above, ref news) : Close(above, record, ref news);
        }

        return record;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Open(int depth)
    {
        while (_deepest < depth)
        {
            var above = _open[(2 * _deepest) + BitAt(_deepest)];
            _deepest++;
            _news[_deepest] = 0;
            (_open[2 * _deepest], _open[(2 * _deepest) + 1]) = IsNode(above) ? At(PlaceOf(above)) : (above, above);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Append(uint left, uint right)
    {
        var place = Count & ((1 << PartBits) - 1);
        if (place == 0)
        {
            AddPart();
        }

        _part[place] = ((ulong)left << 32) | right;
        Count++;
        return (uint)Count << 1;
    }

    private void AddPart()
    {
        if (Count == MaxNodes)
        {
            throw new InvalidOperationException($"The database would have more than {MaxNodes} nodes.");
        }

        _part = GC.AllocateUninitializedArray<ulong>(1 << PartBits);
        _parts.Add(_part);
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
