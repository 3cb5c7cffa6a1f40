namespace TorIntel.Pipelines;

/// <summary>Microsoft Sentinel's Advanced Security Information Model: the threat fields, with an object of our own among the additional ones.</summary>
internal sealed class AsimSchema : Schema
{
    private static readonly string[] s_threat =
    [
        "ThreatId", "ThreatName", "ThreatCategory", "ThreatRiskLevel", "ThreatOriginalRiskLevel", "ThreatConfidence", "ThreatOriginalConfidence", "ThreatIsActive",
        "ThreatFirstReportedTime", "ThreatLastReportedTime", "ThreatIpAddr", "ThreatField",
    ];

    private readonly SchemaField _own;
    private readonly SchemaField _direction = new("NetworkDirection", FieldKind.Text);
    private readonly SchemaField _name = Threat("ThreatName", FieldKind.Text);
    private readonly SchemaField _category = Threat("ThreatCategory", FieldKind.Text);
    private readonly SchemaField _confidence = Threat("ThreatConfidence", FieldKind.Number);
    private readonly SchemaField _originalConfidence = Threat("ThreatOriginalConfidence", FieldKind.Text);
    private readonly SchemaField _isActive = Threat("ThreatIsActive", FieldKind.Boolean);
    private readonly SchemaField _firstReported = Threat("ThreatFirstReportedTime", FieldKind.Time);
    private readonly SchemaField _lastReported = Threat("ThreatLastReportedTime", FieldKind.Time);
    private readonly SchemaField _address = Threat("ThreatIpAddr", FieldKind.Text);
    private readonly SchemaField _field = Threat("ThreatField", FieldKind.Text);
    private readonly TagWriter _tagWriter;

    public AsimSchema(string tagName, TagWriter tagWriter)
    {
        _tagWriter = tagWriter;
        _own = new SchemaField("AdditionalFields." + tagName, FieldKind.Object, FieldPolicy.Own) { Otherwise = tagName, Column = tagName };
        Declare(_own, _direction, _name, _category, _confidence, _originalConfidence, _isActive, _firstReported, _lastReported, _address, _field);
    }

    public override void Write(ReadOnlySpan<byte> text, TagFacts facts, Additions additions)
    {
        _tagWriter.Write(additions.Begin(_own), text, facts.Record, facts.Verdict);
        additions.End(_own);
        additions.Set(_direction, DirectionOf(facts.Verdict.Direction));
        var main = facts.Main;
        additions.Set(_name, EvidenceText.Of(main.Kind));
        additions.Set(_category, "Tor"u8);
        additions.Set(_confidence, ConfidenceScale.Percent(facts.Verdict.Confidence));
        additions.Set(_originalConfidence, EvidenceText.Of(facts.Verdict.Confidence));
        if (EvidenceText.IsOfAddress(main.Kind))
        {
            if (facts.Age is not null)
            {
                additions.Set(_isActive, !facts.IsStale);
            }

            additions.Set(_firstReported, facts.Relays.Min(relay => relay.FirstSeen));
            additions.Set(_lastReported, facts.Relays.Max(relay => relay.LastSeen));
            additions.Set(_address, facts.HostOf(text, main));
            additions.Set(_field, main.Field == EventField.Source ? "SrcIpAddr"u8 : "DstIpAddr"u8);
        }
        else if (EvidenceText.IsOfName(main.Kind))
        {
            additions.Set(_field, "Domain"u8);
        }
    }

    private static SchemaField Threat(string name, FieldKind kind) => new(name, kind) { Group = s_threat };

    private static string? DirectionOf(TorDirection direction) => direction switch
    {
        TorDirection.Inbound => "Inbound",
        TorDirection.Outbound => "Outbound",
        TorDirection.Internal => "Local",
        TorDirection.External => "External",
        _ => null,
    };
}
