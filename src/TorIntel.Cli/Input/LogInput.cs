namespace TorIntel.Cli;

/// <summary>Opens logs for reading.</summary>
internal static class LogInput
{
    /// <summary>Opens a log as it is, compressed or not. Waiting for a pipe or terminal ends with the token.</summary>
    public static Stream OpenRaw(string path, Terminal terminal, CancellationToken cancellationToken)
    {
        if (InputFiles.IsStandardStream(path))
        {
            return new InterruptibleStream(terminal.OpenInput(), cancellationToken);
        }

        var file = Open(path);
        return file.CanSeek ? file : new InterruptibleStream(file, cancellationToken);
    }

    private static FileStream Open(string path)
    {
        try
        {
            // Without a buffer, for what reads from it has one; others may go on writing.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path, e), e);
        }
    }
}
