namespace TorIntel;

/// <summary>Makes a classifier of plain texts.</summary>
internal static class ClassifierSettings
{
    private delegate bool Parser<T>(string text, out T value);

    /// <exception cref="ArgumentException">A text cannot be read; the message says which.</exception>
    public static TorClassifier Read(string[]? internalNetworks, string[]? ignoredNetworks, string[]? ignoredHosts, string[]? ignoredRelays, string[]? ownRelays)
    {
        if (ignoredHosts?.Any(string.IsNullOrWhiteSpace) == true)
        {
            throw new ArgumentException("TorIntel: a host to be ignored needs a name.", nameof(ignoredHosts));
        }

        return new TorClassifier(new TorClassifierOptions
        {
            InternalNetworks = internalNetworks is null or [] ? TorClassifierOptions.PrivateNetworks
                : [.. internalNetworks.SelectMany(text => IsDefault(text) ? TorClassifierOptions.PrivateNetworks : Networks([text], nameof(internalNetworks)))],
            IgnoredNetworks = Networks(ignoredNetworks, nameof(ignoredNetworks)),
            IgnoredHosts = ignoredHosts ?? [],
            IgnoredRelays = Fingerprints(ignoredRelays, nameof(ignoredRelays)),
            OwnRelays = Fingerprints(ownRelays, nameof(ownRelays)),
        });
    }

    private static bool IsDefault(string text) => string.Equals(text, "default", StringComparison.OrdinalIgnoreCase);

    private static IPPrefix[] Networks(string[]? texts, string parameter) => All<IPPrefix>(texts, IPPrefix.TryParse, "network in CIDR notation", parameter);

    private static RelayFingerprint[] Fingerprints(string[]? texts, string parameter) => All<RelayFingerprint>(texts, RelayFingerprint.TryParse, "fingerprint of 40 hexadecimal digits", parameter);

    private static T[] All<T>(string[]? texts, Parser<T> parse, string what, string parameter) =>
        [.. (texts ?? []).Select(text => parse(text, out var value) ? value : throw new ArgumentException($"TorIntel: '{text}' is no {what}.", parameter))];
}
