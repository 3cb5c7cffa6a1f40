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

    /// <summary>Gets or sets a value indicating whether values are the inside of JSON strings.</summary>
    public bool IsJson { get; set; }

    /// <summary>Gets or sets a value indicating whether any value may have escapes; only in JSON.</summary>
    public bool HasEscapes { get; set; }

    /// <summary>Gets or sets a value indicating whether the record cannot have evidence, so that no event was made of it.</summary>
    public bool IsPlain { get; set; }

    /// <summary>Gets or sets where the tag is to be inserted.</summary>
    public int InsertAt { get; set; }

    /// <summary>Gets how many names were found.</summary>
    public int NameCount { get; private set; }

    public void Clear()
    {
        _present = 0;
        NameCount = 0;
        IsPlain = false;
    }

    public void Capture(MappedMember field, int start, int length)
    {
        if (field.Member >= EventMember.FirstSingle)
        {
            _singles[(int)field.Member].Set(field, start, length); // Of equal keys the last one counts, as in most JSON readers.
            _present |= 1 << (int)field.Member;
        }
        else if (NameCount < MaxNames)
        {
            _names[NameCount++].Set(field, start, length);
        }
    }

    public bool Has(EventMember member) => (_present & (1 << (int)member)) != 0;

    public FieldSlice Slice(EventMember member) => _singles[(int)member];

    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> record, EventMember member)
    {
        ref readonly var slice = ref _singles[(int)member];
        return Has(member) ? record.Slice(slice.Start, slice.Length) : default;
    }

    public FieldSlice Name(int index) => _names[index];

    /// <summary>Gives the name that evidence refers to.</summary>
    public FieldSlice NameOf(TorEvidence evidence) => _names[_nameOfOrdinal[evidence.NameOrdinal]];

    public void SetOrdinal(int ordinal, int name) => _nameOfOrdinal[ordinal] = (byte)name;
}
