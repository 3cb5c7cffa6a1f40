namespace TorIntel.Pipelines;

/// <summary>Plain members without nesting and without arrays.</summary>
internal sealed class FlatSchema : Schema
{
    private readonly OwnFields _own;

    public FlatSchema(string tagName)
    {
        _own = OwnFieldsOf(tagName);
        Declare([.. _own.All]);
    }

    public static OwnFields OwnFieldsOf(string tagName) => new(OwnFieldNames.Plain(tagName + "_"), FieldKind.Words, isOneKey: true);

    public override void Write(ReadOnlySpan<byte> text, TagFacts facts, Additions additions) => _own.Write(text, facts, additions);
}
