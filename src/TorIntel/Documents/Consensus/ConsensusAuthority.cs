namespace TorIntel;

/// <summary>A directory authority that took part in a consensus, by its <c>dir-source</c> line. What the document says of itself: nothing is trusted because of it.</summary>
/// <param name="Nickname">The nickname; empty if it has other characters than letters, digits and hyphens.</param>
/// <param name="V3Identity">The fingerprint of the identity key that certifies its signing keys.</param>
public sealed record ConsensusAuthority(string Nickname, RelayFingerprint V3Identity);
