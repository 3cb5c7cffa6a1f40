using System.IO.Enumeration;

namespace TorIntel.Cli;

/// <summary>Patterns of file names, for shells that do not expand them: <c>*</c> and <c>?</c> in a name, <c>**</c> for any folders in between.</summary>
internal static class FilePattern
{
    private const string AnyFolders = "**";

    private static readonly char[] s_separators = OperatingSystem.IsWindows() ? ['/', '\\'] : ['/'];

    public static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?');

    /// <summary>Gives the files that fit, in the order of their names; as for shells, names with a dot in front fit only patterns with one.</summary>
    public static IReadOnlyList<string> Expand(string pattern)
    {
        var segments = pattern.Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> folders = [Path.GetPathRoot(pattern) ?? ""];
        var first = Path.GetPathRoot(pattern) is { Length: > 1 } root && OperatingSystem.IsWindows() ? root.Split(s_separators, StringSplitOptions.RemoveEmptyEntries).Length : 0;
        foreach (var segment in segments[first..^1])
        {
            folders = folders.SelectMany(folder => Folders(folder, segment));
        }

        return [.. folders.SelectMany(folder => Entries(folder, segments[^1], Directory.EnumerateFiles)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Folders(string folder, string segment)
    {
        if (segment != AnyFolders)
        {
            return IsPattern(segment) ? Entries(folder, segment, Directory.EnumerateDirectories)
                : Directory.Exists(Path.Combine(folder, segment)) ? [Path.Combine(folder, segment)]
                : [];
        }

        // Links to folders are not gone into: they may lead back.
        return Entries(folder, "*", Directory.EnumerateDirectories)
            .Where(below => new DirectoryInfo(below).LinkTarget is null)
            .SelectMany(below => Folders(below, AnyFolders))
            .Prepend(folder);
    }

    private static IEnumerable<string> Entries(string folder, string pattern, Func<string, string, EnumerationOptions, IEnumerable<string>> enumerate) =>
        !Directory.Exists(folder.Length == 0 ? "." : folder) ? []
            : enumerate(folder.Length == 0 ? "." : folder, "*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true })
                .Select(path => Path.GetFileName(path))
                .Where(name => Fits(name, pattern))
                .Select(name => Path.Combine(folder, name));

    private static bool Fits(string name, string pattern) =>
        (name[0] != '.' || pattern[0] == '.') && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: OperatingSystem.IsWindows());
}
