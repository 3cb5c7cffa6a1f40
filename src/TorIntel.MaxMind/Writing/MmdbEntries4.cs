using System.Globalization;
using System.Runtime.CompilerServices;

namespace TorIntel.MaxMind;

/// <summary>IPv4 prefixes and their records, in the order of addition until they are sorted.</summary>
internal sealed class MmdbEntries4
{
    private const int LengthBits = 6;
    private const int KeyBits = 32 + LengthBits;
    private const int DigitBits = 10; // Four rounds; the counts stay in the nearest cache.

    private ulong[] _keys = [];
    private uint[] _records = [];
    private bool _isSorted = true;

    public int Count { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(uint address, int length, uint record)
    {
        if (Count == _keys.Length)
        {
            var size = SizeAfter(Count);
            Array.Resize(ref _keys, size);
            Array.Resize(ref _records, size);
        }

        var key = ((ulong)address << LengthBits) | (uint)length;
        _isSorted &= Count == 0 || _keys[Count - 1] < key;
        (_keys[Count], _records[Count]) = (key, record);
        Count++;
    }

    /// <summary>Sorts them, those that cover before those that are covered, and keeps of equal ones the one that was added last.</summary>
    public void Sort()
    {
        if (!_isSorted)
        {
            SortKeys();
            DropOverridden();
            _isSorted = true;
        }
    }

    /// <summary>Inserts all into a tree. They are sorted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void InsertInto(MmdbTree tree, MmdbOrder order)
    {
        for (var i = 0; i < Count; i++)
        {
            tree.Insert(_keys[i] >> LengthBits << 32, 0, (int)_keys[i] & ((1 << LengthBits) - 1), order.Renumber(_records[i]));
        }
    }

    /// <summary>Gets how many there is to be room for when so many have no more.</summary>
    /// <exception cref="InvalidOperationException">There can be no more.</exception>
    internal static int SizeAfter(int count) => count < Array.MaxLength
        ? (int)Math.Clamp(count * 2L, 256, Array.MaxLength)
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A database is written of at most {Array.MaxLength} additions."));

    // By digits from the lowest: equal keys keep their order, which quicksort would not promise.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortKeys()
    {
        var (keys, records) = (GC.AllocateUninitializedArray<ulong>(_keys.Length), GC.AllocateUninitializedArray<uint>(_records.Length));
        Span<int> starts = stackalloc int[1 << DigitBits];
        for (var shift = 0; shift < KeyBits; shift += DigitBits)
        {
            starts.Clear();
            for (var i = 0; i < Count; i++)
            {
                starts[DigitAt(_keys[i], shift)]++;
            }

            var sum = 0;
            foreach (ref var start in starts)
            {
                (start, sum) = (sum, sum + start);
            }

            for (var i = 0; i < Count; i++)
            {
                var place = starts[DigitAt(_keys[i], shift)]++;
                (keys[place], records[place]) = (_keys[i], _records[i]);
            }

            (_keys, keys) = (keys, _keys);
            (_records, records) = (records, _records);
        }
    }

    private void DropOverridden()
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (i + 1 == Count || _keys[i] != _keys[i + 1])
            {
                (_keys[kept], _records[kept]) = (_keys[i], _records[i]);
                kept++;
            }
        }

        Count = kept;
    }

    private static int DigitAt(ulong key, int shift) => (int)(key >> shift) & ((1 << DigitBits) - 1);
}
