using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace TorIntel;

/// <summary>Reads the values of properties. Total: what cannot be read is nothing, and nothing of the host's own code is run.</summary>
internal static class PropertyValue
{
    /// <summary>Longer names than this are no names: a host name has 253 characters.</summary>
    public const int MaxNameLength = 512;

    private const int MaxPathBytes = 4096;
    private const int MaxShownLength = 2048;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAddress(TorField field) => field is TorField.Client or TorField.Server or TorField.Source or TorField.Destination;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPort(TorField field) => field is TorField.ClientPort or TorField.ServerPort or TorField.SourcePort or TorField.DestinationPort;

    /// <summary>Gives the text of a value; of several the first; null if it is no text.</summary>
    public static string? TextOf(object? value) => value switch
    {
        string text => text,
        Uri uri => uri.OriginalString,
        DnsEndPoint endPoint => endPoint.Host,
        string[] and [var first, ..] => first,
        _ => null,
    };

    public static IPAddressValue AddressOf(object? value, out int port)
    {
        port = 0;
        switch (value)
        {
            case string text:
                return AddressOf(text, out port);
            case IPAddress address:
                return IPAddressValue.FromIPAddress(address);
            case IPEndPoint endPoint:
                port = endPoint.Port;
                return IPAddressValue.FromIPAddress(endPoint.Address);
            case DnsEndPoint endPoint: // A client may have been given an address for a name.
                port = endPoint.Port;
                return AddressOf(endPoint.Host, out _);
            case string[] and [{ } first, ..]:
                return AddressOf(first, out port);
            default:
                return default;
        }
    }

    // Nearly all addresses are IPv4 and nothing else.
    public static IPAddressValue AddressOf(ReadOnlySpan<char> text, out int port)
    {
        if (IPv4Text.TryParse(text, out var ipv4))
        {
            port = 0;
            return IPAddressValue.FromIPv4(ipv4);
        }

        return AddressOfNarrowed(text, out port);
    }

    [SkipLocalsInit]
    private static IPAddressValue AddressOfNarrowed(ReadOnlySpan<char> text, out int port)
    {
        port = 0;
        Span<byte> buffer = stackalloc byte[AddressText.MaxLength];
        if (!AddressText.TryNarrow(text, buffer, out var utf8))
        {
            return default;
        }

        var address = AddressText.ParseLoosely(utf8, out var portBehind);
        port = portBehind;
        return address;
    }

    public static ushort PortOf(object? value) => value switch
    {
        int number => number is > 0 and <= ushort.MaxValue ? (ushort)number : (ushort)0,
        ushort number => number,
        long number => number is > 0 and <= ushort.MaxValue ? (ushort)number : (ushort)0,
        uint number => number <= ushort.MaxValue ? (ushort)number : (ushort)0,
        short number => number > 0 ? (ushort)number : (ushort)0,
        _ => TextOf(value) is { } text ? PortOf(text) : (ushort)0,
    };

    public static ushort PortOf(ReadOnlySpan<char> text)
    {
        Span<byte> buffer = stackalloc byte[5];
        return AddressText.TryNarrow(text, buffer, out var utf8) && AddressText.TryParsePort(utf8, out var port) ? port : (ushort)0;
    }

    /// <summary>Reads the name of a transport. What is not known says nothing: programs write names of protocols above it, too.</summary>
    public static TransportProtocol TransportOf(object? value) => TextOf(value) is not { } text ? TransportProtocol.NotStated
        : IsOneOf(text, "tcp", "tcp4", "tcp6") ? TransportProtocol.Tcp
        : IsOneOf(text, "udp", "udp4", "udp6", "quic") ? TransportProtocol.Udp
        : IsOneOf(text, "icmp", "icmp6", "icmpv6", "ipv6-icmp", "igmp", "sctp", "dccp", "gre", "esp", "ah", "ipip", "pipe", "unix") ? TransportProtocol.Other
        : TransportProtocol.NotStated;

    /// <summary>Gives a name as UTF-8; of a URL its host.</summary>
    /// <returns>The name; empty if it is none.</returns>
    public static ReadOnlySpan<byte> NameOf(TorField field, ReadOnlySpan<char> text, Span<byte> buffer)
    {
        text = field == TorField.Url ? HostOfUrl(text) : text;
        return Encoding.UTF8.TryGetBytes(text, buffer, out var length) ? buffer[..length] : default;
    }

    /// <summary>Tells whether the image of a process is Tor's. Longer paths than operating systems have are not looked at.</summary>
    [SkipLocalsInit]
    public static bool IsTorProcess(ReadOnlySpan<char> path)
    {
        Span<byte> buffer = stackalloc byte[MaxPathBytes];
        return Encoding.UTF8.TryGetBytes(path, buffer, out var length) && ProcessClassifier.IsTor(buffer[..length]);
    }

    /// <summary>Gives a value as it stands in the event, but for control characters and what is very long: tags go into logs with one event a line.</summary>
    public static string ShownAs(object? value) => value switch
    {
        _ when TextOf(value) is { } text => Printable(text),
        IPAddress address => IPAddressValue.FromIPAddress(address).ToString(), // Not by its own method, which a class of the host's may have made its own.
        IPEndPoint endPoint => new IPEndpointValue(IPAddressValue.FromIPAddress(endPoint.Address), (ushort)endPoint.Port).ToString(),
        int or ushort or long or uint or short => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        _ => "",
    };

    /// <summary>Gives the host name alone, without scheme, port and path.</summary>
    [SkipLocalsInit]
    public static string HostOf(TorField field, string text)
    {
        Span<byte> buffer = stackalloc byte[MaxNameLength];
        return Encoding.UTF8.GetString(NameClassifier.TrimPortAndDot(NameOf(field, text, buffer)));
    }

    // What stands between "//" and the path; of the target of a CONNECT request all of it.
    private static ReadOnlySpan<char> HostOfUrl(ReadOnlySpan<char> url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return url.ContainsAny("/?#") ? default : url;
        }

        if (url[..scheme].ContainsAny("/?#"))
        {
            return default; // A path or query that has a URL in it.
        }

        var authority = url[(scheme + 3)..];
        var end = authority.IndexOfAny("/?#\\");
        authority = end < 0 ? authority : authority[..end];
        return authority[(authority.LastIndexOf('@') + 1)..];
    }

    private static string Printable(string text)
    {
        var shown = text.Length <= MaxShownLength ? text : string.Concat(text.AsSpan(0, MaxShownLength), "…");
        return shown.Any(char.IsControl) ? string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? '\uFFFD' : source[i];
            }
        }) : shown;
    }

    private static bool IsOneOf(string text, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
