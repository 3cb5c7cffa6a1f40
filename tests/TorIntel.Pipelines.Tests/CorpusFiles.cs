using System.Runtime.CompilerServices;
using System.Text;

namespace TorIntel.Pipelines.Tests;

/// <summary>The folders of inputs and of recorded outputs beside this file.</summary>
internal static class CorpusFiles
{
    public static IEnumerable<TheoryDataRow<string>> Names => NamesOf("Corpus").Select(name => new TheoryDataRow<string>(name));

    public static byte[] Read(string name, string folder = "Corpus") => File.ReadAllBytes(Path.Combine(Folder(folder), name));

    public static IEnumerable<string> NamesOf(string folder) => Directory.EnumerateFiles(Folder(folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    /// <summary>Compares with what was recorded; with TORINTEL_UPDATE_GOLDEN=1 records it.</summary>
    public static void AssertGolden(string name, byte[] output)
    {
        var path = Path.Combine(Folder("Golden"), name);
        if (Environment.GetEnvironmentVariable("TORINTEL_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, output);
        }

        Assert.True(File.Exists(path), $"{path} is not there; TORINTEL_UPDATE_GOLDEN=1 writes it");
        Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(path)), Encoding.UTF8.GetString(output)); // says where they differ
        Assert.Equal(File.ReadAllBytes(path), output);
    }

    private static string Folder(string name, [CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, name);
}
