using System.Runtime.CompilerServices;
using Xunit;

namespace TorIntel.Testing;

/// <summary>Recorded outputs, in the folder Golden beside the test.</summary>
public static class GoldenFiles
{
    /// <summary>Compares with what was recorded; with TORINTEL_UPDATE_GOLDEN=1 records it.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="output">What to compare.</param>
    /// <param name="testFile">The test; by itself the calling one.</param>
    public static void AssertSame(string name, string output, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("TORINTEL_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, output);
        }

        Assert.True(File.Exists(path), $"{path} is not there; TORINTEL_UPDATE_GOLDEN=1 writes it");
        Assert.Equal(File.ReadAllText(path), output);
    }
}
