using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace TorIntel;

/// <summary>All text forms that hold an address: the only place that takes them apart.</summary>
internal static class AddressText
{
    /// <summary>Longer text is no address, endpoint or prefix: a bracketed IPv6 address with a zone of 64 characters and a port.</summary>
    public const int MaxLength = 128;

    private const int MaxZoneLength = 64;

    public static bool TryParseAddress(ReadOnlySpan<byte> text, out IPAddressValue result)
    {
        if (IPv4Text.TryParse(text, out var ipv4))
        {
            result = IPAddressValue.FromIPv4(ipv4);
            return true;
        }

        return TryParseIPv6(text, out result);
    }

    public static bool TryParseIPv6(ReadOnlySpan<byte> text, out IPAddressValue result)
    {
        if (IPv6Text.TryParse(text, out var high, out var low))
        {
            result = new IPAddressValue(high, low);
            return true;
        }

        result = default;
        var zone = text.IndexOf((byte)'%');
        if (zone < 0 || !IsZone(text[(zone + 1)..]) || !IPv6Text.TryParse(text[..zone], out high, out low))
        {
            return false;
        }

        result = new IPAddressValue(high, low);
        return true;
    }

    /// <summary>Reads <c>v4:port</c> or <c>[v6]:port</c>.</summary>
    public static bool TryParseEndpoint(ReadOnlySpan<byte> text, out IPEndpointValue result)
    {
        result = default;
        var colon = text.LastIndexOf((byte)':');
        if (colon < 1 || !TryParsePort(text[(colon + 1)..], out var port))
        {
            return false;
        }

        var host = text[..colon];
        IPAddressValue address;
        if (host[0] == '[')
        {
            if (host[^1] != ']' || !TryParseIPv6(host[1..^1], out address))
            {
                return false;
            }
        }
        else if (IPv4Text.TryParse(host, out var ipv4))
        {
            address = IPAddressValue.FromIPv4(ipv4);
        }
        else
        {
            return false;
        }

        result = new IPEndpointValue(address, port);
        return true;
    }

    /// <summary>Reads an address as logs have it: with blanks, a port or a zone behind it, in brackets or not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="port">The port; 0 if there is none.</param>
    /// <returns>The address; <c>default</c> if it is none.</returns>
    public static IPAddressValue ParseLoosely(ReadOnlySpan<byte> text, out ushort port)
    {
        port = 0;
        if (TryParseAddress(text, out var address))
        {
            return address;
        }

        text = text.Trim(" \t"u8);
        var close = text is [(byte)'[', ..] ? text.IndexOf((byte)']') : -1;
        var colon = close > 0 ? close + 1 : text.IndexOf((byte)':');
        var hasPort = colon > 0 && colon < text.Length && text[colon] == ':' && (close > 0 || !text[(colon + 1)..].Contains((byte)':'));
        var isRight = close < 0 || hasPort || colon == text.Length; // Nothing but a port may follow a bracket.
        var host = close > 0 ? text[1..close] : hasPort ? text[..colon] : text;
        var portText = hasPort ? text[(colon + 1)..] : default;
        if (isRight && (portText.IsEmpty || TryParsePort(portText, out port)) && TryParseAddress(host, out address))
        {
            return address;
        }

        port = 0;
        return default;
    }

    /// <summary>Reads 0 to 65535, digits only, no leading zero.</summary>
    public static bool TryParsePort(ReadOnlySpan<byte> text, out ushort port)
    {
        port = 0;
        return text.Length is > 0 and <= 5
            && (text[0] != '0' || text.Length == 1)
            && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && Utf8Parser.TryParse(text, out port, out _);
    }

    /// <summary>Reads an address or CIDR text; the bits behind the prefix length must be zero.</summary>
    public static PrefixTextError TryParsePrefix(ReadOnlySpan<byte> text, out IPPrefix result)
    {
        result = default;
        var slash = text.IndexOf((byte)'/');
        if (slash < 0)
        {
            if (!TryParseAddress(text, out var host) || text.Contains((byte)'%'))
            {
                return PrefixTextError.Address;
            }

            result = IPPrefix.Host(host);
            return PrefixTextError.None;
        }

        var addressText = text[..slash];
        var lengthText = text[(slash + 1)..];
        if (!TryParseAddress(addressText, out var address) || addressText.Contains((byte)'%'))
        {
            return PrefixTextError.Address;
        }

        if (!TryParsePort(lengthText, out var length))
        {
            return PrefixTextError.Length;
        }

        if (address.IsIPv4 && addressText.Contains((byte)':'))
        {
            // ::ffff:192.0.2.0/120 is 192.0.2.0/24; a shorter one would have bits of the mapping prefix behind it.
            if (length is < 96 or > 128)
            {
                return length > 128 ? PrefixTextError.Length : PrefixTextError.HostBits;
            }

            length -= 96;
        }

        return length > (address.IsIPv4 ? 32 : 128) ? PrefixTextError.Length
            : IPPrefix.TryCreate(address, length, out result) ? PrefixTextError.None
            : PrefixTextError.HostBits;
    }

    public static int Format(IPAddressValue address, Span<byte> destination) =>
        address.IsIPv4 ? IPv4Text.Format((uint)address.Low, destination) : IPv6Text.Format(address.High, address.Low, destination);

    public static bool TryNarrow(ReadOnlySpan<char> text, Span<byte> buffer, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        if (text.Length > buffer.Length || Ascii.FromUtf16(text, buffer, out var written) != OperationStatus.Done)
        {
            return false;
        }

        utf8 = buffer[..written];
        return true;
    }

    /// <summary>Writes the whole text or nothing.</summary>
    public static bool TryWiden(ReadOnlySpan<byte> ascii, Span<char> destination, out int written)
    {
        written = 0;
        return ascii.Length <= destination.Length && Ascii.ToUtf16(ascii, destination, out written) == OperationStatus.Done;
    }

    private static bool IsZone(ReadOnlySpan<byte> zone) =>
        zone.Length is > 0 and <= MaxZoneLength && !zone.ContainsAnyExceptInRange((byte)'!', (byte)'~') && !zone.ContainsAny("%/[]"u8);
}
