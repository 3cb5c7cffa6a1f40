namespace TorIntel;

/// <summary>A signature of a consensus, and what became of it.</summary>
/// <param name="Identity">The v3 identity of the authority that it claims to be of; <c>default</c> if an unknown algorithm comes with something else.</param>
/// <param name="SigningKeyDigest">The digest of the key that it claims to be by; <c>default</c> if that is no digest.</param>
/// <param name="Algorithm">The digest algorithm, <c>sha1</c> or <c>sha256</c>, or what the document says.</param>
/// <param name="Nickname">The nickname of the authority: the trusted one's, else what the document calls it; null if neither says.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record ConsensusSignature(RelayFingerprint Identity, RelayFingerprint SigningKeyDigest, string Algorithm, string? Nickname, SignatureOutcome Outcome);
