using System.Text.RegularExpressions;

namespace TorIntel.Conformance;

/// <summary>What a host name says about Tor.</summary>
internal static partial class NameRules
{
    public static readonly string[] Gateways = (
        "hiddenservice.net onion.ca onion.cab onion.casa onion.city onion.direct onion.dog onion.glass onion.gq onion.guide onion.in.net " +
        "onion.ink onion.it onion.link onion.lt onion.lu onion.ly onion.mn onion.network onion.nu onion.pet onion.plus onion.pt onion.pw " +
        "onion.rip onion.sh onion.si onion.to onion.top onion.ws s1.tor-gateways.de s2.tor-gateways.de s3.tor-gateways.de " +
        "s4.tor-gateways.de s5.tor-gateways.de t2w.pw tor2web.ae.org tor2web.blutmagie.de tor2web.com tor2web.fi tor2web.io " +
        "tor2web.org tor2web.xyz torlink.co").Split(' ');

    public static readonly string[] MediumProjectNames =
    [
        "dist.torproject.org", "aus1.torproject.org", "archive.torproject.org", "deb.torproject.org", "rpm.torproject.org", "bridges.torproject.org",
        "snowflake.torproject.net", "snowflake-broker.torproject.net",
    ];

    /// <summary>The host of a Host value, a URL or an authority, in lower case; null if there is none.</summary>
    public static string? HostOf(string text)
    {
        var rest = text.Trim().ToLowerInvariant();
        var scheme = rest.IndexOf("://", StringComparison.Ordinal);
        rest = scheme < 0 ? rest : rest[(scheme + 3)..];
        rest = rest[..(rest.IndexOfAny(['/', '?', '#']) is var end && end >= 0 ? end : rest.Length)];
        rest = rest[(rest.LastIndexOf('@') + 1)..];
        rest = Port().Replace(rest, "");
        rest = rest.EndsWith('.') ? rest[..^1] : rest;
        return rest.Length == 0 || Addresses.Parse(rest) is not null || rest.StartsWith('[') ? null : rest;
    }

    /// <summary>The evidence of a host name as <see cref="HostOf"/> gives it.</summary>
    public static (string Name, Confidence Confidence)? Judge(string host)
    {
        if (IsAtOrBelow(host, "onion"))
        {
            var label = LabelBefore(host, "onion");
            return OnionName.IsVersion3(label) ? ("domain-onion-v3", Confidence.Confirmed)
                : label.Length == 16 && OnionName.IsBase32(label) ? ("domain-onion-v2", Confidence.High)
                : ("domain-onion-invalid", Confidence.Medium);
        }

        if (Gateways.FirstOrDefault(zone => IsAtOrBelow(host, zone)) is { } gateway)
        {
            var label = LabelBefore(host, gateway);
            var onion = label.Length is 16 or 56 && OnionName.IsBase32(label);
            return ("domain-tor2web", onion ? Confidence.High : Confidence.Medium);
        }

        if (IsAtOrBelow(host, "torproject.org") || IsAtOrBelow(host, "torproject.net"))
        {
            return ("domain-tor-project", MediumProjectNames.Any(name => IsAtOrBelow(host, name)) ? Confidence.Medium : Confidence.Low);
        }

        return null;
    }

    /// <summary>Subject and issuer of a relay's link certificate.</summary>
    public static bool IsLinkCertificate(string? subject, string? issuer) =>
        subject is not null && issuer is not null && LinkSubject().IsMatch(subject) && LinkIssuer().IsMatch(issuer);

    /// <summary>The SNI of a Tor client, which is nothing by itself.</summary>
    public static bool IsLinkSni(string? sni) => sni is not null && LinkSni().IsMatch(sni);

    public static bool IsAtOrBelow(string host, string zone) => host == zone || host.EndsWith("." + zone, StringComparison.Ordinal);

    private static string LabelBefore(string host, string zone) => host == zone ? "" : host[..^(zone.Length + 1)].Split('.')[^1];

    [GeneratedRegex(":[0-9]+$")]
    private static partial Regex Port();

    [GeneratedRegex("""\ACN=www\.[a-z2-7]{8,20}\.net\z""")]
    private static partial Regex LinkSubject();

    [GeneratedRegex("""\ACN=www\.[a-z2-7]{8,20}\.com\z""")]
    private static partial Regex LinkIssuer();

    [GeneratedRegex("""\Awww\.[a-z2-7]{4,25}\.com\z""")]
    private static partial Regex LinkSni();
}
