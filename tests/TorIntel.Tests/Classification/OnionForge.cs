using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace TorIntel.Tests;

/// <summary>Makes onion addresses from made-up keys, in the plain way of rend-spec-v3 section 6, by the platform's SHA3-256.</summary>
internal static class OnionForge
{
    /// <summary>The address of the specification's own example service.</summary>
    public const string PublicExample = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd";

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>A valid v3 address; skips the running test where the platform has no SHA3-256.</summary>
    public static string Version3(int seed) => Make(seed, version: 3, checksumError: 0);

    public static string WithWrongChecksum(int seed, int error = 1) => Make(seed, version: 3, error);

    /// <summary>An address whose checksum fits its version, which is not 3.</summary>
    public static string WithVersion(int seed, byte version) => Make(seed, version, checksumError: 0);

    public static string Version2(int seed)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, 16).Select(_ => Alphabet[random.Next(32)]));
    }

    private static string Make(int seed, byte version, int checksumError)
    {
        Assert.SkipUnless(SHA3_256.IsSupported, "The platform has no SHA3-256 to make v3 addresses with.");
        var key = new byte[32];
        new Random(seed).NextBytes(key);
        var digest = SHA3_256.HashData([.. Encoding.ASCII.GetBytes(".onion checksum"), .. key, version]);
        var checksum = (ushort)(((digest[0] << 8) | digest[1]) ^ checksumError);
        return ToBase32([.. key, (byte)(checksum >> 8), (byte)checksum, version]);
    }

    private static string ToBase32(byte[] bytes)
    {
        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var characters = new char[bytes.Length * 8 / 5];
        for (var i = characters.Length - 1; i >= 0; i--)
        {
            characters[i] = Alphabet[(int)(number % 32)];
            number /= 32;
        }

        return new string(characters);
    }
}
