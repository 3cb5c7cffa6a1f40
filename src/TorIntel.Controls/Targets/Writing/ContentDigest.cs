using System.Security.Cryptography;
using System.Text;

namespace TorIntel.Controls;

/// <summary>Names for what is built beside the one in use: whatever makes a difference makes another name.</summary>
internal static class ContentDigest
{
    /// <summary>Eight hexadecimal digits of the SHA-256 of the lines.</summary>
    public static string Of(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }
}
