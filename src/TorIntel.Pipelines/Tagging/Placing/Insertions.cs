namespace TorIntel.Pipelines;

/// <summary>What is inserted in one record, in ascending order of place. Used again for each record.</summary>
internal sealed class Insertions
{
    private readonly List<Insertion> _all = [];
    private int _at;
    private int _start;

    /// <summary>Gets the bytes of all insertions.</summary>
    public ByteBuffer Bytes { get; } = new();

    /// <summary>Gets the insertions.</summary>
    public IReadOnlyList<Insertion> All => _all;

    public ReadOnlySpan<byte> TextOf(Insertion insertion) => Bytes.Bytes.Slice(insertion.Start, insertion.Length);

    public void Clear()
    {
        _all.Clear();
        Bytes.Clear();
    }

    /// <summary>Begins an insertion, whose text is then written to <see cref="Bytes"/>.</summary>
    /// <param name="at">Where in the record.</param>
    public void Begin(int at) => (_at, _start) = (at, Bytes.Length);

    /// <summary>Ends the insertion; one without text is none.</summary>
    public void End()
    {
        if (Bytes.Length == _start)
        {
            return;
        }

        var index = _all.Count;
        while (index > 0 && _all[index - 1].At > _at)
        {
            index--;
        }

        _all.Insert(index, new Insertion(_at, _start, Bytes.Length - _start));
    }
}
