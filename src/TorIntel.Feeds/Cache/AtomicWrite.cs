namespace TorIntel.Feeds;

/// <summary>Writes a file that appears under its name only when it is whole: beside it, flushed to the disk, renamed.</summary>
/// <remarks>What a program that was killed left is written over the next time; one writer at a time.</remarks>
internal static class AtomicWrite
{
    public const string TemporaryEnding = ".tmp";

    public static void Write(string path, Action<Stream> write)
    {
        var temporary = path + TemporaryEnding;
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
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
