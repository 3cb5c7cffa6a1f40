namespace TorIntel.Pipelines;

/// <summary>What a mapping says of a format: its syntax, which fields hold what, and how to tell who opened the connection.</summary>
/// <remarks>The language is described in docs/mappings.md.</remarks>
internal sealed class LogMapping
{
    /// <summary>Gets what the mapping is called in messages.</summary>
    public string Source { get; init; } = "";

    public required string Name { get; init; }

    public required string Title { get; init; }

    public required LogSyntax Syntax { get; init; }

    /// <summary>Gets the statements on fields, of all members.</summary>
    public IReadOnlyList<MappedField> Fields { get; init; } = [];

    /// <summary>Gets the field on which <see cref="MappedField.When"/> depends; null if nothing does.</summary>
    public string? CaseField { get; init; }

    /// <summary>Gets the rules for who opened the connection; the first that holds decides, none means that it is not stated.</summary>
    public ConditionalRule<EventInitiator>[] Initiators { get; init; } = [];

    /// <summary>Gets the transports of events that do not state one.</summary>
    public ConditionalRule<TransportProtocol>[] Transports { get; init; } = [];

    /// <summary>Gets the rules for whether this is a service's own log.</summary>
    public ConditionalRule<bool>[] Services { get; init; } = [];

    /// <summary>Gets the conditions for the slots <see cref="EventMember.Time0"/> and so on.</summary>
    public ConditionalRule<EventMember>[] Times { get; init; } = [];

    /// <summary>Gets a value indicating whether times without a zone are UTC, whatever the options say.</summary>
    public bool IsUtc { get; init; }

    /// <summary>Gets the values that stand for no value.</summary>
    public IReadOnlyList<string> Unset { get; init; } = [];

    /// <summary>Gets the rules by which the format is recognised; one is enough.</summary>
    public IReadOnlyList<Recognition> Recognitions { get; init; } = [];

    /// <summary>Gets what is said of the syntax beside all that, by the statement's name; of some statements several times.</summary>
    public ILookup<string, SyntaxStatement> SyntaxStatements { get; init; } = Array.Empty<SyntaxStatement>().ToLookup(statement => statement.Name, StringComparer.Ordinal);

    /// <summary>Gets the words of a statement on the syntax; empty if it is not made.</summary>
    public IReadOnlyList<string> Words(string statement) => SyntaxStatements[statement].FirstOrDefault()?.Words ?? [];

    /// <summary>Refuses fields that depend on another one, for a syntax that cannot read them.</summary>
    /// <exception cref="MappingException">There is such a field.</exception>
    public void RefuseCases()
    {
        if (Fields.FirstOrDefault(field => field.When is not null) is { } field)
        {
            throw new MappingException(Source, field.Line, "only in columns a field can depend on another one");
        }
    }
}
