namespace TorIntel.Conformance;

/// <summary>The tag that an event must get.</summary>
/// <param name="Confidence">The highest confidence of the evidence, raised by the two rules.</param>
/// <param name="Direction">From initiator to responder: inbound, outbound, internal, external or unknown.</param>
/// <param name="InitiatorRule">0: the format says it; 1 to 4: the rule that inferred the initiator.</param>
/// <param name="Evidence">The evidence; a name can occur more than once.</param>
/// <param name="Techniques">The ATT&amp;CK techniques.</param>
/// <param name="Relays">The fingerprints of the relays.</param>
/// <param name="Roles">The roles of each relay that may be named.</param>
public sealed record ExpectedVerdict(
    Confidence Confidence,
    string Direction,
    int InitiatorRule,
    IReadOnlyList<ExpectedEvidence> Evidence,
    ExpectedSet Techniques,
    ExpectedSet Relays,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Roles)
{
    /// <summary>Whether the tag says <c>"initiator":"assumed"</c>.</summary>
    public bool InitiatorAssumed => InitiatorRule == 4;

    /// <summary>The names of the evidence, each once, in order.</summary>
    public IReadOnlyList<string> EvidenceNames => [.. Evidence.Select(evidence => evidence.Name).Distinct().Order(StringComparer.Ordinal)];
}
