namespace TorIntel;

/// <summary>A directory authority that is trusted to sign.</summary>
/// <param name="V3Identity">The fingerprint of its identity key.</param>
/// <param name="Nickname">The nickname; null if it is not known.</param>
public sealed record TrustedAuthority(RelayFingerprint V3Identity, string? Nickname = null);
