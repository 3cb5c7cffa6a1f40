namespace TorIntel.Feeds;

/// <summary>Writes a file that appears under its name only when it is whole: beside it, flushed to the disk, renamed.</summary>
/// <remarks>What a program that was killed left is written over the next time; one writer at a time.</remarks>
internal static class AtomicWrite
{
    public const string TemporaryEnding = ".tmp";

    public static void Write(string path, Action<Stream> write, bool isPrivate = false)
    {
        var temporary = path + TemporaryEnding;
        var file = new FileStream(temporary, Options(isPrivate)); // Fails where another one writes, whose file must stay.
        try
        {
            using (file)
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary); // On a full disk it would be in the way.
            throw;
        }
    }

    private static FileStreamOptions Options(bool isPrivate)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is written over the next time.
        }
    }
}
