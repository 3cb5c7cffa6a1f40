namespace TorIntel.Pipelines;

/// <summary>What is known of Zeek's logs by their names, in either syntax.</summary>
internal static class ZeekLogs
{
    /// <summary>Gets the fields that matter, by the names that both syntaxes share.</summary>
    public static IReadOnlyList<(string Path, EventMember Member)> Fields { get; } =
    [
        ("id.orig_h", EventMember.Source),
        ("id.orig_p", EventMember.SourcePort),
        ("id.resp_h", EventMember.Destination),
        ("id.resp_p", EventMember.DestinationPort),
        ("proto", EventMember.Transport),
        ("ts", EventMember.Time),
        ("query", EventMember.DnsQuery),
        ("server_name", EventMember.TlsServerName),
        ("host", EventMember.HttpHost),
        ("uri", EventMember.Url),
        ("method", EventMember.HttpMethod),
        ("subject", EventMember.TlsSubject),
        ("issuer", EventMember.TlsIssuer),
        ("certificate.subject", EventMember.TlsSubject),
        ("certificate.issuer", EventMember.TlsIssuer),
    ];

    /// <summary>Sets the transport of a log that has no field for it, from what it is a log of.</summary>
    public static void SetLogTransport(ref TorEvent torEvent, ReadOnlySpan<byte> logName)
    {
        if (torEvent.Transport == TransportProtocol.NotStated && IsUdpLog(logName))
        {
            torEvent.Transport = TransportProtocol.Udp;
        }
    }

    public static DateTimeOffset? Time(ReadOnlySpan<byte> text) =>
        TimeText.TryParseEpoch(text, out var time) || TimeText.TryParseIso(text, out time) ? time : null;

    private static bool IsUdpLog(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("ntp"u8) || name.SequenceEqual("dhcp"u8) || name.SequenceEqual("snmp"u8)
        || name.SequenceEqual("radius"u8) || name.SequenceEqual("quic"u8) || name.SequenceEqual("tftp"u8);
}
