namespace TorIntel;

/// <summary>What the head of a consensus says about the whole of it (dir-spec section 3.4.1).</summary>
/// <remarks>Immutable. True only as far as the document is: see <see cref="ConsensusVerifier"/>.</remarks>
public sealed record ConsensusHeader
{
    internal ConsensusHeader()
    {
    }

    /// <summary>Gets the flavor.</summary>
    public ConsensusFlavor Flavor { get; internal init; }

    /// <summary>Gets by which rules the votes were made into the consensus; null if it is not said.</summary>
    public int? ConsensusMethod { get; internal init; }

    /// <summary>Gets since when the consensus holds.</summary>
    public DateTimeOffset ValidAfter { get; internal init; }

    /// <summary>Gets when the next consensus is to be there; null if it is not said.</summary>
    public DateTimeOffset? FreshUntil { get; internal init; }

    /// <summary>Gets until when the consensus holds.</summary>
    public DateTimeOffset ValidUntil { get; internal init; }

    /// <summary>Gets the authorities that took part, in the order of the document.</summary>
    public IReadOnlyList<ConsensusAuthority> Authorities { get; internal init; } = [];
}
