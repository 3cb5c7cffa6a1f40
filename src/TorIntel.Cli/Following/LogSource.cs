using Microsoft.Win32.SafeHandles;
using TorIntel.Feeds;

namespace TorIntel.Cli;

/// <summary>An open file that is, or was, written as a log. It stays the same whatever becomes of its name.</summary>
internal sealed class LogSource : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly Stream? _decompressed; // Of a file that was compressed after it was rotated.

    private LogSource(SafeFileHandle handle, bool isCurrent)
    {
        _handle = handle;
        IsCurrent = isCurrent;
        Inode = Cli.Inode.Of(handle);
        Head = LogIdentity.ReadHead(handle);
        if (!isCurrent && Decompression.IsCompressed(Head))
        {
            var peeked = new PeekStream(Decompression.Open(new FileStream(handle, FileAccess.Read, bufferSize: 0)), LogIdentity.MaxLength);
            (_decompressed, Head) = (peeked, peeked.Head);
        }
    }

    /// <summary>Gets a value indicating whether the file was found under the name by which it is written.</summary>
    public bool IsCurrent { get; }

    public ulong Inode { get; }

    /// <summary>Gets the first bytes, as they were when the file was opened.</summary>
    public byte[] Head { get; }

    /// <summary>Gets the time of the last change, in ticks, UTC.</summary>
    public long Changed => File.GetLastWriteTimeUtc(_handle).Ticks;

    /// <summary>Opens a file; null if it is not there.</summary>
    public static LogSource? TryOpen(string path, bool isCurrent)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new LogSource(handle, isCurrent);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException || (e is InvalidDataException or IOException or UnauthorizedAccessException && !isCurrent))
        {
            handle?.Dispose(); // Not there; or, of those that were rotated, just being compressed, or not for us.
            return null;
        }
        catch (NotSupportedException e)
        {
            handle?.Dispose();
            throw new IOException($"{path}: only files can be followed", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            handle?.Dispose();
            throw new IOException(FileErrors.Describe(path, e), e);
        }
    }

    public bool Reaches(long position) => _decompressed is not null || RandomAccess.GetLength(_handle) >= position;

    public bool HasHead(ReadOnlySpan<byte> head)
    {
        Span<byte> now = stackalloc byte[LogIdentity.MaxLength];
        now = now[..head.Length];
        for (int length = 0, read; length < head.Length; length += read)
        {
            read = RandomAccess.Read(_handle, now[length..], length);
            if (read == 0)
            {
                return false;
            }
        }

        return now.SequenceEqual(head);
    }

    /// <summary>Goes to where reading begins; to be called once.</summary>
    public void SkipTo(long position)
    {
        var buffer = new byte[_decompressed is null ? 0 : 64 * 1024];
        for (int read; _decompressed is not null && position > 0; position -= read)
        {
            read = _decompressed.Read(buffer, 0, (int)Math.Min(buffer.Length, position));
            if (read == 0)
            {
                return;
            }
        }
    }

    public int Read(Span<byte> buffer, long position) => _decompressed?.Read(buffer) ?? RandomAccess.Read(_handle, buffer, position);

    public void Dispose()
    {
        _decompressed?.Dispose();
        _handle.Dispose();
    }
}
