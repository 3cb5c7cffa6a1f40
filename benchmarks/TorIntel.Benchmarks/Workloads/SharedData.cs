namespace TorIntel.Benchmarks;

/// <summary>Finds the folder of real lists and logs, which are too large for the repository.</summary>
internal static class SharedData
{
    /// <summary>Gets the folder <c>data</c> below $TORINTEL_SHARED or below <c>shared</c> beside the repository; null if there is none.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        var shared = Environment.GetEnvironmentVariable("TORINTEL_SHARED");
        for (var folder = AppContext.BaseDirectory; shared is null && folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "TorIntel.sln")))
            {
                shared = Path.Combine(folder, "..", "shared");
            }
        }

        var data = Path.Combine(shared ?? "", "data");
        return Directory.Exists(data) ? data : null;
    }
}
