namespace TorIntel.Pipelines;

/// <summary>What tells that a log is of a format; all of it must hold.</summary>
/// <param name="Kind">How the log is looked at.</param>
/// <param name="Words">For JSON fields that are there, perhaps with <c>=value</c> behind; else texts, or names of columns.</param>
internal sealed record Recognition(RecognitionKind Kind, IReadOnlyList<string> Words);
