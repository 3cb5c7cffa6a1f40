using DiffPlex;

namespace TorIntel.Cli;

/// <summary>Takes text apart at line feeds, and only there: a carriage return is part of a line, and differs.</summary>
internal sealed class LineChunker : IChunker
{
    public IReadOnlyList<string> Chunk(string text)
    {
        var lines = text.Split('\n');
        return text.Length == 0 ? [] : text[^1] == '\n' ? lines[..^1] : lines;
    }
}
