namespace TorIntel;

/// <summary>A certificate of a directory authority: its identity key says which key signs for it (dir-spec section 3.1). Only ones that are right in themselves are made.</summary>
/// <remarks>
/// Right in itself means: the fingerprint is that of the identity key, the identity key has signed the certificate, and the signing key has signed the identity. It does not mean
/// that the authority is trusted: anybody can make such a certificate for an identity of their own. Immutable.
/// </remarks>
public sealed class KeyCertificate
{
    internal KeyCertificate(RelayFingerprint identity, RelayFingerprint signingKeyDigest, RsaPublicKey signingKey, DateTimeOffset published, DateTimeOffset expires)
    {
        Identity = identity;
        SigningKeyDigest = signingKeyDigest;
        SigningKey = signingKey;
        Published = published;
        Expires = expires;
    }

    /// <summary>Gets the v3 identity of the authority: the fingerprint of its identity key.</summary>
    public RelayFingerprint Identity { get; }

    /// <summary>Gets the SHA-1 digest of the key that signs for the authority.</summary>
    public RelayFingerprint SigningKeyDigest { get; }

    /// <summary>Gets when the certificate was made.</summary>
    public DateTimeOffset Published { get; }

    /// <summary>Gets the last instant at which the certificate can be used.</summary>
    public DateTimeOffset Expires { get; }

    internal RsaPublicKey SigningKey { get; }

    /// <summary>Tells whether the certificate has expired.</summary>
    /// <param name="instant">The instant to judge it at.</param>
    public bool IsExpiredAt(DateTimeOffset instant) => Expires < instant;
}
