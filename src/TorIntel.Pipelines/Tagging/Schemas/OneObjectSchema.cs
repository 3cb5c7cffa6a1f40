namespace TorIntel.Pipelines;

/// <summary>One object with everything.</summary>
internal sealed class OneObjectSchema : Schema
{
    private readonly SchemaField _tag;
    private readonly TagWriter _tagWriter;

    public OneObjectSchema(string tagName, TagWriter tagWriter)
    {
        _tag = new SchemaField(tagName, FieldKind.Object, FieldPolicy.Own) { IsOneKey = true };
        _tagWriter = tagWriter;
        Declare(_tag);
    }

    public override void Write(ReadOnlySpan<byte> text, TagFacts facts, Additions additions)
    {
        _tagWriter.Write(additions.Begin(_tag), text, facts.Record, facts.Verdict);
        additions.End(_tag);
    }
}
