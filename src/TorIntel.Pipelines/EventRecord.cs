namespace TorIntel.Pipelines;

/// <summary>The fields that were found in one record, and the event that they make. One for each enricher, used again for each record.</summary>
internal sealed class EventRecord
{
    /// <summary>The most names of a record that are looked at.</summary>
    public const int MaxNames = 64;

    private readonly FieldSlice[] _singles = new FieldSlice[(int)EventMember.Count];
    private readonly FieldSlice[] _names = new FieldSlice[MaxNames];
    private readonly byte[] _nameOfOrdinal = new byte[byte.MaxValue + 1];
    private int _present;

#pragma warning disable CA1051, S1104 // A field, because the event is filled in place.
    /// <summary>The event for the classifier.</summary>
    public TorEvent Event;
#pragma warning restore CA1051, S1104

    /// <summary>Gets or sets a value indicating whether values are the inside of JSON strings and may have escapes.</summary>
    public bool IsJson { get; set; }

    /// <summary>Gets or sets a value indicating whether any value may have escapes; only in JSON.</summary>
    public bool HasEscapes { get; set; }

    /// <summary>Gets or sets where the tag is to be inserted.</summary>
    public int InsertAt { get; set; }

    /// <summary>Gets how many names were found.</summary>
    public int NameCount { get; private set; }

    public void Clear()
    {
        _present = 0;
        NameCount = 0;
        Event = default;
    }

    public void Capture(MappedMember field, int start, int length)
    {
        var slice = new FieldSlice(field, start, length);
        if (field.Member >= EventMember.FirstSingle)
        {
            _singles[(int)field.Member] = slice; // Of equal keys the last one counts, as in most JSON readers.
            _present |= 1 << (int)field.Member;
        }
        else if (NameCount < MaxNames)
        {
            _names[NameCount++] = slice;
        }
    }

    public bool Has(EventMember member) => (_present & (1 << (int)member)) != 0;

    public FieldSlice Slice(EventMember member) => Has(member) ? _singles[(int)member] : default;

    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> record, EventMember member) =>
        Has(member) ? record.Slice(_singles[(int)member].Start, _singles[(int)member].Length) : default;

    public FieldSlice Name(int index) => _names[index];

    /// <summary>Gives the name that evidence refers to.</summary>
    public FieldSlice NameOf(TorEvidence evidence) => _names[_nameOfOrdinal[evidence.NameOrdinal]];

    public void SetOrdinal(int ordinal, int name) => _nameOfOrdinal[ordinal] = (byte)name;
}
