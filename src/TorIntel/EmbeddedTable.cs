using System.Text;

namespace TorIntel;

/// <summary>The data tables that are part of the assembly: rows of words, <c>#</c> begins a comment.</summary>
internal static class EmbeddedTable
{
    public static IEnumerable<string[]> ReadRows(string name)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its table '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 0)
            {
                yield return words;
            }
        }
    }
}
