namespace TorIntel;

/// <summary>Whether a consensus can be used.</summary>
public enum ConsensusVerdict
{
    /// <summary>Not a consensus, or one that is cut, or with something unsigned in it.</summary>
    Malformed = 0,

    /// <summary>More than half of the trusted authorities have signed it, and it holds at that time.</summary>
    Ok = 1,

    /// <summary>Too few of the trusted authorities have signed it.</summary>
    InsufficientSignatures = 2,

    /// <summary>Enough have signed it; it does not hold yet.</summary>
    NotYetValid = 3,

    /// <summary>Enough have signed it; it holds no more.</summary>
    Expired = 4,
}
