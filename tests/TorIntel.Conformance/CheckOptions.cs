namespace TorIntel.Conformance;

/// <summary>How strictly a tag is compared.</summary>
public sealed record CheckOptions
{
    /// <summary>Whether techniques are compared. Default: true.</summary>
    public bool Techniques { get; init; } = true;

    /// <summary>Whether the relays' fingerprints are compared. Default: true.</summary>
    public bool Relays { get; init; } = true;

    /// <summary>Whether the named relays' roles are compared, but for <c>authority</c>. Default: false.</summary>
    public bool Roles { get; init; }

    /// <summary>Whether each evidence's field is compared. Default: false, the spelling of nested paths is open.</summary>
    public bool Fields { get; init; }

    /// <summary>Whether the chosen reading is demanded where the rules are silent. Default: false, everything they allow passes.</summary>
    public bool ChosenReading { get; init; }
}
