namespace TorIntel.Pipelines;

/// <summary>What an enricher counted, over all its inputs.</summary>
public sealed class EnrichmentSummary
{
    private readonly long[] _byConfidence = new long[Enum.GetValues<Confidence>().Length];
    private readonly long[] _byEvidence = new long[Enum.GetValues<EvidenceKind>().Length];
    private readonly SortedDictionary<string, long> _linesByFormat = new(StringComparer.Ordinal);
    private readonly long[] _byDirection = new long[Enum.GetValues<TorDirection>().Length];

    /// <summary>Gets the number of lines; of a JSON array, the number of its events.</summary>
    public long Lines { get; internal set; }

    /// <summary>Gets the number of bytes read, after decompression.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Gets the number of events that were tagged.</summary>
    public long Tagged { get; private set; }

    /// <summary>Gets the number of lines that could not be read and were passed on unchanged.</summary>
    public long BadLines { get; internal set; }

    /// <summary>Gets the number of lines by the name of the format that their log was read as.</summary>
    public IReadOnlyDictionary<string, long> LinesByFormat => _linesByFormat;

    /// <summary>Gets the number of tagged events of a confidence.</summary>
    /// <param name="confidence">The confidence.</param>
    public long Count(Confidence confidence) => _byConfidence[(int)confidence];

    /// <summary>Gets the number of pieces of evidence of a kind in tagged events.</summary>
    /// <param name="kind">The kind.</param>
    public long Count(EvidenceKind kind) => _byEvidence[(int)kind];

    /// <summary>Gets the number of tagged events of a direction.</summary>
    /// <param name="direction">The direction.</param>
    public long Count(TorDirection direction) => _byDirection[(int)direction];

    internal void CountFormat(LogFormat format, long lines) => _linesByFormat[format.Name] = _linesByFormat.GetValueOrDefault(format.Name) + lines;

    internal void Clear()
    {
        (Lines, Bytes, Tagged, BadLines) = (0, 0, 0, 0);
        Array.Clear(_byConfidence);
        Array.Clear(_byEvidence);
        Array.Clear(_byDirection);
    }

    internal void Add(EnrichmentSummary other)
    {
        Lines += other.Lines;
        Bytes += other.Bytes;
        Tagged += other.Tagged;
        BadLines += other.BadLines;
        Add(_byConfidence, other._byConfidence);
        Add(_byEvidence, other._byEvidence);
        Add(_byDirection, other._byDirection);
    }

    internal void CountTagged(in TorVerdict verdict)
    {
        Tagged++;
        _byConfidence[(int)verdict.Confidence]++;
        _byDirection[(int)verdict.Direction]++;
        foreach (var evidence in verdict.Evidence)
        {
            _byEvidence[(int)evidence.Kind]++;
        }
    }

    private static void Add(long[] counts, long[] others)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += others[i];
        }
    }
}
