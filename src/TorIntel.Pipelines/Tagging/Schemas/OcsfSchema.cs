namespace TorIntel.Pipelines;

/// <summary>Open Cybersecurity Schema Framework: enrichments, OSINT and attacks, with an object of our own among what is not mapped.</summary>
internal sealed class OcsfSchema : Schema
{
    private readonly SchemaField _own;
    private readonly SchemaField _enrichments = new("enrichments", FieldKind.Objects, FieldPolicy.Append);
    private readonly SchemaField _osint = new("osint", FieldKind.Objects, FieldPolicy.Append);
    private readonly SchemaField _attacks = new("attacks", FieldKind.Objects, FieldPolicy.Append);
    private readonly SchemaField _profiles = new("metadata.profiles", FieldKind.List, FieldPolicy.AppendWithin);
    private readonly TagWriter _tagWriter;

    public OcsfSchema(string tagName, TagWriter tagWriter)
    {
        _tagWriter = tagWriter;
        _own = new SchemaField("unmapped." + tagName, FieldKind.Object, FieldPolicy.Own) { Otherwise = tagName, Column = tagName };
        Declare(_own, _enrichments, _osint, _attacks, _profiles);
    }

    public override void Write(ReadOnlySpan<byte> text, TagFacts facts, Additions additions)
    {
        _tagWriter.Write(additions.Begin(_own), text, facts.Record, facts.Verdict);
        additions.End(_own);
        OcsfObjects.WriteEnrichments(text, facts, additions.Begin(_enrichments));
        additions.End(_enrichments);
        OcsfObjects.WriteOsint(text, facts, additions.Begin(_osint));
        additions.End(_osint);
        OcsfObjects.WriteAttacks(facts, additions.Begin(_attacks));
        additions.End(_attacks);
        if (additions.Has(_osint))
        {
            additions.Add(_profiles, "osint"u8);
        }
    }
}
