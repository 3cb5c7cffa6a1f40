namespace TorIntel.Feeds;

/// <summary>Views stored as files by <see cref="TorNetwork.WriteTo"/>.</summary>
/// <remarks>
/// Whoever writes a file writes beside it and renames: then a file that is mapped may be replaced at any time, on every system. What is written to or cut in place must not be
/// mapped (<see cref="Load"/>) but may be read (<see cref="Read"/>), which takes about as long and twice the memory.
/// </remarks>
public static class ViewFile
{
    private const int MagicLength = 8;

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
        return TorNetwork.Load(File.ReadAllBytes(path));
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
        return TorNetwork.Load(MappedFile.Open(path));
    }
}
