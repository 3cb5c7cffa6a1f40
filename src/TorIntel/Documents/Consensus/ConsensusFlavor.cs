namespace TorIntel;

/// <summary>The forms in which the directory authorities sign a consensus (dir-spec sections 3.4.1 and 3.9.2).</summary>
public enum ConsensusFlavor
{
    /// <summary>None that is known.</summary>
    Unknown = 0,

    /// <summary>The first form, with the summaries of exit policies; signed over SHA-1 digests.</summary>
    Ns = 1,

    /// <summary>The form that clients use, with digests of microdescriptors instead of exit policies; signed over SHA-256 digests.</summary>
    Microdesc = 2,
}
