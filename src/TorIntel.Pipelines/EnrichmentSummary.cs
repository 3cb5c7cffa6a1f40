namespace TorIntel.Pipelines;

/// <summary>What an enricher counted, over all its inputs.</summary>
public sealed class EnrichmentSummary
{
    private readonly long[] _byConfidence = new long[Enum.GetValues<Confidence>().Length];
    private readonly long[] _byEvidence = new long[Enum.GetValues<EvidenceKind>().Length];
    private readonly long[] _byDirection = new long[Enum.GetValues<TorDirection>().Length];

    /// <summary>Gets the number of lines; of a JSON array, the number of its events.</summary>
    public long Lines { get; internal set; }

    /// <summary>Gets the number of bytes read, after decompression.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Gets the number of events that were tagged.</summary>
    public long Tagged { get; private set; }

    /// <summary>Gets the number of lines that could not be read and were passed on unchanged.</summary>
    public long BadLines { get; internal set; }

    /// <summary>Gets the number of tagged events of a confidence.</summary>
    /// <param name="confidence">The confidence.</param>
    public long Count(Confidence confidence) => _byConfidence[(int)confidence];

    /// <summary>Gets the number of pieces of evidence of a kind in tagged events.</summary>
    /// <param name="kind">The kind.</param>
    public long Count(EvidenceKind kind) => _byEvidence[(int)kind];

    /// <summary>Gets the number of tagged events of a direction.</summary>
    /// <param name="direction">The direction.</param>
    public long Count(TorDirection direction) => _byDirection[(int)direction];

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
}
