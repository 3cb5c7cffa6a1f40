using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>One observed fact that speaks for Tor, with the field that it was seen in.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct TorEvidence
{
    private const byte AuthorisedBit = 0x80;

    private readonly byte _kind;
    private readonly byte _confidence;
    private readonly byte _field;
    private readonly byte _nameOrdinal;
    private readonly int _row; // of the address in the view, plus one; so that default refers to nothing

    internal TorEvidence(EvidenceKind kind, Confidence confidence, EventField field, int row = -1, byte nameOrdinal = 0, bool authorised = false)
    {
        _kind = (byte)kind;
        _confidence = (byte)((byte)confidence | (authorised ? AuthorisedBit : 0));
        _field = (byte)field;
        _nameOrdinal = nameOrdinal;
        _row = row + 1;
    }

    /// <summary>Gets the kind.</summary>
    public EvidenceKind Kind => (EvidenceKind)_kind;

    /// <summary>Gets what it is worth by itself.</summary>
    public Confidence Confidence => (Confidence)(_confidence & ~AuthorisedBit);

    /// <summary>Gets the field in which it was seen.</summary>
    public EventField Field => (EventField)_field;

    /// <summary>Gets which of the names added to the event it is about, see <see cref="TorClassifier.AddName"/>; 0 for other evidence.</summary>
    public int NameOrdinal => _nameOrdinal;

    /// <summary>Gets a value indicating whether it rests on authorised relays of ours only, and is therefore worth little.</summary>
    public bool IsAuthorised => (_confidence & AuthorisedBit) != 0;

    /// <summary>Gets the row of the address in the view, or -1.</summary>
    internal int Row => _row - 1;
}
