using System.Buffers.Binary;
using System.IO.Compression;

namespace TorIntel.Feeds;

/// <summary>Takes the content coding off what came over HTTP (RFC 9110 section 8.4.1): gzip, which is asked for, and deflate, which Tor's directory ports send all the same.</summary>
internal static class ContentCoding
{
    /// <param name="coding">The name of the coding; empty for none.</param>
    /// <param name="content">What came.</param>
    /// <param name="maxBytes">The most bytes that may come out.</param>
    /// <param name="plain">What it means; null if the coding is another one.</param>
    /// <returns>Whether the coding is known.</returns>
    /// <exception cref="InvalidDataException">It is damaged, cut, or longer than it may be.</exception>
    public static bool TryDecode(string coding, byte[] content, long maxBytes, out ReadOnlyMemory<byte> plain)
    {
        switch (coding)
        {
            case "" or "identity":
                plain = content;
                return true;
            case "gzip" or "x-gzip":
                using (var gzip = new WholeGzipStream(new MemoryStream(content)))
                {
                    plain = ReadAll(gzip, maxBytes);
                    return true;
                }

            case "deflate":
                plain = Inflate(content, maxBytes);
                return true;
            default:
                plain = default;
                return false;
        }
    }

    // The platform's stream takes the end of the input for the end of the data, so the checksum at the end is checked here (RFC 1950 section 2.2).
    private static byte[] Inflate(byte[] content, long maxBytes)
    {
        using var zlib = new ZLibStream(new MemoryStream(content), CompressionMode.Decompress);
        var plain = ReadAll(zlib, maxBytes);
        return content.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(content.Length - sizeof(uint))) == Adler32(plain)
            ? plain
            : throw new InvalidDataException("its zlib data are damaged or cut");
    }

    private static byte[] ReadAll(Stream stream, long maxBytes)
    {
        using var limited = new LimitStream(stream, maxBytes);
        using var plain = new MemoryStream();
        limited.CopyTo(plain);
        return plain.ToArray();
    }

    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        const uint Modulus = 65521;
        const int MostBeforeOverflow = 5552;
        var (low, high) = (1u, 0u);
        while (!bytes.IsEmpty)
        {
            foreach (var value in bytes[..Math.Min(bytes.Length, MostBeforeOverflow)])
            {
                low += value;
                high += low;
            }

            (low, high) = (low % Modulus, high % Modulus);
            bytes = bytes[Math.Min(bytes.Length, MostBeforeOverflow)..];
        }

        return (high << 16) | low;
    }
}
