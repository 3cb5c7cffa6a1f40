namespace TorIntel;

/// <summary>A piece of evidence as a tag shows it.</summary>
/// <param name="Kind">The kind; <see cref="EvidenceNames.NameOf(EvidenceKind)"/> spells it.</param>
/// <param name="Confidence">What it is worth by itself.</param>
/// <param name="Field">The name of the property that it was seen in.</param>
/// <param name="Value">What stood there; an address in its canonical form, with the port if the evidence names an endpoint.</param>
/// <param name="IsAuthorised">Whether it rests on authorised relays of ours only.</param>
public readonly record struct ObservedEvidence(EvidenceKind Kind, Confidence Confidence, string Field, string Value, bool IsAuthorised);
