using System.Text;

namespace TorIntel.Pipelines.Tests;

/// <summary>One log put through an enricher.</summary>
internal sealed record EnricherRun(byte[] Output, EnrichmentSummary Summary, IReadOnlyList<BadLine> BadLines)
{
    public string Text => Encoding.UTF8.GetString(Output);

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The bad lines as "line: reason".</summary>
    public string[] BadLineTexts => [.. BadLines.Select(bad => $"{bad.Line}: {bad.Reason}")];

    public static EnricherRun Of(string input, LogFormat? format = null, LogEnricherOptions? options = null) =>
        Of(Encoding.UTF8.GetBytes(input), format, options);

    public static EnricherRun Of(byte[] input, LogFormat? format = null, LogEnricherOptions? options = null)
    {
        using var stream = new MemoryStream(input);
        return Of(stream, format, options);
    }

    public static EnricherRun Of(Stream input, LogFormat? format = null, LogEnricherOptions? options = null, TorNetwork? network = null, TorClassifier? classifier = null)
    {
        List<BadLine> badLines = [];
        var enricher = new LogEnricher(
            network ?? SampleNetwork.View,
            classifier ?? new TorClassifier(),
            (options ?? new LogEnricherOptions()) with { Format = format, OnBadLine = badLines.Add });
        using var output = new MemoryStream();
        enricher.Enrich(input, output, "log");
        return new EnricherRun(output.ToArray(), enricher.Summary, badLines);
    }
}
