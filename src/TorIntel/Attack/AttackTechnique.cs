namespace TorIntel;

/// <summary>A technique of MITRE ATT&amp;CK Enterprise.</summary>
/// <param name="Id">The identifier, such as <c>T1090.003</c>.</param>
/// <param name="Tactics">The short names of its tactics in the version of the table (<see cref="AttackTable.Version"/>).</param>
public sealed record AttackTechnique(string Id, IReadOnlyList<string> Tactics);
