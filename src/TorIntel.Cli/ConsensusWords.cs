namespace TorIntel.Cli;

/// <summary>The words for what became of a consensus and of its signatures.</summary>
internal static class ConsensusWords
{
    public static string Of(ConsensusVerdict verdict) => verdict switch
    {
        ConsensusVerdict.Ok => "ok",
        ConsensusVerdict.InsufficientSignatures => "insufficient-signatures",
        ConsensusVerdict.NotYetValid => "not-yet-valid",
        ConsensusVerdict.Expired => "expired",
        _ => "malformed",
    };

    public static string Of(SignatureOutcome outcome) => outcome switch
    {
        SignatureOutcome.Good => "good",
        SignatureOutcome.Bad => "bad",
        SignatureOutcome.UnknownAuthority => "unknown-authority",
        SignatureOutcome.NoCertificate => "no-certificate",
        SignatureOutcome.CertificateExpired => "certificate-expired",
        SignatureOutcome.UnknownAlgorithm => "unknown-algorithm",
        _ => "repeated",
    };

    public static string Of(ConsensusFlavor flavor) => flavor == ConsensusFlavor.Microdesc ? "microdesc" : "ns";
}
