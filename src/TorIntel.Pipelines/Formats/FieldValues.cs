using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Turns the text of fields into the values of an event.</summary>
internal static class FieldValues
{
    public static IPAddressValue Address(ReadOnlySpan<byte> text) => IPAddressValue.TryParse(text, out var address) ? address : default;

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
