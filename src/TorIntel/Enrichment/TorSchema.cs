namespace TorIntel;

/// <summary>How adapters write a tag; docs/tag.md describes the schemas.</summary>
public enum TorSchema
{
    /// <summary>One property with everything.</summary>
    Tor = 0,

    /// <summary>Plain properties without nesting: <c>tor_confidence</c> and so on.</summary>
    Flat = 1,

    /// <summary>Fields of the Elastic Common Schema, with dots in their names, and plain ones of our own: <c>threat.framework</c>, <c>tor.confidence</c>.</summary>
    Ecs = 2,

    /// <summary>OpenTelemetry attributes: <c>torintel.confidence</c> and so on.</summary>
    OpenTelemetry = 3,
}
