using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using DiffPlex;
using DiffPlex.Model;

namespace TorIntel.Cli;

/// <summary>Shows how a file would change, as <c>diff -U0</c> does.</summary>
internal static class FileDifference
{
    private const int MostCompared = 4_000;

    /// <summary>Writes the lines that would go and come. If there are very many, all lines between the first and the last of them go and come.</summary>
    /// <returns>How many.</returns>
    public static (int Gone, int New) Write(TextWriter output, string path, ReadOnlyMemory<byte> content)
    {
        if (content.Span.Contains((byte)0))
        {
            throw new UsageException($"{path} is no text, so there are no lines to compare");
        }

        var chunker = new LineChunker();
        var (before, after) = (ReadExisting(path), Encoding.UTF8.GetString(content.Span));
        var (old, now) = (chunker.Chunk(before), chunker.Chunk(after));
        var blocks = CountDifferent(old, now) <= MostCompared
            ? Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, chunker).DiffBlocks
            : [AllBetween(old, now)];
        if (blocks.Count != 0)
        {
            output.Write($"--- {path}\n+++ {path}\n");
        }

        foreach (var block in blocks)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"@@ -{Range(block.DeleteStartA, block.DeleteCountA)} +{Range(block.InsertStartB, block.InsertCountB)} @@\n"));
            WriteLines(output, '-', old, block.DeleteStartA, block.DeleteCountA);
            WriteLines(output, '+', now, block.InsertStartB, block.InsertCountB);
        }

        return (blocks.Sum(block => block.DeleteCountA), blocks.Sum(block => block.InsertCountB));
    }

    private static string ReadExisting(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path, e), e);
        }
    }

    // The time of a comparison is that of the length times this.
    private static int CountDifferent(IReadOnlyList<string> old, IReadOnlyList<string> now)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in old)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, line, out _)++;
        }

        foreach (var line in now)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, line, out _)--;
        }

        return counts.Values.Sum(Math.Abs);
    }

    private static DiffBlock AllBetween(IReadOnlyList<string> old, IReadOnlyList<string> now)
    {
        var (start, end, most) = (0, 0, Math.Min(old.Count, now.Count));
        while (start < most && old[start] == now[start])
        {
            start++;
        }

        while (end < most - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        return new DiffBlock(start, old.Count - start - end, start, now.Count - start - end);
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
