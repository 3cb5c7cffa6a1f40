namespace TorIntel.Pipelines;

/// <summary>A schema: the fields that it may write, and what it writes for an event.</summary>
internal abstract class Schema
{
    /// <summary>Gets the fields, those of our own first.</summary>
    public IReadOnlyList<SchemaField> Fields { get; private set; } = [];

    /// <summary>Gives the value of each field that has one for the event.</summary>
    /// <param name="text">The record.</param>
    /// <param name="facts">What is known of the event.</param>
    /// <param name="additions">What takes the values.</param>
    public abstract void Write(ReadOnlySpan<byte> text, TagFacts facts, Additions additions);

    /// <summary>Makes a schema.</summary>
    /// <param name="schema">Which one.</param>
    /// <param name="tagName">The name of the own object, or what own names begin with.</param>
    /// <param name="tagWriter">What writes the own object.</param>
    public static Schema Create(TagSchema schema, string tagName, TagWriter tagWriter) => schema switch
    {
        TagSchema.Tor => new OneObjectSchema(tagName, tagWriter),
        TagSchema.Ecs => new EcsSchema(tagName),
        TagSchema.Ocsf => new OcsfSchema(tagName, tagWriter),
        TagSchema.Asim => new AsimSchema(tagName, tagWriter),
        TagSchema.Cim => new CimSchema(tagName),
        TagSchema.OpenTelemetry => new OpenTelemetrySchema(tagName),
        TagSchema.Flat => new FlatSchema(tagName),
        _ => throw new ArgumentOutOfRangeException(nameof(schema), schema, "there is no such schema"),
    };

    /// <summary>Says which fields there are; once, when a schema is made.</summary>
    protected void Declare(params ReadOnlySpan<SchemaField> fields)
    {
        Fields = [.. fields];
        for (var i = 0; i < Fields.Count; i++)
        {
            Fields[i].SetIndex(i);
        }
    }
}
