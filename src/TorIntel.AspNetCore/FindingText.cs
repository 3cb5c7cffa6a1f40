namespace TorIntel;

/// <summary>A finding as telemetry gets it; made once for a finding, which many requests share.</summary>
/// <param name="Attributes">For the trace.</param>
/// <param name="Properties">For the logging scope.</param>
internal sealed record FindingText(KeyValuePair<string, object?>[] Attributes, KeyValuePair<string, object?>[] Properties);
