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

    public void Add(uint address, int length, uint record)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Math.Max(256, Count * 2));
            Array.Resize(ref _records, _keys.Length);
        }

        var key = ((ulong)address << LengthBits) | (uint)length;
        _isSorted &= Count == 0 || _keys[Count - 1] <= key;
        (_keys[Count], _records[Count]) = (key, record);
        Count++;
    }

    /// <summary>Inserts all into a tree, those that cover before those that are covered, and of equal ones the one that was added last as the last.</summary>
    public void InsertInto(MmdbTree tree, MmdbOrder order)
    {
        if (!_isSorted)
        {
            Sort();
            _isSorted = true;
        }

        for (var i = 0; i < Count; i++)
        {
            tree.Insert(_keys[i] >> LengthBits << 32, 0, (int)_keys[i] & ((1 << LengthBits) - 1), order.Renumber(_records[i]));
        }
    }

    // By digits from the lowest: equal keys keep their order, which quicksort would not promise.
    private void Sort()
    {
        var (keys, records) = (new ulong[_keys.Length], new uint[_records.Length]);
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

    private static int DigitAt(ulong key, int shift) => (int)(key >> shift) & ((1 << DigitBits) - 1);
}
