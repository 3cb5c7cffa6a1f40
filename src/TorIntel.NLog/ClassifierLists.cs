namespace TorIntel;

/// <summary>Reads the options of a classifier from lists with commas.</summary>
internal static class ClassifierLists
{
    /// <summary>Reads the options; null if none is set.</summary>
    /// <exception cref="FormatException">An entry cannot be read; the message says which.</exception>
    public static TorClassifierOptions? Parse(string? internalNetworks, string? ignoredNetworks, string? ignoredHosts, string? ignoredRelays, string? ownRelays)
    {
        if (internalNetworks is null && ignoredNetworks is null && ignoredHosts is null && ignoredRelays is null && ownRelays is null)
        {
            return null;
        }

        string[] ours = Split(internalNetworks);
        return new TorClassifierOptions
        {
            InternalNetworks = ours.Length == 0 ? TorClassifierOptions.PrivateNetworks
                : [.. ours.SelectMany(text => text.Equals("default", StringComparison.OrdinalIgnoreCase) ? TorClassifierOptions.PrivateNetworks : [Prefix(text)])],
            IgnoredNetworks = [.. Split(ignoredNetworks).Select(Prefix)],
            IgnoredHosts = [.. Split(ignoredHosts)],
            IgnoredRelays = [.. Split(ignoredRelays).Select(Fingerprint)],
            OwnRelays = [.. Split(ownRelays).Select(Fingerprint)],
        };
    }

    private static string[] Split(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static IPPrefix Prefix(string text) => IPPrefix.TryParse(text, out var prefix) ? prefix : throw new FormatException($"TorIntel: '{text}' is no network in CIDR notation.");

    private static RelayFingerprint Fingerprint(string text) =>
        RelayFingerprint.TryParse(text, out var fingerprint) ? fingerprint : throw new FormatException($"TorIntel: '{text}' is no fingerprint of 40 hexadecimal digits.");
}
