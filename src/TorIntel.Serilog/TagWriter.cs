using Serilog.Events;

namespace TorIntel;

/// <summary>Writes a finding into an event.</summary>
internal abstract class TagWriter
{
    protected static ScalarValue True { get; } = new(true);

    protected static ScalarValue False { get; } = new(false);

    public static TagWriter Create(TorSchema schema, string? name) => schema == TorSchema.Tor ? new StructureWriter(name ?? "Tor") : new PlainWriter(schema, name);

    /// <summary>Adds the tag, unless the event has one: then it was tagged before, or the name is taken.</summary>
    /// <returns>Whether it was added.</returns>
    public abstract bool Write(LogEvent logEvent, Dictionary<string, LogEventPropertyValue> properties, TorFinding finding);

    protected static SequenceValue ListOf(IEnumerable<string> texts) => new(texts.Select(text => new ScalarValue(text)));
}
