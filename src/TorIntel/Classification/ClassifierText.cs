namespace TorIntel;

/// <summary>Options of a classifier that are written as text: in configurations, and in arguments of loggers that are set up by files.</summary>
/// <param name="InternalNetworks">What is ours, in CIDR notation; <c>default</c> stands for the private networks. Empty for those.</param>
/// <param name="IgnoredNetworks">Networks that are never evidence.</param>
/// <param name="IgnoredHosts">Names that are never evidence.</param>
/// <param name="IgnoredRelays">Fingerprints of relays that are never evidence.</param>
/// <param name="OwnRelays">Fingerprints of authorised relays of ours.</param>
internal sealed record ClassifierText(
    IEnumerable<string> InternalNetworks,
    IEnumerable<string> IgnoredNetworks,
    IEnumerable<string> IgnoredHosts,
    IEnumerable<string> IgnoredRelays,
    IEnumerable<string> OwnRelays)
{
    /// <summary>Gets what cannot be read, and the member that it stands in; null if there is nothing.</summary>
    public (string Member, string Problem)? Wrong =>
        FirstWrong(InternalNetworks.Where(text => !IsDefault(text)), text => IPPrefix.TryParse(text, out _), "network in CIDR notation", nameof(InternalNetworks))
        ?? FirstWrong(IgnoredNetworks, text => IPPrefix.TryParse(text, out _), "network in CIDR notation", nameof(IgnoredNetworks))
        ?? FirstWrong(IgnoredRelays, text => RelayFingerprint.TryParse(text, out _), "fingerprint of 40 hexadecimal digits", nameof(IgnoredRelays))
        ?? FirstWrong(OwnRelays, text => RelayFingerprint.TryParse(text, out _), "fingerprint of 40 hexadecimal digits", nameof(OwnRelays))
        ?? (IgnoredHosts.Any(string.IsNullOrWhiteSpace) ? (nameof(IgnoredHosts), "a host to be ignored needs a name") : null);

    /// <summary>Makes the options.</summary>
    /// <exception cref="FormatException">A text cannot be read; <see cref="Wrong"/> tells which.</exception>
    public TorClassifierOptions Read() => new()
    {
        InternalNetworks = !InternalNetworks.Any() ? TorClassifierOptions.PrivateNetworks
            : [.. InternalNetworks.SelectMany(text => IsDefault(text) ? TorClassifierOptions.PrivateNetworks : [IPPrefix.Parse(text)])],
        IgnoredNetworks = [.. IgnoredNetworks.Select(IPPrefix.Parse)],
        IgnoredHosts = [.. IgnoredHosts],
        IgnoredRelays = [.. IgnoredRelays.Select(RelayFingerprint.Parse)],
        OwnRelays = [.. OwnRelays.Select(RelayFingerprint.Parse)],
    };

    private static bool IsDefault(string text) => string.Equals(text, "default", StringComparison.OrdinalIgnoreCase);

    private static (string Member, string Problem)? FirstWrong(IEnumerable<string> texts, Func<string, bool> isRight, string what, string member) =>
        texts.FirstOrDefault(text => !isRight(text)) is { } wrong ? (member, $"'{wrong}' is no {what}") : null;
}
