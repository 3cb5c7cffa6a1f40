namespace TorIntel.Pipelines;

/// <summary>A piece of text that is inserted in a record.</summary>
/// <param name="At">Where, in the record.</param>
/// <param name="Start">Where the piece begins among the bytes of all insertions.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct Insertion(int At, int Start, int Length);
