namespace TorIntel;

/// <summary>What schemas write of the techniques and tactics of ATT&amp;CK.</summary>
internal static class AttackText
{
    /// <summary>The technique that Tor is: Proxy: Multi-hop Proxy.</summary>
    public const string MultiHopProxy = "T1090.003";

    /// <summary>The technique that a sub-technique belongs to; itself for one that is none.</summary>
    public static string ParentOf(string id) => id.Split('.')[0];

    public static bool IsSub(string id) => id.Contains('.', StringComparison.Ordinal);

    public static string AddressOf(string id) => $"https://attack.mitre.org/techniques/{id.Replace('.', '/')}/";

    public static string AddressOf(AttackTactic tactic) => $"https://attack.mitre.org/tactics/{tactic.Id}/";
}
