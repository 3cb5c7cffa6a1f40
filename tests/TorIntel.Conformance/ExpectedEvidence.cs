namespace TorIntel.Conformance;

/// <summary>One piece of evidence that the tag must name.</summary>
public sealed record ExpectedEvidence(string Name, string Field, string Value, Confidence Confidence)
{
    /// <summary>Whether it rests on authorised relays of ours only.</summary>
    public bool Authorised { get; init; }

    /// <summary>The port of the endpoint that it is about.</summary>
    public int? Port { get; init; }

    /// <summary>The fingerprints of the relays that it rests on.</summary>
    public ExpectedSet Relays { get; init; } = ExpectedSet.Empty;
}
