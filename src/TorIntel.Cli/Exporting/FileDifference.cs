using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;

namespace TorIntel.Cli;

/// <summary>Shows how a file would change, as <c>diff -U0</c> does.</summary>
internal static class FileDifference
{
    /// <summary>Writes the lines that would go and come.</summary>
    /// <returns>How many.</returns>
    public static (int Gone, int New) Write(TextWriter output, string path, ReadOnlyMemory<byte> content)
    {
        if (content.Span.Contains((byte)0))
        {
            throw new UsageException($"{path} is no text, so there are no lines to compare");
        }

        string before;
        try
        {
            before = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path, e), e);
        }

        var difference = Differ.Instance.CreateDiffs(before, Encoding.UTF8.GetString(content.Span), ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance);
        if (difference.DiffBlocks.Count != 0)
        {
            output.Write($"--- {path}\n+++ {path}\n");
        }

        foreach (var block in difference.DiffBlocks)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"@@ -{Range(block.DeleteStartA, block.DeleteCountA)} +{Range(block.InsertStartB, block.InsertCountB)} @@\n"));
            WriteLines(output, '-', difference.PiecesOld, block.DeleteStartA, block.DeleteCountA);
            WriteLines(output, '+', difference.PiecesNew, block.InsertStartB, block.InsertCountB);
        }

        return (difference.DiffBlocks.Sum(block => block.DeleteCountA), difference.DiffBlocks.Sum(block => block.InsertCountB));
    }

    // Lines count from 1; a range of none stands after the line that it names.
    private static string Range(int start, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    private static void WriteLines(TextWriter output, char mark, IReadOnlyList<string> lines, int start, int count)
    {
        for (var i = start; i < start + count; i++)
        {
            output.Write($"{mark}{lines[i]}\n");
        }
    }
}
