namespace TorIntel;

/// <summary>What <see cref="ConsensusVerifier"/> found.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ConsensusVerification
{
    internal ConsensusVerification(ConsensusVerdict verdict, TrustedAuthorities trusted)
    {
        Verdict = verdict;
        NeededCount = trusted.Needed;
        TrustedCount = trusted.All.Count;
    }

    /// <summary>Gets the verdict.</summary>
    public ConsensusVerdict Verdict { get; }

    /// <summary>Gets how many trusted authorities have a good signature, each counted once; 0 if the document is malformed.</summary>
    public int GoodCount { get; internal init; }

    /// <summary>Gets how many of them are needed.</summary>
    public int NeededCount { get; }

    /// <summary>Gets how many authorities are trusted.</summary>
    public int TrustedCount { get; }

    /// <summary>Gets the signatures in the order of the document; empty if it is malformed.</summary>
    public IReadOnlyList<ConsensusSignature> Signatures { get; internal init; } = [];

    /// <summary>Gets the head of the document; null if it is malformed. Trust it only if the verdict is not <see cref="ConsensusVerdict.InsufficientSignatures"/>.</summary>
    public ConsensusHeader? Header { get; internal init; }

    /// <summary>Gets the part of the document that is signed; nothing outside of it may be used. Empty if the document is malformed.</summary>
    public Range SignedRange { get; internal init; }

    /// <summary>Gets why the document is malformed, and where; null if it is not.</summary>
    public LineError? Malformation { get; internal init; }
}
