using System.IO.Hashing;

namespace TorIntel.Feeds;

/// <summary>Views stored as files: what <see cref="TorNetwork.WriteTo"/> writes, and behind it a checksum against damage by disks and copying (XXH128).</summary>
/// <remarks>
/// Whoever writes a file writes beside it and renames: then a file that is mapped may be replaced at any time, on every system. What is written to or cut in place must not be
/// mapped (<see cref="Load"/>) but may be read (<see cref="Read"/>), which takes about as long and twice the memory.
/// </remarks>
public static class ViewFile
{
    private const int MagicLength = 8;
    private const int ChecksumLength = 16;

    private static ReadOnlySpan<byte> ChecksumMark => "TORSUM01"u8;

    /// <summary>Writes a view, which appears under its name when it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The view.</param>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> or <paramref name="network"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be written; what stood there stands there still.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, TorNetwork network)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(network);
        using var content = new MemoryStream();
        network.WriteTo(content);
        var view = content.GetBuffer().AsSpan(0, (int)content.Length);
        Span<byte> checksum = stackalloc byte[ChecksumLength];
        XxHash128.Hash(view, checksum);
        content.Write(ChecksumMark);
        content.Write(checksum);
        AtomicWrite.Write(path, content.WriteTo);
    }

    /// <summary>Tells whether a file begins as a view does.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Whether it does; false also for what is no file that can be read again, such as a pipe.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static bool IsView(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (!file.CanSeek)
        {
            return false;
        }

        Span<byte> start = stackalloc byte[MagicLength];
        return TorNetwork.IsView(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
    }

    /// <summary>Reads a file of which it is not known who else writes to it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="InvalidDataException">The file holds no view, or a damaged one.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static TorNetwork Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return TorNetwork.Load(WithoutChecksum(File.ReadAllBytes(path)));
    }

    /// <summary>Maps a file and uses the view in it where it lies. The mapping lives as long as the view.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="InvalidDataException">The file holds no view, or a damaged one.</exception>
    /// <exception cref="IOException">The file cannot be opened or mapped.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static TorNetwork Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return TorNetwork.Load(WithoutChecksum(MappedFile.Open(path)));
    }

    // One that was written by other means has no checksum; then only what is wrong with its structure can be told.
    internal static ReadOnlyMemory<byte> WithoutChecksum(ReadOnlyMemory<byte> file)
    {
        using var pin = file.Pin(); // A span of a mapped file does not keep it mapped.
        const int MarkLength = 8;
        var length = file.Length - MarkLength - ChecksumLength;
        if (length < 0 || !file.Span.Slice(length, MarkLength).SequenceEqual(ChecksumMark))
        {
            var known = ViewReader.LengthOf(file.Span);
            return known == 0 || known == file.Length ? file : throw new InvalidDataException("it is cut, or extended by something that is no checksum");
        }

        Span<byte> checksum = stackalloc byte[ChecksumLength];
        XxHash128.Hash(file.Span[..length], checksum);
        return checksum.SequenceEqual(file.Span[^ChecksumLength..]) ? file[..length] : throw new InvalidDataException("its checksum does not hold");
    }
}
