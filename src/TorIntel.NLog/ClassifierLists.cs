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

        var text = new ClassifierText(Split(internalNetworks), Split(ignoredNetworks), Split(ignoredHosts), Split(ignoredRelays), Split(ownRelays));
        return text.Wrong is { } wrong ? throw new FormatException($"TorIntel: {wrong.Problem}.") : text.Read();
    }

    private static string[] Split(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
