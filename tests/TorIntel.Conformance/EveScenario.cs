namespace TorIntel.Conformance;

/// <summary>A way to fill a draft, how often it is taken, and the evidence it aims at (as in <see cref="GeneratedEvent.Intent"/>).</summary>
internal sealed record EveScenario(string Kind, int Weight, string? Intent, Action<EveDraft> Fill);
