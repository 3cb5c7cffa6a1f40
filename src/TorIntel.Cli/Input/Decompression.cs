using System.Buffers.Binary;
using System.IO.Compression;
using TorIntel.Feeds;

namespace TorIntel.Cli;

/// <summary>Opens what is compressed, by content.</summary>
internal static class Decompression
{
    private const int MagicLength = 4;
    private const uint ZstdMagic = 0xFD2FB528;
    private const uint ZstdSkippableMagic = 0x184D2A50; // The last four bits are free.
    private const int CompressedBufferLength = 64 * 1024;

    /// <summary>Gives what a stream holds, decompressed if its beginning says so.</summary>
    public static Stream Open(Stream raw)
    {
        var peeked = new PeekStream(raw, MagicLength);
        return IsGzip(peeked.Head) ? new CheckedDecompressor(new GZipStream(new BufferedStream(peeked, CompressedBufferLength), CompressionMode.Decompress), "gzip")
            : IsZstd(peeked.Head) ? new CheckedDecompressor(ZstdCompression.Read(peeked), "zstd")
            : peeked;
    }

    public static bool IsCompressed(ReadOnlySpan<byte> head) => IsGzip(head) || IsZstd(head);

    private static bool IsGzip(ReadOnlySpan<byte> head) => head is [0x1F, 0x8B, ..];

    private static bool IsZstd(ReadOnlySpan<byte> head) =>
        BinaryPrimitives.TryReadUInt32LittleEndian(head, out var magic) && (magic == ZstdMagic || (magic & ~0xFu) == ZstdSkippableMagic);
}
