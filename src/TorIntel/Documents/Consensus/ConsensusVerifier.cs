using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TorIntel;

/// <summary>Checks the signatures of a consensus as Tor does (dir-spec sections 3.4.1 and 1.3).</summary>
/// <remarks>
/// <para>
/// The bytes are taken as they came: no line end, blank or character is repaired. Only signatures may stand behind the first one. An authority counts once, with any good signature.
/// More than half of the authorities that are trusted must have signed.
/// </para>
/// <para>Pure: the time is an argument. Bad data never throw. O(length), and an RSA operation for each signature of a trusted authority. Any number of threads may call it.</para>
/// </remarks>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The ns flavor is signed over SHA-1.")]
public static class ConsensusVerifier
{
    /// <summary>The longest document, in bytes: twenty times what the Tor network has.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private const int MaxSignatures = 1000;
    private const int MinSignatureLength = 128; // Tor's own bounds.
    private const int MaxSignatureLength = 512;

    private enum Algorithm
    {
        Unknown = 0,
        Sha1 = 1,
        Sha256 = 2,
    }

    /// <summary>Checks a document.</summary>
    /// <param name="document">The document, with an archive's first line <c>@type …</c> or without.</param>
    /// <param name="certificates">The certificates at hand, as <see cref="KeyCertificateList.Parse"/> has checked them. The first one for a key counts.</param>
    /// <param name="trusted">The authorities that count.</param>
    /// <param name="now">The time to judge certificates and the validity of the document at.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="certificates"/> or <paramref name="trusted"/> is null.</exception>
    public static ConsensusVerification Verify(ReadOnlySpan<byte> document, IReadOnlyList<KeyCertificate> certificates, TrustedAuthorities trusted, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        ArgumentNullException.ThrowIfNull(trusted);
        var layout = new ConsensusLayout(document);
        List<Item> items = [];
        var reason = layout.Find(out var position) ?? ReadItems(document, layout, items, out position);
        if (reason is not null)
        {
            var line = 1 + document[..position].Count((byte)'\n');
            return new ConsensusVerification(ConsensusVerdict.Malformed, trusted) { Malformation = new LineError(line, reason) };
        }

        var range = layout.Start..layout.End;
        var signatures = Judge(document[range], items, layout.Header!, certificates, trusted, now);
        var good = signatures.Where(signature => signature.Outcome == SignatureOutcome.Good).DistinctBy(signature => signature.Identity).Count();
        return new ConsensusVerification(Judge(good, layout.Header!, trusted, now), trusted)
        {
            GoodCount = good,
            Signatures = signatures,
            Header = layout.Header,
            SignedRange = range,
        };
    }

    private static ConsensusVerdict Judge(int good, ConsensusHeader header, TrustedAuthorities trusted, DateTimeOffset now) =>
        good < trusted.Needed ? ConsensusVerdict.InsufficientSignatures
        : now < header.ValidAfter ? ConsensusVerdict.NotYetValid
        : now > header.ValidUntil ? ConsensusVerdict.Expired
        : ConsensusVerdict.Ok;

    private static string? ReadItems(ReadOnlySpan<byte> document, ConsensusLayout layout, List<Item> read, out int position)
    {
        var voters = layout.Header!.Authorities.Select(authority => authority.V3Identity).ToHashSet();
        var items = new DocumentItems(document[layout.Signatures..], endIsNewline: true);
        while (items.MoveNext())
        {
            position = layout.Signatures + items.Position;
            var reason = ReadItem(items, voters, out var item);
            reason ??= read.Count == MaxSignatures ? $"it has more than {MaxSignatures} signatures" : null;
            if (reason is not null)
            {
                return reason;
            }

            read.Add(item);
        }

        position = layout.Signatures + items.Position;
        return items.Error;
    }

    private static string? ReadItem(DocumentItems source, HashSet<RelayFingerprint> voters, out Item item)
    {
        item = default;
        if (!source.Keyword.SequenceEqual("directory-signature"u8))
        {
            return $"{DocumentText.Quote(source.Keyword)} stands behind the signed part, where only signatures may";
        }

        var rest = source.Arguments;
        scoped ReadOnlySpan<byte> algorithm = "sha1"u8;
        var identity = DocumentText.NextWord(ref rest);
        var signingKey = DocumentText.NextWord(ref rest);
        var third = DocumentText.NextWord(ref rest);
        if (!third.IsEmpty)
        {
            algorithm = identity;
            identity = signingKey;
            signingKey = third;
        }

        if (signingKey.IsEmpty || !DocumentText.NextWord(ref rest).IsEmpty)
        {
            return "directory-signature has neither two nor three arguments";
        }

        Span<byte> signature = stackalloc byte[2 * MaxSignatureLength];
        if (!source.TryDecode("SIGNATURE"u8, signature, out var length))
        {
            return "directory-signature has no object SIGNATURE, or it is no base64";
        }

        var isKnown = algorithm.SequenceEqual("sha1"u8) ? Algorithm.Sha1 : algorithm.SequenceEqual("sha256"u8) ? Algorithm.Sha256 : Algorithm.Unknown;
        var authority = RelayFingerprint.TryParse(identity, out var parsed) ? parsed : default;
        var key = RelayFingerprint.TryParse(signingKey, out parsed) ? parsed : default; // Then no certificate is for it.
        item = new Item(authority, key, isKnown, isKnown == Algorithm.Unknown ? DocumentText.Quote(algorithm).Trim('\'') : Encoding.ASCII.GetString(algorithm), [.. signature[..length]]);
        return isKnown == Algorithm.Unknown ? null
            : length is < MinSignatureLength or > MaxSignatureLength ? string.Create(CultureInfo.InvariantCulture, $"a signature has {length} bytes; {MinSignatureLength} to {MaxSignatureLength} are right")
            : !voters.Contains(authority) ? $"a signature of {DocumentText.Quote(identity)}, which is no dir-source of the document"
            : null;
    }

    private static List<ConsensusSignature> Judge(
        ReadOnlySpan<byte> signedPart, List<Item> items, ConsensusHeader header, IReadOnlyList<KeyCertificate> certificates, TrustedAuthorities trusted, DateTimeOffset now)
    {
        List<ConsensusSignature> signatures = new(items.Count);
        HashSet<(RelayFingerprint Authority, Algorithm Algorithm)> seen = [];
        byte[]? sha1 = null;
        byte[]? sha256 = null;
        foreach (var item in items)
        {
            var certificate = certificates.FirstOrDefault(certificate => certificate.Identity == item.Authority && certificate.SigningKeyDigest == item.SigningKey);
            var outcome = item.Algorithm == Algorithm.Unknown ? SignatureOutcome.UnknownAlgorithm
                : !seen.Add((item.Authority, item.Algorithm)) ? SignatureOutcome.Repeated
                : !trusted.Contains(item.Authority) ? SignatureOutcome.UnknownAuthority
                : certificate is null ? SignatureOutcome.NoCertificate
                : certificate.IsExpiredAt(now) ? SignatureOutcome.CertificateExpired
                : certificate.SigningKey.HasSigned(item.Algorithm == Algorithm.Sha1 ? sha1 ??= SHA1.HashData(signedPart) : sha256 ??= SHA256.HashData(signedPart), item.Signature) ? SignatureOutcome.Good
                : SignatureOutcome.Bad;
            var nickname = trusted.NicknameOf(item.Authority) ?? header.Authorities.FirstOrDefault(authority => authority.V3Identity == item.Authority)?.Nickname;
            signatures.Add(new ConsensusSignature(item.Authority, item.SigningKey, item.Word, string.IsNullOrEmpty(nickname) ? null : nickname, outcome));
        }

        return signatures;
    }

    private readonly record struct Item(RelayFingerprint Authority, RelayFingerprint SigningKey, Algorithm Algorithm, string Word, byte[] Signature);
}
