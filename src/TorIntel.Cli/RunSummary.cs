using System.Globalization;
using TorIntel.Pipelines;

namespace TorIntel.Cli;

/// <summary>What all enrichers of a run counted, and how long it took.</summary>
internal sealed class RunSummary(IReadOnlyList<EnrichmentSummary> parts, TimeSpan elapsed)
{
    private static readonly Confidence[] s_surestFirst = [Confidence.Confirmed, Confidence.High, Confidence.Medium, Confidence.Low];

    public long Lines => parts.Sum(part => part.Lines);

    public long Bytes => parts.Sum(part => part.Bytes);

    public long Tagged => parts.Sum(part => part.Tagged);

    public long BadLines => parts.Sum(part => part.BadLines);

    public TimeSpan Elapsed { get; } = elapsed;

    public IEnumerable<KeyValuePair<string, long>> LinesByFormat => parts.SelectMany(part => part.LinesByFormat)
        .GroupBy(entry => entry.Key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => KeyValuePair.Create(group.Key, group.Sum(entry => entry.Value)));

    public long Count(Confidence confidence) => parts.Sum(part => part.Count(confidence));

    public long Count(EvidenceKind kind) => parts.Sum(part => part.Count(kind));

    public long Count(TorDirection direction) => parts.Sum(part => part.Count(direction));

    /// <summary>Says it in one line.</summary>
    public override string ToString()
    {
        var counts = string.Join(", ", s_surestFirst.Where(c => Count(c) != 0)
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"{Count(c)} {EvidenceNames.NameOf(c)}")));
        var seconds = Elapsed.TotalSeconds;
        var formats = string.Join(", ", LinesByFormat.Select(entry => entry.Key));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Lines} lines{(formats.Length == 0 ? "" : $" of {formats}")}, {Tagged} tagged{(counts.Length == 0 ? "" : $" ({counts})")}, {BadLines} bad; {Size(Bytes)} in {seconds:0.00} s, {Size((long)(Bytes / Math.Max(seconds, 0.001)))}/s");
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.00} GB"),
    };
}
