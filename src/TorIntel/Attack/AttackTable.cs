namespace TorIntel;

/// <summary>Which techniques of MITRE ATT&amp;CK each kind of evidence supports: data with the version of ATT&amp;CK.</summary>
public static class AttackTable
{
    private static readonly Table s_table = Table.Read();

    /// <summary>Gets the major version of ATT&amp;CK Enterprise.</summary>
    public static string Version => s_table.Version;

    /// <summary>Gets the techniques that some evidence supports, in ascending order of identifier.</summary>
    public static IReadOnlyList<AttackTechnique> Techniques => s_table.Techniques;

    /// <summary>Gives the techniques that evidence supports.</summary>
    /// <param name="kind">The kind of evidence.</param>
    /// <param name="confidence">What it is worth; evidence below medium supports none.</param>
    /// <param name="port">The responder's port, 0 if there is none.</param>
    public static TechniqueSet SupportedBy(EvidenceKind kind, Confidence confidence, ushort port)
    {
        if (confidence < Confidence.Medium)
        {
            return default;
        }

        var always = s_table.Always[(int)kind];
        return port is 0 or 80 or 443 ? always : always.Union(s_table.UnusualPort[(int)kind]);
    }

    /// <summary>Gives the name of a technique of the table, or of the technique that a sub-technique of it belongs to.</summary>
    /// <param name="id">The identifier, such as <c>T1090</c>.</param>
    internal static string NameOf(string id) => s_table.Names[id];

    /// <summary>Gives a tactic of the table.</summary>
    /// <param name="shortName">Its short name, such as <c>command-and-control</c>.</param>
    internal static AttackTactic TacticOf(string shortName) => s_table.Tactics[shortName];

    private sealed record Table(
        string Version,
        AttackTechnique[] Techniques,
        TechniqueSet[] Always,
        TechniqueSet[] UnusualPort,
        Dictionary<string, string> Names,
        Dictionary<string, AttackTactic> Tactics)
    {
        public static Table Read()
        {
            var version = "";
            List<AttackTechnique> techniques = [];
            Dictionary<string, string> names = new(StringComparer.Ordinal);
            Dictionary<string, AttackTactic> tactics = new(StringComparer.Ordinal);
            var kinds = Enum.GetValues<EvidenceKind>();
            var always = new TechniqueSet[kinds.Length];
            var unusualPort = new TechniqueSet[kinds.Length];
            foreach (var words in EmbeddedTable.ReadRows("attack-18.txt"))
            {
                switch (words)
                {
                    case ["version", var text]:
                        version = text;
                        break;
                    case ["tactic", var id, var shortName, .. var name]:
                        tactics.Add(shortName, new AttackTactic(id, shortName, string.Join(' ', name)));
                        break;
                    case ["name", var id, .. var name]:
                        names.Add(id, string.Join(' ', name));
                        break;
                    case ["technique", var id, .. var shortNames]:
                        techniques.Add(new AttackTechnique(id, shortNames));
                        break;
                    case ["evidence", var kind, var condition, .. var ids]:
                        var bits = ids.Sum(id => 1 << techniques.FindIndex(technique => string.Equals(technique.Id, id, StringComparison.Ordinal)));
                        var target = condition is "unusual-port" ? unusualPort : always;
                        target[(int)EvidenceNames.Parse(kind)] = new TechniqueSet(bits);
                        break;
                    default:
                        throw new InvalidOperationException($"attack-18.txt has a row of unknown kind '{words[0]}'.");
                }
            }

            return new Table(version, [.. techniques], always, unusualPort, names, tactics);
        }
    }
}
