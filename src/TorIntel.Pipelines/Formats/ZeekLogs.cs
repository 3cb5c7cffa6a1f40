namespace TorIntel.Pipelines;

/// <summary>What is known of Zeek's logs by their names, in either syntax.</summary>
internal static class ZeekLogs
{
    /// <summary>Sets the transport of a log that has no field for it, from what it is a log of.</summary>
    public static void SetLogTransport(ref TorEvent torEvent, ReadOnlySpan<byte> logName)
    {
        if (torEvent.Transport == TransportProtocol.NotStated && IsUdpLog(logName))
        {
            torEvent.Transport = TransportProtocol.Udp;
        }
    }

    private static bool IsUdpLog(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("ntp"u8) || name.SequenceEqual("dhcp"u8) || name.SequenceEqual("snmp"u8)
        || name.SequenceEqual("radius"u8) || name.SequenceEqual("quic"u8) || name.SequenceEqual("tftp"u8);
}
