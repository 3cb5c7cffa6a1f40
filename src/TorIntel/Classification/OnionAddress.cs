using System.Security.Cryptography;

namespace TorIntel;

/// <summary>Checks onion addresses: the label immediately left of <c>.onion</c> (rend-spec-v3 section 6).</summary>
public static class OnionAddress
{
    /// <summary>Length of a v2 address in base32 characters.</summary>
    internal const int V2Length = 16;

    /// <summary>Length of a v3 address in base32 characters.</summary>
    internal const int V3Length = 56;

    private const int KeyLength = 32;
    private const int DecodedLength = 35; // key, two bytes of checksum, version

    private static readonly bool s_hasPlatformSha3 = SHA3_256.IsSupported;

    /// <summary>Classifies a label. Pure and total; a v3 candidate costs one SHA3-256 of 48 bytes.</summary>
    /// <param name="label">The label as UTF-8, either case, without dots.</param>
    public static OnionVersion Classify(ReadOnlySpan<byte> label)
    {
        if (!HasForm(label))
        {
            return OnionVersion.None;
        }

        if (label.Length == V2Length)
        {
            return OnionVersion.V2;
        }

        Span<byte> decoded = stackalloc byte[DecodedLength];
        DecodeBase32(label, decoded);
        return decoded[^1] == 3 && HasValidChecksum(decoded) ? OnionVersion.V3 : OnionVersion.None;
    }

    /// <summary>Tells whether a label has the length and alphabet of an onion address, whatever its checksum.</summary>
    internal static bool HasForm(ReadOnlySpan<byte> label)
    {
        if (label.Length is not (V2Length or V3Length))
        {
            return false;
        }

        foreach (var c in label)
        {
            if (Base32Value(c) < 0)
            {
                return false;
            }
        }

        return true;
    }

    internal static int Base32Value(byte c)
    {
        var lower = c | 0x20;
        return lower is >= 'a' and <= 'z' ? lower - 'a' : c is >= (byte)'2' and <= (byte)'7' ? c - '2' + 26 : -1;
    }

    // CHECKSUM = SHA3-256(".onion checksum" | PUBKEY | VERSION), first two bytes.
    private static bool HasValidChecksum(ReadOnlySpan<byte> decoded)
    {
        var prefix = ".onion checksum"u8;
        Span<byte> input = stackalloc byte[prefix.Length + KeyLength + 1];
        prefix.CopyTo(input);
        decoded[..KeyLength].CopyTo(input[prefix.Length..]);
        input[^1] = decoded[^1];

        Span<byte> digest = stackalloc byte[Sha3.DigestLength];
        if (s_hasPlatformSha3)
        {
            SHA3_256.HashData(input, digest);
        }
        else
        {
            Sha3.HashShort(input, digest);
        }

        return digest[..2].SequenceEqual(decoded.Slice(KeyLength, 2));
    }

    private static void DecodeBase32(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        var buffer = 0u;
        var bits = 0;
        var written = 0;
        foreach (var c in text)
        {
            buffer = (buffer << 5) | (uint)Base32Value(c);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                destination[written++] = (byte)(buffer >> bits);
            }
        }
    }
}
