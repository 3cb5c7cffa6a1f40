using System.Security.Cryptography;
using System.Text;

namespace TorIntel.Testing;

/// <summary>A directory authority of a test: its keys, and the certificates that it makes.</summary>
public sealed class ForgedAuthority
{
    private const int RotationStep = 1000;

    /// <summary>Makes an authority.</summary>
    /// <param name="number">Which one, from 0; the same number has the same keys.</param>
    /// <param name="bits">The bits of its keys.</param>
    /// <param name="rotation">How often it has changed its signing key, which its identity outlives.</param>
    public ForgedAuthority(int number, int bits, int rotation = 0)
    {
        Nickname = $"forged{number}";
        Identity = new ForgedKey(2 * number, bits);
        Signing = new ForgedKey((2 * number) + 1 + (RotationStep * rotation), bits);
    }

    public string Nickname { get; }

    public ForgedKey Identity { get; }

    public ForgedKey Signing { get; }

    /// <summary>Gets what is to be trusted.</summary>
    public TrustedAuthority Trusted => new(Identity.Digest, Nickname);

    /// <summary>Writes its key certificate.</summary>
    /// <param name="published">When it was made; it holds a year.</param>
    public string Certificate(DateTimeOffset published) => Certificate(published, published.AddYears(1));

    /// <inheritdoc cref="Certificate(DateTimeOffset)"/>
    /// <param name="published">When it was made.</param>
    /// <param name="expires">Until when it holds.</param>
    public string Certificate(DateTimeOffset published, DateTimeOffset expires)
    {
        var signed = $"""
            dir-key-certificate-version 3
            fingerprint {Identity.Digest}
            dir-key-published {ConsensusForge.Time(published)}
            dir-key-expires {ConsensusForge.Time(expires)}
            dir-identity-key
            {Identity.Pem}dir-signing-key
            {Signing.Pem}dir-key-crosscert
            {ForgedKey.Object("ID SIGNATURE", Signing.Sign(SHA1.HashData(Identity.Der)))}dir-key-certification

            """.ReplaceLineEndings("\n");
        return signed + ForgedKey.Object("SIGNATURE", Identity.Sign(SHA1.HashData(Encoding.ASCII.GetBytes(signed))));
    }

    /// <summary>Writes its signature of a consensus.</summary>
    /// <param name="signedPart">The bytes that are signed.</param>
    /// <param name="algorithm"><c>sha1</c> or <c>sha256</c>.</param>
    /// <returns>What stands behind the word <c>directory-signature</c> and the space.</returns>
    public string Signature(ReadOnlySpan<byte> signedPart, string algorithm)
    {
        var (word, digest) = algorithm == "sha1" ? ("", SHA1.HashData(signedPart)) : (algorithm + " ", SHA256.HashData(signedPart));
        return $"{word}{Identity.Digest} {Signing.Digest}\n" + ForgedKey.Object("SIGNATURE", Signing.Sign(digest));
    }
}
