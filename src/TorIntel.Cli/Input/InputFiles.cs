namespace TorIntel.Cli;

/// <summary>The logs that the command line names: files, patterns of files, <c>-</c>.</summary>
internal static class InputFiles
{
    private const string StandardStream = "-";

    public static bool IsStandardStream(string path) => string.Equals(path, StandardStream, StringComparison.Ordinal);

    /// <summary>Expands patterns, and finds out before anything is read whether all files are there.</summary>
    /// <param name="given">What the command line names; nothing stands for the standard input.</param>
    /// <param name="mayBeMissing">Whether a file may come later.</param>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> given, bool mayBeMissing)
    {
        if (given.Count == 0)
        {
            return [StandardStream];
        }

        List<string> files = [];
        foreach (var path in given)
        {
            FileErrors.RefuseEmpty(path);
            if (IsStandardStream(path) || File.Exists(path))
            {
                files.Add(path);
            }
            else if (FilePattern.IsPattern(path))
            {
                files.AddRange(FilePattern.Expand(path) is { Count: > 0 } found ? found : throw new IOException($"{path}: no file has such a name"));
            }
            else if (Directory.Exists(path) || !mayBeMissing)
            {
                throw new IOException(FileErrors.Describe(path, Directory.Exists(path) ? new UnauthorizedAccessException() : new FileNotFoundException()));
            }
            else
            {
                files.Add(path);
            }
        }

        return files;
    }
}
