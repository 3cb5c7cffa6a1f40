using System.Globalization;

namespace TorIntel.Tests;

/// <summary>Classifies names in the plainest way, with strings and lists written down from the sources once more.</summary>
internal static class NameOracle
{
    /// <summary>The union of the gateways in the rules of SigmaHQ and Microsoft Sentinel.</summary>
    public static readonly string[] Gateways = """
        hiddenservice.net onion.ca onion.cab onion.casa onion.city onion.direct onion.dog onion.glass onion.gq onion.guide onion.in.net
        onion.ink onion.it onion.link onion.lt onion.lu onion.ly onion.mn onion.network onion.nu onion.pet onion.plus onion.pt onion.pw
        onion.rip onion.sh onion.si onion.to onion.top onion.ws s1.tor-gateways.de s2.tor-gateways.de s3.tor-gateways.de
        s4.tor-gateways.de s5.tor-gateways.de t2w.pw tor2web.ae.org tor2web.blutmagie.de tor2web.com tor2web.fi tor2web.io
        tor2web.org tor2web.xyz torlink.co
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    public static readonly string[] ProjectUse =
    [
        "dist.torproject.org", "aus1.torproject.org", "archive.torproject.org", "deb.torproject.org", "rpm.torproject.org", "bridges.torproject.org",
        "snowflake.torproject.net", "snowflake-broker.torproject.net",
    ];

    public static readonly string[] Project = ["torproject.org", "torproject.net"];

    /// <summary>Classifies a name; whether a v3 address is valid is asked of <paramref name="isVersion3"/>.</summary>
    public static NameClass Classify(string name, Func<string, bool> isVersion3)
    {
        var colon = name.LastIndexOf(':');
        if (colon >= 0 && name.Length - colon is > 1 and <= 6 && name[(colon + 1)..].All(char.IsAsciiDigit))
        {
            name = name[..colon];
        }

        name = name.EndsWith('.') ? name[..^1] : name;
        name = string.Concat(name.Select(c => char.IsAscii(c) ? char.ToLower(c, CultureInfo.InvariantCulture) : c));
        if (IsUnder(name, "onion"))
        {
            var label = LabelInFrontOf(name, "onion");
            return isVersion3(label) ? NameClass.OnionV3 : label.Length == 16 && IsBase32(label) ? NameClass.OnionV2 : NameClass.OnionInvalid;
        }

        if (Array.Find(Gateways, gateway => IsUnder(name, gateway)) is { } found)
        {
            var label = LabelInFrontOf(name, found);
            return label.Length is 16 or 56 && IsBase32(label) ? NameClass.Tor2webOnion : NameClass.Tor2web;
        }

        return Array.Exists(ProjectUse, use => IsUnder(name, use)) ? NameClass.TorProjectUse
            : Array.Exists(Project, project => IsUnder(name, project)) ? NameClass.TorProject
            : NameClass.None;
    }

    private static bool IsUnder(string name, string suffix) => name == suffix || name.EndsWith("." + suffix, StringComparison.Ordinal);

    private static string LabelInFrontOf(string name, string suffix) => name.Length == suffix.Length ? "" : name[..^(suffix.Length + 1)].Split('.')[^1];

    private static bool IsBase32(string text) => text.All(c => c is (>= 'a' and <= 'z') or (>= '2' and <= '7'));
}
