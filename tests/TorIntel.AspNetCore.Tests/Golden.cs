using System.Runtime.CompilerServices;

namespace TorIntel.AspNetCore.Tests;

/// <summary>What was recorded, in Golden/.</summary>
internal static class Golden
{
    /// <summary>Compares with what was recorded; with TORINTEL_UPDATE_GOLDEN=1 records it.</summary>
    public static void Check(string name, string actual)
    {
        var path = PathOf(name);
        if (Environment.GetEnvironmentVariable("TORINTEL_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is not there; TORINTEL_UPDATE_GOLDEN=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string PathOf(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden", name);
}
