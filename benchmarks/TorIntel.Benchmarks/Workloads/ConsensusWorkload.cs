using System.IO.Compression;
using System.Security.Cryptography;
using TorIntel.Testing;

namespace TorIntel.Benchmarks;

/// <summary>A consensus of as many relays as the network has, signed by nine authorities of our own with keys of 2048 bits.</summary>
internal sealed class ConsensusWorkload
{
    public const int Authorities = 9;
    public const int Relays = 7351;

    private static readonly DateTimeOffset s_now = ConsensusForge.DefaultTime.AddMinutes(30);

    private readonly byte[] _document;
    private readonly byte[] _keys;
    private readonly TrustedAuthorities _trusted;
    private readonly IReadOnlyList<KeyCertificate> _certificates;
    private readonly (RSA Key, byte[] Signature)[] _signatures;
    private readonly byte[] _digest;
    private readonly int _signedLength;

    public ConsensusWorkload()
    {
        var forge = new ConsensusForge(Authorities, bits: 2048);
        _document = forge.Make(Relays);
        _keys = forge.Keys();
        _trusted = forge.Trusted;
        _certificates = KeyCertificateList.Parse(_keys).Entries;
        var range = ConsensusVerifier.Verify(_document, _certificates, _trusted, s_now).SignedRange;
        _signedLength = range.End.Value;
        _digest = SHA1.HashData(_document.AsSpan(range));
        _signatures = [.. Enumerable.Range(0, Authorities).Select(i =>
        {
            using var key = RSA.Create(ForgeKeys.Get((2 * i) + 1, 2048));
            return (RSA.Create(key.ExportParameters(includePrivateParameters: false)), key.SignHash(_digest, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));
        })];
    }

    /// <summary>The length in bytes.</summary>
    public int Length => _document.Length;

    /// <summary>Reads the real consensus of 2017; null if it is not there.</summary>
    public static byte[]? ReadReal()
    {
        var path = Path.Combine(SharedData.Folder ?? "", "tor-documents", "2017-04-15-00-00-00-consensus.gz");
        if (!File.Exists(path))
        {
            return null;
        }

        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var memory = new MemoryStream();
        gzip.CopyTo(memory);
        return memory.ToArray();
    }

    public static int CountRelays(byte[] document)
    {
        var reader = new ConsensusReader(document);
        while (reader.Read())
        {
        }

        return reader.Refusal is null ? reader.RelayCount : -1;
    }

    public long Verify() => ConsensusVerifier.Verify(_document, _certificates, _trusted, s_now).GoodCount;

    public long ReadKeysAndVerify() => ConsensusVerifier.Verify(_document, KeyCertificateList.Parse(_keys).Entries, _trusted, s_now).GoodCount;

    /// <summary>The least that anybody has to do: the platform's hash, and its own form of signature, which Tor's is not.</summary>
    public long HashAndVerify()
    {
        var digest = SHA1.HashData(_document.AsSpan(0, _signedLength));
        var good = 0L;
        foreach (var (key, signature) in _signatures)
        {
            good += key.VerifyHash(digest, signature, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1) ? 1 : 0;
        }

        return good;
    }
}
