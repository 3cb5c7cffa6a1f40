namespace TorIntel.Pipelines;

/// <summary>The fields that were found in one record, and the event that they make. One for each enricher, used again for each record.</summary>
internal sealed class EventRecord
{
    /// <summary>The most names of a record that are looked at.</summary>
    public const int MaxNames = 64;

    private const ulong MoreTelling = (1ul << (int)EventMember.TlsSubject) | (1ul << (int)EventMember.ProcessImage) | (1ul << (int)EventMember.ForwardedFor);

    private readonly FieldSlice[] _singles = new FieldSlice[(int)EventMember.Count];
    private readonly FieldSlice[] _names = new FieldSlice[MaxNames];
    private readonly byte[] _nameOfOrdinal = new byte[byte.MaxValue + 1];
    private ulong _present;
    private ulong _presentAround;
    private int _nameCountAround;

#pragma warning disable CA1051, S1104 // A field, because the event is filled in place.
    /// <summary>The event for the classifier.</summary>
    public TorEvent Event;
#pragma warning restore CA1051, S1104

    /// <summary>Gets or sets how values are written, unless <see cref="HasEscapes"/> is false.</summary>
    public ValueEncoding Encoding { get; set; }

    /// <summary>Gets or sets a value indicating whether any value may have escapes.</summary>
    public bool HasEscapes { get; set; }

    /// <summary>Gets or sets a value indicating whether the record cannot have evidence, so that no event was made of it.</summary>
    public bool IsPlain { get; set; }

    /// <summary>Gets or sets a value indicating whether the record is part of a header, no event.</summary>
    public bool IsHeader { get; set; }

    /// <summary>Gets or sets a value indicating whether the source is the one that a proxy spoke for.</summary>
    public bool IsForwarded { get; set; }

    /// <summary>Gets or sets how many bytes can be read from the first of the record on; 0 if that is not known.</summary>
    public int Readable { get; set; }

    /// <summary>Gets or sets where the tag is to be inserted.</summary>
    public int InsertAt { get; set; }

    /// <summary>Gets the parts that were collected in their order: names and values of pairs, and tuples.</summary>
    public List<FieldSlice> Collected { get; } = [];

    /// <summary>Gets or sets the tuple that the event was made of; without a field if it was made of the whole record.</summary>
    public FieldSlice Tuple { get; set; }

    /// <summary>Gets how many names were found.</summary>
    public int NameCount { get; private set; }

    /// <summary>Gets a value indicating whether anything was found, beside addresses, ports and names, that may be evidence.</summary>
    public bool HasMoreTelling => (_present & MoreTelling) != 0;

    /// <summary>Forgets the record before.</summary>
    public void Clear()
    {
        _present = 0;
        NameCount = 0;
        IsPlain = false;
        IsHeader = false;
        IsForwarded = false;
        if (Collected.Count != 0)
        {
            Collected.Clear();
            Tuple = default;
        }
    }

    /// <summary>Remembers what was found in the record around its tuples.</summary>
    public void KeepAround() => (_presentAround, _nameCountAround) = (_present, NameCount);

    /// <summary>Forgets what was found in a tuple.</summary>
    public void ForgetTuple()
    {
        (_present, NameCount) = (_presentAround, _nameCountAround);
        IsForwarded = false;
    }

    /// <summary>Takes in a field; of equal ones the last, of those that hold the same the best.</summary>
    public void Capture(MappedMember field, int start, int length)
    {
        if (field.Member >= EventMember.FirstSingle)
        {
            ref var slice = ref _singles[(int)field.Member];
            if (field.Rank != 0 && Has(field.Member) && slice.Field.Rank < field.Rank)
            {
                return;
            }

            slice.Set(field, start, length);
            _present |= 1ul << (int)field.Member;
        }
        else if (field.Member >= EventMember.FirstCollected)
        {
            var slice = default(FieldSlice);
            slice.Set(field, start, length);
            Collected.Add(slice);
        }
        else if (NameCount < MaxNames)
        {
            _names[NameCount++].Set(field, start, length);
        }
    }

    public bool Has(EventMember member) => (_present & (1ul << (int)member)) != 0;

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

    /// <summary>Resolves the escapes of a value.</summary>
    /// <param name="value">The value as it stands in the record.</param>
    /// <param name="buffer">Room for the result; what does not fit is dropped.</param>
    public ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> value, Span<byte> buffer) =>
        !HasEscapes ? value
        : Encoding == ValueEncoding.Json ? JsonText.Unescape(value, buffer)
        : ValueText.Decode(value, Encoding, buffer);
}
