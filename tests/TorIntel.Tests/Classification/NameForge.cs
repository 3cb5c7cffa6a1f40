namespace TorIntel.Tests;

/// <summary>Makes names that are, or nearly are, names that speak for Tor.</summary>
internal static class NameForge
{
    private static readonly string[] s_valid = [.. Enumerable.Range(0, 8).Select(OnionForge.Version3)];
    private static readonly string[] s_suffixes = [.. NameOracle.Gateways, .. NameOracle.Project, .. NameOracle.ProjectUse, "onion", "onion", "onion", "example.org", "com"];

    /// <summary>Makes a name, and tells which labels are valid v3 addresses.</summary>
    public static string Make(Random random, out Func<string, bool> isVersion3)
    {
        isVersion3 = label => s_valid.Contains(label);
        var labels = Enumerable.Range(0, random.Next(4)).Select(_ => Label(random) + (random.Next(12) == 0 ? "-" : "."));
        var name = string.Concat(labels) + s_suffixes[random.Next(s_suffixes.Length)];
        name += random.Next(12) switch { 0 => ".", 1 => ":" + random.Next(70000), 2 => ".:" + random.Next(100), 3 => ":", 4 => ".example.org", _ => "" };
        if (random.Next(4) == 0)
        {
            var at = random.Next(name.Length);
            name = random.Next(3) switch
            {
                0 => name.Remove(at, 1),
                1 => name.Insert(at, "." + (char)random.Next(33, 127)),
                _ => name[..at] + (char)random.Next(1, 512) + name[(at + 1)..],
            };
        }

        return random.Next(3) == 0 ? string.Concat(name.Select(c => char.IsAsciiLetter(c) && random.Next(2) == 0 ? (char)(c ^ 0x20) : c)) : name;
    }

    private static string Label(Random random) => random.Next(6) switch
    {
        0 => s_valid[random.Next(s_valid.Length)],
        1 => OnionForge.Version2(random.Next()),
        2 => OnionForge.WithWrongChecksum(random.Next(), random.Next(1, 65536)),
        3 => "onion",
        4 => new string('a', random.Next(70)),
        _ => "www",
    };
}
