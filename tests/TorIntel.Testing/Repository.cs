namespace TorIntel.Testing;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Gets the root folder, or null outside a checkout.</summary>
    public static string? Root { get; } = FindRoot();

    private static string? FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TorIntel.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
