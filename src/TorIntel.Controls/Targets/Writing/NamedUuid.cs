using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TorIntel.Controls;

/// <summary>UUIDs of version 5 (RFC 9562, 5.5) in a name space of our own: the same content has the same one in every run.</summary>
internal static class NamedUuid
{
    // Version 5 of "https://github.com/torintel/torintel" in the name space of URLs.
    private static readonly Guid s_space = Of(new Guid("6ba7b811-9dad-11d1-80b4-00c04fd430c8"), "https://github.com/torintel/torintel");

    /// <summary>Makes one.</summary>
    /// <param name="name">The content.</param>
    public static string Of(string name) => Of(s_space, name).ToString();

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Version 5 is made with SHA-1, and nothing is kept safe by it.")]
    internal static Guid Of(Guid space, string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        var bytes = new byte[16 + text.Length];
        _ = space.TryWriteBytes(bytes, bigEndian: true, out _);
        text.CopyTo(bytes, 16);
        Span<byte> hash = stackalloc byte[20];
        _ = SHA1.HashData(bytes, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
