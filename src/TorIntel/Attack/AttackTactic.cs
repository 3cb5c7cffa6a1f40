namespace TorIntel;

/// <summary>A tactic of MITRE ATT&amp;CK Enterprise.</summary>
/// <param name="Id">The identifier, such as <c>TA0011</c>.</param>
/// <param name="ShortName">The short name, such as <c>command-and-control</c>.</param>
/// <param name="Name">The name, such as <c>Command and Control</c>.</param>
internal sealed record AttackTactic(string Id, string ShortName, string Name);
