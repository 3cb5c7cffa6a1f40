using TorIntel.Pipelines;

namespace TorIntel.Cli;

/// <summary>Enriches one log after the other.</summary>
internal sealed class FileEnricher(LogEnricher enricher, Terminal terminal, ReadingProgress? progress, CancellationToken cancellationToken)
{
    public void Enrich(IReadOnlyList<string> files, Stream output)
    {
        foreach (var file in files)
        {
            if (enricher.EndedWithinLine)
            {
                output.Write("\n"u8); // Two logs are not to share a line.
            }

            Enrich(file, output);
        }
    }

    private void Enrich(string file, Stream output)
    {
        using var raw = LogInput.OpenRaw(file, terminal, cancellationToken);
        try
        {
            using var input = Decompression.Open(progress?.Watch(raw, file) ?? raw);
            enricher.Enrich(input, output, file, cancellationToken: cancellationToken);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(file, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{file}: {e.Message}", e);
        }
    }
}
