namespace TorIntel.Conformance;

/// <summary>How surely an observation speaks for Tor, in ascending order.</summary>
public enum Confidence
{
    /// <summary>No evidence.</summary>
    None = 0,

    /// <summary>Worth a note, nothing more.</summary>
    Low = 1,

    /// <summary>Plausible.</summary>
    Medium = 2,

    /// <summary>Very likely.</summary>
    High = 3,

    /// <summary>Beyond reasonable doubt.</summary>
    Confirmed = 4,
}
