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

    private sealed record Table(string Version, AttackTechnique[] Techniques, TechniqueSet[] Always, TechniqueSet[] UnusualPort)
    {
        public static Table Read()
        {
            var version = "";
            List<AttackTechnique> techniques = [];
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
                    case ["technique", var id, .. var tactics]:
                        techniques.Add(new AttackTechnique(id, tactics));
                        break;
                    case ["evidence", var name, var condition, .. var ids]:
                        var bits = ids.Sum(id => 1 << techniques.FindIndex(technique => string.Equals(technique.Id, id, StringComparison.Ordinal)));
                        var target = condition is "unusual-port" ? unusualPort : always;
                        target[(int)EvidenceNames.Parse(name)] = new TechniqueSet(bits);
                        break;
                    default:
                        throw new InvalidOperationException($"attack-18.txt has a row of unknown kind '{words[0]}'.");
                }
            }

            return new Table(version, [.. techniques], always, unusualPort);
        }
    }
}
