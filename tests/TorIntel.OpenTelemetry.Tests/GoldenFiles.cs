using System.Runtime.CompilerServices;

namespace TorIntel.Tests;

/// <summary>The recorded outputs beside this file.</summary>
internal static class GoldenFiles
{
    /// <summary>Compares with what was recorded; with TORINTEL_UPDATE_GOLDEN=1 records it.</summary>
    public static void AssertSame(string name, string output, [CallerFilePath] string thisFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(thisFile)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("TORINTEL_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, output);
        }

        Assert.True(File.Exists(path), $"{path} is not there; TORINTEL_UPDATE_GOLDEN=1 writes it");
        Assert.Equal(File.ReadAllText(path), output);
    }
}
