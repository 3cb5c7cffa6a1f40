namespace TorIntel.Pipelines;

/// <summary>Elastic Common Schema: tags, threat and related, with an object of our own.</summary>
internal sealed class EcsSchema : Schema
{
    // Beside techniques of another framework, or of another rule, ours would be read as its.
    private static readonly string[] s_attack = ["threat.framework", "threat.tactic", "threat.technique"];
    private static readonly string[] s_softwareGroup = ["threat.software"];
    private static readonly string[] s_feedGroup = ["threat.feed"];

    private readonly OwnFields _own;
    private readonly SchemaField _tags = new("tags", FieldKind.List, FieldPolicy.Append);
    private readonly SchemaField _direction = new("network.direction", FieldKind.Text);
    private readonly SchemaField _framework = Attack("threat.framework", FieldKind.Text);
    private readonly SchemaField _tacticId = Attack("threat.tactic.id");
    private readonly SchemaField _tacticName = Attack("threat.tactic.name");
    private readonly SchemaField _tacticReference = Attack("threat.tactic.reference");
    private readonly SchemaField _techniqueId = Attack("threat.technique.id");
    private readonly SchemaField _techniqueName = Attack("threat.technique.name");
    private readonly SchemaField _techniqueReference = Attack("threat.technique.reference");
    private readonly SchemaField _subId = Attack("threat.technique.subtechnique.id");
    private readonly SchemaField _subName = Attack("threat.technique.subtechnique.name");
    private readonly SchemaField _subReference = Attack("threat.technique.subtechnique.reference");
    private readonly SchemaField _softwareId = new("threat.software.id", FieldKind.Text) { Group = s_softwareGroup };
    private readonly SchemaField _softwareName = new("threat.software.name", FieldKind.Text) { Group = s_softwareGroup };
    private readonly SchemaField _softwareType = new("threat.software.type", FieldKind.Text) { Group = s_softwareGroup };
    private readonly SchemaField _enrichments = new("threat.enrichments", FieldKind.Objects, FieldPolicy.Append);
    private readonly SchemaField _feedName = new("threat.feed.name", FieldKind.Text) { Group = s_feedGroup };
    private readonly SchemaField _addresses = new("related.ip", FieldKind.List, FieldPolicy.Append);
    private readonly SchemaField _hosts = new("related.hosts", FieldKind.List, FieldPolicy.Append);

    public EcsSchema(string tagName)
    {
        _own = new OwnFields(OwnFieldNames.Plain(tagName + "."), FieldKind.List, isOneKey: false, tagName);
        Declare([
            .. _own.All, _tags, _direction, _framework, _tacticId, _tacticName, _tacticReference, _techniqueId, _techniqueName, _techniqueReference,
            _subId, _subName, _subReference, _softwareId, _softwareName, _softwareType, _enrichments, _feedName, _addresses, _hosts,
        ]);
    }

    public override void Write(ReadOnlySpan<byte> text, TagFacts facts, Additions additions)
    {
        _own.Write(text, facts, additions);
        WriteTags(facts, additions);
        if (facts.Verdict.Direction != TorDirection.Unknown)
        {
            additions.Set(_direction, EvidenceText.Of(facts.Verdict.Direction));
        }

        WriteAttack(facts, additions);
        EcsEnrichments.Write(text, facts, additions.Begin(_enrichments));
        additions.End(_enrichments);
        additions.Set(_feedName, facts.Source);
        WriteRelated(text, facts, additions);
    }

    private static SchemaField Attack(string path, FieldKind kind = FieldKind.List) => new(path, kind) { Group = s_attack };

    private void WriteTags(TagFacts facts, Additions additions)
    {
        additions.Add(_tags, "tor"u8);
        foreach (var evidence in facts.Verdict.Evidence)
        {
            additions.Add(_tags, EcsNames.TagOf(evidence.Kind));
        }

        // Which kind of relay an endpoint is, its address alone does not say.
        foreach (var evidence in facts.Verdict.Evidence)
        {
            if (evidence.Kind == EvidenceKind.DestinationOrEndpoint)
            {
                additions.Add(_tags, (facts.Roles & RelayRoles.Guard) != 0 ? "tor-guard" : null);
            }
        }
    }

    private void WriteAttack(TagFacts facts, Additions additions)
    {
        if (facts.Techniques.Count == 0)
        {
            return;
        }

        List<AttackTactic> tactics = [];
        List<string> parents = [];
        List<string> subs = [];
        foreach (var technique in facts.Techniques)
        {
            tactics.AddRange(technique.Tactics.Select(AttackTable.TacticOf).Where(tactic => !tactics.Contains(tactic)));
            var parent = AttackText.ParentOf(technique.Id);
            parents.AddRange(parents.Contains(parent) ? [] : [parent]);
            subs.AddRange(AttackText.IsSub(technique.Id) ? [technique.Id] : []);
        }

        additions.Set(_framework, "MITRE ATT&CK"u8);
        additions.SetAll(_tacticId, tactics, tactic => tactic.Id);
        additions.SetAll(_tacticName, tactics, tactic => tactic.Name);
        additions.SetAll(_tacticReference, tactics, AttackText.AddressOf);
        additions.SetAll(_techniqueId, parents, id => id);
        additions.SetAll(_techniqueName, parents, AttackTable.NameOf);
        additions.SetAll(_techniqueReference, parents, AttackText.AddressOf);
        additions.SetAll(_subId, subs, id => id);
        additions.SetAll(_subName, subs, AttackTable.NameOf);
        additions.SetAll(_subReference, subs, AttackText.AddressOf);
        if (subs.Contains(AttackText.MultiHopProxy))
        {
            additions.Set(_softwareId, "S0183"u8);
            additions.Set(_softwareName, "Tor"u8);
            additions.Set(_softwareType, "Tool"u8);
        }
    }

    private void WriteRelated(ReadOnlySpan<byte> text, TagFacts facts, Additions additions)
    {
        foreach (var evidence in facts.Verdict.Evidence)
        {
            if (EvidenceText.IsOfAddress(evidence.Kind))
            {
                additions.Add(_addresses, facts.HostOf(text, evidence));
            }
        }

        foreach (var evidence in facts.Verdict.Evidence)
        {
            if (EvidenceText.IsOfName(evidence.Kind))
            {
                additions.Add(_hosts, facts.HostOf(text, evidence));
            }
        }
    }
}
