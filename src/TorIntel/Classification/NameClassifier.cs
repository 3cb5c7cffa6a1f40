using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>Classifies host names: onion addresses, Tor2web gateways, names of the Tor Project.</summary>
/// <remarks>
/// Pure and total: any bytes may come. Suffixes match at label boundaries only, in either case; one trailing dot and a port are dropped. Names and
/// gateways are data with a version (<see cref="Version"/>). Nearly all other names cost one load and one table look-up; nothing is allocated.
/// </remarks>
public static class NameClassifier
{
    private static readonly NameTable s_table = NameTable.Read();

    /// <summary>Gets the version of the table of names: the year and month of its last change.</summary>
    public static string Version => s_table.Version;

    /// <summary>Gets the suffixes of the table, without a leading dot, and what a name at or below each is.</summary>
    internal static IEnumerable<(string Suffix, NameClass Class)> Suffixes => s_table.Suffixes;

    /// <summary>Classifies a name.</summary>
    /// <param name="utf8Name">A host name, perhaps with a trailing dot and a port.</param>
    public static NameClass Classify(ReadOnlySpan<byte> utf8Name) => s_table.Classify(TrimPortAndDot(utf8Name));

    /// <summary>Tells quickly whether a name can be one that <see cref="Classify"/> knows; nearly all others cannot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool MayBeKnown(ReadOnlySpan<char> name) => s_table.MayBeKnown(name);

    /// <summary>Tells whether a server name has the form that Tor clients make up: <c>www.X.com</c>, X 4 to 25 of a–z and 2–7.</summary>
    /// <remarks>Nothing by itself: <c>www.google.com</c> has that form. Source: tor-spec section 2, "connection protocol".</remarks>
    /// <param name="utf8Name">The server name.</param>
    internal static bool HasTorLinkForm(ReadOnlySpan<byte> utf8Name) => HasLinkForm(utf8Name, "www."u8, ".com"u8, 4, 25);

    /// <summary>Tells whether subject and issuer have the form of a relay's link certificate.</summary>
    /// <param name="utf8Subject">The subject, exactly <c>CN=www.X.net</c>, X 8 to 20 of a–z and 2–7.</param>
    /// <param name="utf8Issuer">The issuer, exactly <c>CN=www.Y.com</c>.</param>
    internal static bool IsTorLinkCertificate(ReadOnlySpan<byte> utf8Subject, ReadOnlySpan<byte> utf8Issuer) =>
        HasLinkForm(utf8Subject, "CN=www."u8, ".net"u8, 8, 20) && HasLinkForm(utf8Issuer, "CN=www."u8, ".com"u8, 8, 20);

    /// <summary>Reduces a URL, the target of a CONNECT request, or <c>host:port</c> to the host.</summary>
    /// <param name="utf8Url">The URL; a path alone has no host.</param>
    /// <returns>The host with its port if it has one, or empty.</returns>
    public static ReadOnlySpan<byte> HostOfUrl(ReadOnlySpan<byte> utf8Url)
    {
        var scheme = utf8Url.IndexOf("://"u8);
        if (scheme < 0)
        {
            // CONNECT host:443; "/path" and "*" have no host.
            var colon = utf8Url.LastIndexOf((byte)':');
            return colon > 0 && !utf8Url.ContainsAny("/?#"u8) && IsPort(utf8Url[(colon + 1)..]) ? utf8Url : default;
        }

        if (utf8Url[..scheme].ContainsAny("/?#"u8))
        {
            return default; // A path or query that has a URL in it.
        }

        var authority = utf8Url[(scheme + 3)..];
        var end = authority.IndexOfAny("/?#\\"u8);
        authority = end < 0 ? authority : authority[..end];
        return authority[(authority.LastIndexOf((byte)'@') + 1)..];
    }

    internal static ReadOnlySpan<byte> TrimPortAndDot(ReadOnlySpan<byte> name)
    {
        if (name.Length >= 3)
        {
            // At most five digits: look for the colon there only.
            var colon = name[^Math.Min(6, name.Length)..].LastIndexOf((byte)':');
            if (colon >= 0)
            {
                colon += name.Length - Math.Min(6, name.Length);
                name = IsPort(name[(colon + 1)..]) ? name[..colon] : name;
            }
        }

        return name is [.., (byte)'.'] ? name[..^1] : name;
    }

    private static bool IsPort(ReadOnlySpan<byte> text) => text.Length is > 0 and <= 5 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool HasLinkForm(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> suffix, int min, int max)
    {
        var length = text.Length - prefix.Length - suffix.Length;
        if (length < min || length > max || !text.StartsWith(prefix) || !text.EndsWith(suffix))
        {
            return false;
        }

        foreach (var c in text.Slice(prefix.Length, length))
        {
            if (c is not ((>= (byte)'a' and <= (byte)'z') or (>= (byte)'2' and <= (byte)'7')))
            {
                return false;
            }
        }

        return true;
    }
}
