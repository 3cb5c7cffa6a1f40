using System.Globalization;
using System.Security.Cryptography;

namespace TorIntel.Cli;

/// <summary>A file that appears under its name only when it is whole: written beside it, flushed to the disk, renamed.</summary>
/// <remarks>A link stays a link, to the new file. Who may read the old file may read the new one. What is no file on a disk (a terminal, a pipe, a device) is written to as it is.</remarks>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string? _temporaryPath; // null if it is written to as it is
    private bool _isCommitted;

    /// <param name="path">The file.</param>
    /// <param name="isShared">Whether several programs may write it at once: each has a temporary file of its own then. Else what one that was killed left is written over.</param>
    public AtomicFile(string path, bool isShared = true)
    {
        Check(path);
        try
        {
            _path = ResolveLink(path);
            if (OpenUnlessOnDisk(path) is { } stream)
            {
                Stream = stream;
                return;
            }

            // In a folder of others, a link may lie under a name that can be guessed: what is there already is never opened.
            _temporaryPath = isShared ? string.Create(CultureInfo.InvariantCulture, $"{_path}.{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}.tmp") : _path + ".tmp";
            if (!isShared)
            {
                File.Delete(_temporaryPath);
            }

            Stream = new FileStream(_temporaryPath, FileAccessRights.ForCreation(_path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path, e), e);
        }
    }

    public FileStream Stream { get; }

    /// <summary>Finds out early whether a file can be made, before hours of work.</summary>
    public static void Check(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException(FileErrors.Describe(path, new UnauthorizedAccessException()));
        }

        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            throw new IOException($"{path}: no such folder");
        }
    }

    /// <summary>Gives the file that a path leads to.</summary>
    public static string ResolveLink(string path)
    {
        // Of a relative path, that of a link's target would be looked for at the root.
        var fullPath = Path.GetFullPath(path);
        return File.Exists(path) && File.ResolveLinkTarget(fullPath, returnFinalTarget: true) is { } target ? target.FullName : path;
    }

    public void Commit()
    {
        if (_temporaryPath is not null)
        {
            FileAccessRights.Copy(_path, Stream.SafeFileHandle);
        }

        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        if (_temporaryPath is not null)
        {
            try
            {
                File.Move(_temporaryPath, _path, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new IOException(FileErrors.Describe(_path, e), e);
            }
        }

        _isCommitted = true;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!_isCommitted && _temporaryPath is not null)
        {
            File.Delete(_temporaryPath);
        }
    }

    private static FileStream? OpenUnlessOnDisk(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        // A device may be anywhere, and a link to one too. It can be sought in, as /dev/null, and must not be replaced by a file.
        var fullPath = Path.GetFullPath(ResolveLink(path));
        var isDevice = (OperatingSystem.IsLinux() && LinuxCalls.IsDevice(fullPath))
            || (fullPath.StartsWith("/dev/", StringComparison.Ordinal) && !fullPath.StartsWith("/dev/shm/", StringComparison.Ordinal));
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            if (isDevice || !stream.CanSeek)
            {
                return stream;
            }

            stream.Dispose();
        }
        catch (Exception e) when (e is FileNotFoundException || (e is UnauthorizedAccessException && !isDevice))
        {
            // The target of a link that is not there yet; or a file that may not be written to, but replaced if its folder allows it.
        }

        return null;
    }
}
