namespace TorIntel.Pipelines.Tests.Conformance;

/// <summary>What is expected of one record of a format; null where the record says nothing, or nothing is asked.</summary>
/// <param name="Format">The name of the format.</param>
/// <param name="Name">What the case is about.</param>
/// <param name="Log">The log: header lines if the format has them, and the record as the last line (or the whole document).</param>
internal sealed record FormatCase(string Format, string Name, string Log)
{
    /// <summary>Gets whether the record is a real one (of the shared logs or a vendor's documentation) rather than made from the grammar.</summary>
    public bool IsReal { get; init; }

    /// <summary>Gets whether the log alone is enough to recognise the format.</summary>
    public bool IsRecognised { get; init; } = true;

    public string? Source { get; init; }

    public ushort SourcePort { get; init; }

    public string? Destination { get; init; }

    public ushort DestinationPort { get; init; }

    public TransportProtocol Transport { get; init; }

    public EventInitiator Initiator { get; init; }

    public bool IsServiceLog { get; init; }

    /// <summary>Gets the time in ISO 8601, UTC, to the second.</summary>
    public string? Time { get; init; }

    /// <summary>Gets the names, as they stand in the record.</summary>
    public string[] Names { get; init; } = [];
}
