using System.Text;

namespace TorIntel.Cli;

/// <summary>Shows which lines of a file would go and come. Order does not matter to lists, so lines are compared as sets.</summary>
internal static class FileDifference
{
    public static void Write(TextWriter output, string path, ReadOnlyMemory<byte> bytes)
    {
        string[] before;
        try
        {
            before = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path, e), e);
        }

        var after = Encoding.UTF8.GetString(bytes.Span).TrimEnd('\n').Split('\n');
        var had = before.ToHashSet(StringComparer.Ordinal);
        var has = after.ToHashSet(StringComparer.Ordinal);
        foreach (var line in before.Where(line => !has.Contains(line)))
        {
            output.Write($"-{line}\n");
        }

        foreach (var line in after.Where(line => !had.Contains(line)))
        {
            output.Write($"+{line}\n");
        }
    }
}
