namespace TorIntel.MaxMind;

/// <summary>Numbers values anew, in the order of the prefixes that have them, so that the order of addition leaves no trace.</summary>
internal sealed class MmdbOrder(IReadOnlyList<MmdbValue> values)
{
    private readonly uint[] _records = new uint[values.Count];

    /// <summary>Gets the values by their new numbers.</summary>
    public List<MmdbValue> Values { get; } = new(values.Count);

    public uint Renumber(uint record)
    {
        if (!MmdbTree.IsValue(record))
        {
            return record;
        }

        ref var renumbered = ref _records[MmdbTree.ValueOf(record)];
        if (renumbered == MmdbTree.Nothing)
        {
            renumbered = MmdbTree.OfValue((uint)Values.Count);
            Values.Add(values[MmdbTree.ValueOf(record)]);
        }

        return renumbered;
    }
}
