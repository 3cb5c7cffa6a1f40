namespace TorIntel.Pipelines;

/// <summary>Splunk's Common Information Model: network traffic, threat matches and ATT&amp;CK annotations, with plain members of our own.</summary>
internal sealed class CimSchema : Schema
{
    private static readonly string[] s_threat = ["threat_collection", "threat_key", "threat_match_field", "threat_match_value", "threat_group", "weight"];

    private readonly OwnFields _own;
    private readonly SchemaField _app = new("app", FieldKind.Text);
    private readonly SchemaField _direction = new("direction", FieldKind.Text);
    private readonly SchemaField _collection = Threat("threat_collection", FieldKind.Text);
    private readonly SchemaField _key = Threat("threat_key", FieldKind.Text);
    private readonly SchemaField _matchField = Threat("threat_match_field", FieldKind.Text);
    private readonly SchemaField _matchValue = Threat("threat_match_value", FieldKind.Text);
    private readonly SchemaField _group = Threat("threat_group", FieldKind.Text);
    private readonly SchemaField _weight = Threat("weight", FieldKind.Number);
    private readonly SchemaField _annotations = new("annotations.mitre_attack", FieldKind.List, FieldPolicy.Append);

    public CimSchema(string tagName)
    {
        _own = FlatSchema.OwnFieldsOf(tagName);
        Declare([.. _own.All, _app, _direction, _collection, _key, _matchField, _matchValue, _group, _weight, _annotations]);
    }

    public override void Write(ReadOnlySpan<byte> text, TagFacts facts, Additions additions)
    {
        _own.Write(text, facts, additions);
        ref readonly var verdict = ref facts.Verdict;
        foreach (var evidence in verdict.Evidence)
        {
            if (evidence.Confidence >= Confidence.Medium && IsOfTorTraffic(evidence.Kind))
            {
                additions.Set(_app, "tor"u8); // What Splunk's own analytic of Tor traffic looks for.
                break;
            }
        }

        if (verdict.Direction is TorDirection.Inbound or TorDirection.Outbound)
        {
            additions.Set(_direction, EvidenceText.Of(verdict.Direction));
        }

        WriteThreat(text, facts, additions);
        foreach (var technique in facts.Techniques)
        {
            additions.Add(_annotations, technique.Id);
        }
    }

    // The connection itself is a client's into the network; one from an exit carries whatever the user does.
    private static bool IsOfTorTraffic(EvidenceKind kind) => kind is EvidenceKind.DestinationOrEndpoint or EvidenceKind.DestinationAuthority
        or EvidenceKind.DestinationDirectoryPort or EvidenceKind.DestinationGuard or EvidenceKind.TlsNameTorLink or EvidenceKind.ProcessTor;

    private static SchemaField Threat(string name, FieldKind kind) => new(name, kind) { Group = s_threat };

    // As in the data model; what it does not have is called as in the event.
    private static ReadOnlySpan<byte> FieldOf(TagFacts facts, TorEvidence evidence) => evidence.Field switch
    {
        EventField.Source => "src"u8,
        EventField.SourcePort => "src_port"u8,
        EventField.Destination => "dest"u8,
        EventField.DestinationPort => "dest_port"u8,
        EventField.DnsQuery => "query"u8,
        EventField.HttpHost => "url_domain"u8,
        EventField.Url => "url"u8,
        EventField.TlsSubject => "ssl_subject"u8,
        EventField.ProcessImage => "process_path"u8,
        _ => EvidenceText.FieldOf(facts.Record, evidence).Field.Path,
    };

    private void WriteThreat(ReadOnlySpan<byte> text, TagFacts facts, Additions additions)
    {
        var main = facts.Main;
        additions.Set(_collection, EvidenceText.IsOfAddress(main.Kind) ? "ip_intel"
            : EvidenceText.IsOfName(main.Kind) ? "domain_intel"
            : main.Kind == EvidenceKind.TlsNameTorLink ? "certificate_intel"
            : main.Kind == EvidenceKind.ProcessTor ? "process_intel"
            : null);
        additions.Set(_key, EvidenceText.Of(main.Kind));
        additions.Set(_matchField, FieldOf(facts, main));
        var value = EvidenceText.IsOfAddress(main.Kind) ? facts.HostOf(text, main) : facts.ValueOf(text, main);
        additions.Set(_matchValue, value);
        additions.Set(_group, "tor"u8);
        additions.Set(_weight, ConfidenceScale.Percent(facts.Verdict.Confidence));
    }
}
