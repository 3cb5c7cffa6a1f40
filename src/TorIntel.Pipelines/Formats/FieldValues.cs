using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Turns the text of fields into the values of an event.</summary>
internal static class FieldValues
{
    public static IPAddressValue Address(ReadOnlySpan<byte> text) => IPAddressValue.TryParse(text, out var address) ? address : default;

    /// <summary>Reads an address as logs have it: with white space, a port or a zone behind it, in brackets or not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="port">The port; 0 if there is none.</param>
    /// <returns>The address; <c>default</c> if it is none.</returns>
    public static IPAddressValue Endpoint(ReadOnlySpan<byte> text, out ushort port)
    {
        port = 0;
        if (IPAddressValue.TryParse(text, out var address))
        {
            return address;
        }

        text = text.Trim(" \t"u8);
        var colon = text.LastIndexOf((byte)':');
        var isBracketed = text is [(byte)'[', ..];
        var close = isBracketed ? text.IndexOf((byte)']') : -1;
        if (isBracketed ? close > 0 && (close == text.Length - 1 || colon == close + 1) : colon > 0 && text.IndexOf((byte)':') == colon)
        {
            var portText = isBracketed && close == text.Length - 1 ? default : text[(colon + 1)..];
            text = isBracketed ? text[1..close] : text[..colon];
            if (!portText.IsEmpty && !AddressText.TryParsePort(portText, out port))
            {
                return default;
            }
        }

        var zone = text.IndexOf((byte)'%');
        if (IPAddressValue.TryParse(zone > 0 && text.Contains((byte)':') ? text[..zone] : text, out address))
        {
            return address;
        }

        port = 0;
        return default;
    }

    public static ushort Port(ReadOnlySpan<byte> text) => AddressText.TryParsePort(text, out var port) ? port : (ushort)0;

    /// <summary>Reads a transport by name or IANA number; for ICMP, which has no ports, also drops what stands in their place.</summary>
    public static void SetTransport(ref TorEvent torEvent, ReadOnlySpan<byte> text)
    {
        torEvent.Transport = text.IsEmpty ? TransportProtocol.NotStated
            : Ascii.EqualsIgnoreCase(text, "TCP"u8) || text.SequenceEqual("6"u8) || text.SequenceEqual("006"u8) || text.SequenceEqual("T"u8) ? TransportProtocol.Tcp
            : Ascii.EqualsIgnoreCase(text, "UDP"u8) || text.SequenceEqual("17"u8) || text.SequenceEqual("017"u8) || text.SequenceEqual("U"u8) ? TransportProtocol.Udp
            : TransportProtocol.Other;
        if (torEvent.Transport == TransportProtocol.Other && IsIcmp(text))
        {
            torEvent.SourcePort = 0;
            torEvent.DestinationPort = 0;
        }
    }

    private static bool IsIcmp(ReadOnlySpan<byte> text) => text.SequenceEqual("1"u8) || text.SequenceEqual("58"u8) || (text.Length >= 4
        && (Ascii.EqualsIgnoreCase(text[..4], "ICMP"u8) || (text.Length >= 9 && Ascii.EqualsIgnoreCase(text[..9], "IPv6-ICMP"u8))));
}
