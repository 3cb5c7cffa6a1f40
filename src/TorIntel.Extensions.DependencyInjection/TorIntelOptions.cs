namespace TorIntel;

/// <summary>What all parts of TorIntel in a host share: what is ours, what is never evidence, and what events are tagged with.</summary>
/// <remarks>
/// Bound from the section <see cref="SectionName"/> of the configuration, if there is one, before code changes it; checked when the host starts. Read once: later changes do nothing.
/// </remarks>
public sealed class TorIntelOptions
{
    /// <summary>The section of the configuration: <c>TorIntel</c>. Its sections <c>Feeds</c> and <c>AspNetCore</c> are those of the packages.</summary>
    public const string SectionName = "TorIntel";

    /// <summary>Gets the networks that are ours, in CIDR notation; <c>default</c> stands for <see cref="TorClassifierOptions.PrivateNetworks"/>. Default: empty, which means those.</summary>
    public IList<string> InternalNetworks { get; } = [];

    /// <summary>Gets networks whose addresses and ports are never evidence, in CIDR notation. Default: none.</summary>
    public IList<string> IgnoredNetworks { get; } = [];

    /// <summary>Gets host names that are never evidence, nor any name below them. Default: none.</summary>
    public IList<string> IgnoredHosts { get; } = [];

    /// <summary>Gets fingerprints of relays that are never evidence. Default: none.</summary>
    public IList<string> IgnoredRelays { get; } = [];

    /// <summary>Gets fingerprints of authorised relays of ours: evidence that rests on them alone is marked and worth little. Default: none.</summary>
    public IList<string> OwnRelays { get; } = [];

    /// <summary>Gets what the adapters to loggers look at and add.</summary>
    public TorEnrichmentOptions Enrichment { get; } = new();

    private ClassifierText Text => new(InternalNetworks, IgnoredNetworks, IgnoredHosts, IgnoredRelays, OwnRelays);

    /// <summary>Says what is wrong with the options; null if nothing is.</summary>
    public string? Validate() => Text.Wrong?.Problem ?? Enrichment.Validate();

    /// <summary>Makes the options of a classifier.</summary>
    /// <exception cref="FormatException">A network or fingerprint cannot be read; <see cref="Validate"/> tells which.</exception>
    public TorClassifierOptions ToClassifierOptions() => Text.Read();
}
