using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TorIntel.Testing;

/// <summary>Throw-away RSA keys. Making them is slow, so each is made once for the process.</summary>
public static class ForgeKeys
{
    private static readonly ConcurrentDictionary<(int Index, int Bits), RSAParameters> s_keys = new();

    /// <summary>Gets a key, with its private part.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="bits">How many bits: 1024 are made quickly, 2048 are what Tor has.</param>
    public static RSAParameters Get(int index, int bits) => s_keys.GetOrAdd((index, bits), key =>
    {
        using var rsa = RSA.Create(key.Bits);
        return rsa.ExportParameters(includePrivateParameters: true);
    });
}
