using System.IO.Compression;
using ZstdSharp;

namespace TorIntel.Cli.Tests;

/// <summary>Compresses and decompresses what tests need.</summary>
internal static class Compressed
{
    public static byte[] Gzip(byte[] bytes) => Write(bytes, stream => new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true));

    public static byte[] Zstd(byte[] bytes) => Write(bytes, stream => new CompressionStream(stream, 3, leaveOpen: true));

    public static byte[] OfName(string name, byte[] bytes) => name == "gzip" ? Gzip(bytes) : Zstd(bytes);

    public static byte[] Decompress(string name, byte[] bytes)
    {
        using Stream stream = name == "gzip" ? new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress) : new DecompressionStream(new MemoryStream(bytes));
        using var result = new MemoryStream();
        stream.CopyTo(result);
        return result.ToArray();
    }

    private static byte[] Write(byte[] bytes, Func<Stream, Stream> compressor)
    {
        using var result = new MemoryStream();
        using (var stream = compressor(result))
        {
            stream.Write(bytes);
        }

        return result.ToArray();
    }
}
