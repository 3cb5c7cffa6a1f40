namespace TorIntel.Cli;

/// <summary>Says in one sentence why a file cannot be used.</summary>
internal static class FileErrors
{
    public static string Describe(string path, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"{path}: no such file",
        UnauthorizedAccessException when Directory.Exists(path) => $"{path}: is a folder, not a file",
        UnauthorizedAccessException => $"{path}: may not be accessed",
        _ => exception.Message.Contains(path, StringComparison.Ordinal) ? exception.Message : $"{path}: {exception.Message}",
    };
}
