namespace TorIntel.Controls;

/// <summary>Limits of what is written.</summary>
public sealed record ControlWriteOptions
{
    /// <summary>Gets how many entries there may be; null for the target's own limit. Default: null.</summary>
    public int? MaxEntries { get; init; }

    /// <summary>Gets a value indicating whether prefixes are joined over addresses that nobody listed, if there are too many entries. Default: false.</summary>
    public bool Widen { get; init; }

    /// <summary>Gets which addresses are written. Default: both families.</summary>
    public ControlFamily Family { get; init; }
}
