namespace TorIntel.Pipelines;

/// <summary>A part of a pattern: perhaps a gap, the text that ends it, and perhaps a typed placeholder right behind that.</summary>
/// <param name="HasGap">Whether anything may stand in front of the text.</param>
/// <param name="IsGapGreedy">Whether the gap goes on to the last place where the rest of this step fits, rather than to the first.</param>
/// <param name="Gap">What the gap holds; null if nothing that matters.</param>
/// <param name="Text">The text.</param>
/// <param name="Kind">The kind of the placeholder behind the text.</param>
/// <param name="Value">What the placeholder holds; null if nothing that matters.</param>
/// <param name="Stop">The byte that stands behind the placeholder; 0 if any may, or none does.</param>
/// <param name="IsRest">Whether the gap is what further patterns are tried on.</param>
internal sealed record PatternStep(bool HasGap, bool IsGapGreedy, MappedMember? Gap, byte[] Text, PlaceholderKind Kind, MappedMember? Value, byte Stop, bool IsRest);
