using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>All evidence of one event together: how surely Tor is involved, in which direction, and why.</summary>
/// <remarks>A value, returned on the stack; <c>default</c> is "no evidence of Tor", which never means "not Tor": bridges are not listed.</remarks>
[StructLayout(LayoutKind.Auto)]
public struct TorVerdict
{
    private EvidenceBuffer _evidence;
    private byte _count;
    private byte _confidence;
    private byte _direction;
    private byte _initiator;

    /// <summary>Gets the highest confidence of the evidence, raised where two pieces support one another.</summary>
    public readonly Confidence Confidence => (Confidence)_confidence;

    /// <summary>Gets the direction, from initiator to responder; also known without evidence.</summary>
    public readonly TorDirection Direction => (TorDirection)_direction;

    /// <summary>Gets which side was taken for the initiator; never <see cref="EventInitiator.NotStated"/>.</summary>
    public readonly EventInitiator Initiator => (EventInitiator)(_initiator & 1);

    /// <summary>Gets a value indicating whether nothing told who the initiator is, so that the order of the fields decided.</summary>
    public readonly bool IsInitiatorAssumed => (_initiator & 2) != 0;

    /// <summary>Gets a value indicating whether there is any evidence of Tor.</summary>
    public readonly bool HasEvidence => _count != 0;

    /// <summary>Gets the evidence, in the order of the rules: addresses, ports, names, certificate, process.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<TorEvidence> Evidence => ((ReadOnlySpan<TorEvidence>)_evidence)[.._count];

    internal readonly bool IsSameAs(in TorVerdict other) =>
        _confidence == other._confidence && _direction == other._direction && _initiator == other._initiator && Evidence.SequenceEqual(other.Evidence);

    internal void Set(TorDirection direction, EventInitiator initiator, bool isAssumed)
    {
        _direction = (byte)direction;
        _initiator = (byte)((int)initiator | (isAssumed ? 2 : 0));
    }

    internal void Add(TorEvidence evidence)
    {
        if (_count < EvidenceBuffer.Capacity)
        {
            _evidence[_count++] = evidence;
            Raise(evidence.Confidence);
        }
    }

    internal void Raise(Confidence confidence) => _confidence = Math.Max(_confidence, (byte)confidence);
}
