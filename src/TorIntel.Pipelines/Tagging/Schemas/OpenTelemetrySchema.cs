namespace TorIntel.Pipelines;

/// <summary>OpenTelemetry attributes: dotted names, each one key; a name is never a leaf and a namespace at once.</summary>
internal sealed class OpenTelemetrySchema : Schema
{
    private static readonly string[] s_rule = ["security_rule"];

    private readonly OwnFields _own;
    private readonly SchemaField _ruleName = Rule("security_rule.name");
    private readonly SchemaField _ruleCategory = Rule("security_rule.category");
    private readonly SchemaField _ruleset = Rule("security_rule.ruleset.name");

    public OpenTelemetrySchema(string tagName)
    {
        _own = OwnFieldsOf(NamespaceOf(tagName));
        Declare([.. _own.All, _ruleName, _ruleCategory, _ruleset]);
    }

    public override void Write(ReadOnlySpan<byte> text, TagFacts facts, Additions additions)
    {
        _own.Write(text, facts, additions);
        additions.Set(_ruleName, EvidenceText.Of(facts.Main.Kind));
        additions.Set(_ruleCategory, "tor"u8);
        additions.Set(_ruleset, "torintel"u8);
    }

    // Own names begin with the product's unless the user says otherwise.
    private static string NamespaceOf(string tagName) => string.Equals(tagName, TagNames.Default, StringComparison.Ordinal) ? "torintel" : tagName;

    private static SchemaField Rule(string name) => new(name, FieldKind.Text) { IsOneKey = true, Group = s_rule };

    private static OwnFields OwnFieldsOf(string name) => new(OwnFieldNames.OpenTelemetry(name), FieldKind.List, isOneKey: true, name);
}
