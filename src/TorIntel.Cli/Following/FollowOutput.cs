namespace TorIntel.Cli;

/// <summary>Where followed logs go: a file that is appended to, or a pipe.</summary>
internal sealed class FollowOutput : IDisposable
{
    private readonly FileStream? _file;
    private readonly Stream _stream;

    private FollowOutput(FileStream? file, Stream stream) => (_file, _stream) = (file, stream);

    /// <summary>Gets the full path; null if the output is no file on a disk, so that nothing written to it can be taken back.</summary>
    public string? Path => _file?.Name;

    public long Length => _file?.Position ?? 0;

    /// <summary>Opens the output, and takes back what was written behind a checkpoint.</summary>
    public static FollowOutput Open(string? path, FollowCheckpoint? checkpoint, Terminal terminal)
    {
        if (OutputFiles.IsStandardOutput(path))
        {
            return checkpoint?.OutputPath is { } other ? throw Mismatch(other) : new FollowOutput(null, OutputFiles.OpenStandardOutput(terminal));
        }

        try
        {
            var file = new FileStream(path!, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            var stream = new OutputStream(file, path!);
            if (!file.CanSeek || path!.StartsWith("/dev/", StringComparison.Ordinal))
            {
                return checkpoint?.OutputPath is { } other ? throw Mismatch(other) : new FollowOutput(null, stream);
            }

            Lock(file, path);
            GoOn(file, checkpoint, path);
            return new FollowOutput(file, stream);
        }
        catch (Exception e) when (e is (IOException and not InvalidOutputException) or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path!, e), e);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    public void FlushToDisk()
    {
        if (_file is not null)
        {
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
        }
    }

    public void Dispose() => _stream.Dispose();

    // Two programs that append to one file would undo each other's work. Readers are not to notice, so it is a place behind all data.
    private static void Lock(FileStream file, string path)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            try
            {
                file.Lock(long.MaxValue - 1, 1);
            }
            catch (IOException e)
            {
                throw new InvalidOutputException($"{path}: another program that follows logs writes to it", e);
            }
        }
    }

    private static void GoOn(FileStream file, FollowCheckpoint? checkpoint, string path)
    {
        if (checkpoint is null)
        {
            file.Position = Math.Max(0, file.Length - 1);
            if (file.ReadByte() is not (-1 or '\n'))
            {
                file.Write("\n"u8); // What is appended is not to share a line.
            }

            return;
        }

        if (checkpoint.OutputPath != file.Name)
        {
            throw Mismatch(checkpoint.OutputPath);
        }

        if (file.Length < checkpoint.OutputLength)
        {
            throw new InvalidOutputException($"{path}: is shorter than it was at the checkpoint; give it back, or remove the checkpoint to begin anew");
        }

        file.SetLength(checkpoint.OutputLength);
        file.Position = checkpoint.OutputLength;
    }

    private static InvalidOutputException Mismatch(string? other) =>
        new($"the checkpoint belongs to another output: {other ?? "the standard output"}; give that one, or another checkpoint");

    private sealed class InvalidOutputException(string message, Exception? inner = null) : IOException(message, inner);
}
