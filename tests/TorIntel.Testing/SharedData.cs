using Xunit;

namespace TorIntel.Testing;

/// <summary>The folder of real lists, documents and logs that some tests need; it is not part of the repository.</summary>
public static class SharedData
{
    /// <summary>Gets a path below the folder, or skips the test with the reason.</summary>
    /// <param name="relativePath">The path, such as <c>data/snapshot</c>.</param>
    public static string PathOrSkip(string relativePath)
    {
        var path = Find(relativePath);
        Assert.SkipWhen(path is null, $"needs {relativePath} of the shared data; set TORINTEL_SHARED to its folder");
        return path!;
    }

    /// <summary>Gets a path below the folder; null if it is not there.</summary>
    /// <param name="relativePath">The path, such as <c>data/snapshot</c>.</param>
    public static string? Find(string relativePath)
    {
        var root = Environment.GetEnvironmentVariable("TORINTEL_SHARED") is { Length: > 0 } given ? given : BesideRepository;
        var path = root is null ? null : Path.Combine(root, relativePath);
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    private static string? BesideRepository => Repository.Root is { } root ? Path.Combine(root, "..", "shared") : null;
}
