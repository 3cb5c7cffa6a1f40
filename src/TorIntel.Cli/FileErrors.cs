namespace TorIntel.Cli;

/// <summary>Says in one sentence why a file cannot be used.</summary>
internal static class FileErrors
{
    private const int UnixNoSpace = 28; // ENOSPC, the same on all systems that .NET runs on.
    private const int WindowsNoSpace = unchecked((int)0x80070070);

    /// <summary>Refuses an empty path, which is never meant: a variable of a script that is not set.</summary>
    public static void RefuseEmpty(string path)
    {
        if (path.Length == 0)
        {
            throw new UsageException("an empty path");
        }
    }

    public static string Describe(string path, Exception exception) => exception switch
    {
        FileNotFoundException => $"{path}: no such file",
        DirectoryNotFoundException => $"{path}: its folder does not exist",
        UnauthorizedAccessException when Directory.Exists(path) => $"{path}: is a folder, not a file",
        UnauthorizedAccessException => $"{path}: may not be accessed",
        { HResult: UnixNoSpace or WindowsNoSpace } => $"{path}: no space left on the device",
        _ => exception.Message.Contains(path, StringComparison.Ordinal) ? exception.Message : $"{path}: {exception.Message}",
    };
}
