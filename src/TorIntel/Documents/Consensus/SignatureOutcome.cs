namespace TorIntel;

/// <summary>What became of a signature of a consensus. Only <see cref="Good"/> counts; the others spoil nothing.</summary>
public enum SignatureOutcome
{
    /// <summary>Not looked at.</summary>
    None = 0,

    /// <summary>By a trusted authority, over exactly this text.</summary>
    Good = 1,

    /// <summary>Not by that key, or over another text.</summary>
    Bad = 2,

    /// <summary>By an authority that is not trusted.</summary>
    UnknownAuthority = 3,

    /// <summary>No certificate of that authority for that key is at hand.</summary>
    NoCertificate = 4,

    /// <summary>The certificate for that key has expired.</summary>
    CertificateExpired = 5,

    /// <summary>By a digest algorithm other than SHA-1 and SHA-256.</summary>
    UnknownAlgorithm = 6,

    /// <summary>A second one of the same authority with the same algorithm, which is not looked at.</summary>
    Repeated = 7,
}
