using System.Security.Cryptography;
using System.Text;

namespace TorIntel.Conformance;

/// <summary>Onion addresses: base32 and the version 3 checksum.</summary>
public static class OnionName
{
    /// <summary>The alphabet of RFC 4648 in lower case.</summary>
    public const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>Whether the label, in lower case, has only characters of the alphabet.</summary>
    public static bool IsBase32(string label) => label.All(c => Alphabet.Contains(c, StringComparison.Ordinal));

    /// <summary>Whether the label, in lower case, is the base32 text of a version 3 address with its checksum.</summary>
    public static bool IsVersion3(string label)
    {
        if (label.Length != 56 || !IsBase32(label))
        {
            return false;
        }

        var bytes = Decode(label);
        return bytes[34] == 3 && bytes.AsSpan(32, 2).SequenceEqual(Checksum(bytes.AsSpan(0, 32), 3));
    }

    /// <summary>Makes the label of a key; a version other than 3 gets the checksum of that version, a spoiled checksum one bit off.</summary>
    public static string Create(ReadOnlySpan<byte> key, byte version = 3, bool spoilChecksum = false)
    {
        var checksum = Checksum(key, version);
        checksum[1] ^= spoilChecksum ? (byte)1 : (byte)0;
        return Encode([.. key, .. checksum, version]);
    }

    private static byte[] Checksum(ReadOnlySpan<byte> key, byte version) =>
        SHA3_256.HashData([.. Encoding.ASCII.GetBytes(".onion checksum"), .. key, version])[..2];

    private static string Encode(byte[] bytes)
    {
        var bits = string.Concat(bytes.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        return string.Concat(bits.Chunk(5).Select(chunk => Alphabet[Convert.ToInt32(new string(chunk), 2)]));
    }

    private static byte[] Decode(string label)
    {
        var bits = string.Concat(label.Select(c => Convert.ToString(Alphabet.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }
}
