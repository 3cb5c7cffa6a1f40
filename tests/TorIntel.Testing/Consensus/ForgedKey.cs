using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace TorIntel.Testing;

/// <summary>An RSA key that signs as Tor's do: a PKCS#1 block of type 1 around the bare digest.</summary>
public sealed class ForgedKey
{
    private readonly RSAParameters _parameters;

    public ForgedKey(int index, int bits)
    {
        _parameters = ForgeKeys.Get(index, bits);
        using var rsa = RSA.Create(_parameters);
        Der = rsa.ExportRSAPublicKey();
        Digest = RelayFingerprint.Parse(Convert.ToHexString(SHA1.HashData(Der)));
    }

    /// <summary>Gets the public key in DER.</summary>
    public byte[] Der { get; }

    /// <summary>Gets the SHA-1 digest of the public key.</summary>
    public RelayFingerprint Digest { get; }

    /// <summary>Gets the public key as an object of a document.</summary>
    public string Pem => Object("RSA PUBLIC KEY", Der);

    /// <summary>Signs bytes as they are, at most 11 fewer than the key is long.</summary>
    public byte[] Sign(ReadOnlySpan<byte> payload)
    {
        var block = new byte[_parameters.Modulus!.Length];
        block.AsSpan().Fill(0xFF);
        (block[0], block[1], block[^(payload.Length + 1)]) = (0, 1, 0);
        payload.CopyTo(block.AsSpan(block.Length - payload.Length));
        return Apply(block);
    }

    /// <summary>Does the private operation on a block of the key's length.</summary>
    public byte[] Apply(byte[] block)
    {
        var number = BigInteger.ModPow(Number(block), Number(_parameters.D!), Number(_parameters.Modulus!)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[_parameters.Modulus!.Length - number.Length], .. number];
    }

    /// <summary>Writes bytes as an object of a document, 64 characters of base64 a line.</summary>
    public static string Object(string label, byte[] content)
    {
        var text = new StringBuilder($"-----BEGIN {label}-----\n");
        foreach (var line in Convert.ToBase64String(content).Chunk(64))
        {
            text.Append(line).Append('\n');
        }

        return text.Append($"-----END {label}-----\n").ToString();
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
