namespace TorIntel;

/// <summary>Writes findings as plain properties of a schema, for loggers whose events are lists of names and values.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class TorAttributes
{
    private readonly TorSchema _schema;
    private readonly OwnFieldNames _names;

    /// <summary>Initializes a new instance of the <see cref="TorAttributes"/> class.</summary>
    /// <param name="schema">The schema, but not <see cref="TorSchema.Tor"/>, which is one object.</param>
    /// <param name="name">What the names of our own begin with; null for that of the schema.</param>
    /// <exception cref="ArgumentOutOfRangeException">The schema has no plain properties.</exception>
    public TorAttributes(TorSchema schema, string? name = null)
    {
        _schema = schema;
        _names = schema switch
        {
            TorSchema.Flat => OwnFieldNames.Plain((name ?? "tor") + "_"),
            TorSchema.Ecs => OwnFieldNames.Plain((name ?? "tor") + "."),
            TorSchema.OpenTelemetry => OwnFieldNames.OpenTelemetry(name ?? "torintel"),
            _ => throw new ArgumentOutOfRangeException(nameof(schema), schema, "There are plain properties in Flat, Ecs and OpenTelemetry only."),
        };
    }

    /// <summary>Gets the name of the property with the confidence. An event that has one of this name is tagged already.</summary>
    public string ConfidenceName => _names.Confidence;

    /// <summary>Gets the name of the property with the age of the lists in seconds at the time of the event.</summary>
    public string AgeName => _names.Age;

    /// <summary>Gets the name of the property that tells whether the lists were stale at the time of the event.</summary>
    public string StaleName => _names.Stale;

    /// <summary>Gives names and values of all properties but age and staleness, which depend on the time of the event. The first one is always the confidence.</summary>
    /// <param name="finding">The finding.</param>
    /// <returns>Values are text, arrays of text, and booleans; several texts are joined by commas in <see cref="TorSchema.Flat"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="finding"/> is null.</exception>
    public KeyValuePair<string, object?>[] Describe(TorFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        List<KeyValuePair<string, object?>> list = [];
        WriteOwn(list, finding);
        switch (_schema)
        {
            case TorSchema.Ecs:
                WriteEcs(list, finding);
                break;
            case TorSchema.OpenTelemetry:
                Add(list, "security_rule.name", EvidenceNames.NameOf(finding.Evidence.MaxBy(evidence => evidence.Confidence).Kind));
                Add(list, "security_rule.category", "tor");
                Add(list, "security_rule.ruleset.name", "torintel");
                break;
            default:
                break;
        }

        return [.. list];
    }

    private static void Add(List<KeyValuePair<string, object?>> list, string name, object? value)
    {
        if (value is not null)
        {
            list.Add(new KeyValuePair<string, object?>(name, value));
        }
    }

    private static void AddList(List<KeyValuePair<string, object?>> list, string name, IEnumerable<string> values)
    {
        string[] array = [.. values];
        Add(list, name, array.Length == 0 ? null : array);
    }

    private void WriteOwn(List<KeyValuePair<string, object?>> list, TorFinding finding)
    {
        ref readonly var verdict = ref finding.Verdict;
        Add(list, _names.Confidence, EvidenceNames.NameOf(verdict.Confidence));
        Add(list, _names.Direction, EvidenceNames.NameOf(verdict.Direction));
        Add(list, _names.Initiator, verdict.IsInitiatorAssumed ? "assumed" : null);
        AddSeveral(list, _names.Roles, EvidenceNames.NamesOf(finding.Roles));
        AddSeveral(list, _names.Evidence, finding.Evidence.Select(evidence => EvidenceNames.NameOf(evidence.Kind)));
        AddSeveral(list, _names.EvidenceFields, finding.Evidence.Select(evidence => evidence.Field));
        AddSeveral(list, _names.EvidenceValues, finding.Evidence.Select(evidence => evidence.Value));
        Add(list, _names.Authorised, finding.Evidence.All(evidence => evidence.IsAuthorised) ? true : null);
        AddSeveral(list, _names.Fingerprints, finding.Relays.Select(relay => relay.Fingerprint.ToString()));
        AddSeveral(list, _names.Nicknames, finding.Relays.Select(relay => relay.Nickname).OfType<string>());
        AddSeveral(list, _names.Techniques, TechniquesOf(finding));
        Add(list, _names.AttackVersion, finding.Techniques.Count == 0 ? null : AttackTable.Version);
        Add(list, _names.Source, finding.Source);
        Add(list, _names.Time, finding.Network.Time is { } time ? TimeText.ToIso(time) : null);
        Add(list, _names.Verified, finding.IsVerified);
    }

    private void AddSeveral(List<KeyValuePair<string, object?>> list, string name, IEnumerable<string> values)
    {
        if (_schema != TorSchema.Flat)
        {
            AddList(list, name, values);
        }
        else if (string.Join(',', values) is { Length: > 0 } joined)
        {
            Add(list, name, joined);
        }
    }

    private static List<string> TechniquesOf(TorFinding finding)
    {
        List<string> ids = [];
        foreach (var technique in finding.Techniques)
        {
            ids.Add(technique.Id);
        }

        return ids;
    }

    private static void WriteEcs(List<KeyValuePair<string, object?>> list, TorFinding finding)
    {
        AddList(list, "tags", EcsNames.TagsOf(finding));
        Add(list, "network.direction", finding.Verdict.Direction == TorDirection.Unknown ? null : EvidenceNames.NameOf(finding.Verdict.Direction));
        if (finding.Techniques.Count != 0)
        {
            WriteAttack(list, finding);
        }

        Add(list, "threat.feed.name", finding.Source);
        AddList(list, "related.ip", finding.Addresses);
        AddList(list, "related.hosts", finding.Hosts);
    }

    private static void WriteAttack(List<KeyValuePair<string, object?>> list, TorFinding finding)
    {
        List<AttackTactic> tactics = [];
        foreach (var technique in finding.Techniques)
        {
            tactics.AddRange(technique.Tactics.Select(AttackTable.TacticOf).Where(tactic => !tactics.Contains(tactic)));
        }

        var ids = TechniquesOf(finding);
        string[] parents = [.. ids.Select(AttackText.ParentOf).Distinct(StringComparer.Ordinal)];
        string[] subs = [.. ids.Where(AttackText.IsSub)];
        Add(list, "threat.framework", "MITRE ATT&CK");
        AddList(list, "threat.tactic.id", tactics.Select(tactic => tactic.Id));
        AddList(list, "threat.tactic.name", tactics.Select(tactic => tactic.Name));
        AddList(list, "threat.tactic.reference", tactics.Select(AttackText.AddressOf));
        AddList(list, "threat.technique.id", parents);
        AddList(list, "threat.technique.name", parents.Select(AttackTable.NameOf));
        AddList(list, "threat.technique.reference", parents.Select(AttackText.AddressOf));
        AddList(list, "threat.technique.subtechnique.id", subs);
        AddList(list, "threat.technique.subtechnique.name", subs.Select(AttackTable.NameOf));
        AddList(list, "threat.technique.subtechnique.reference", subs.Select(AttackText.AddressOf));
        if (subs.Contains(AttackText.MultiHopProxy))
        {
            Add(list, "threat.software.id", "S0183");
            Add(list, "threat.software.name", "Tor");
            Add(list, "threat.software.type", "Tool");
        }
    }
}
