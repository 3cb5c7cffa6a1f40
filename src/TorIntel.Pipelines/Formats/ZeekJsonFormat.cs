namespace TorIntel.Pipelines;

/// <summary>Zeek JSON streaming logs. The originator is the initiator, always.</summary>
internal sealed class ZeekJsonFormat() : JsonFormat(s_members)
{
    private static readonly (string Path, EventMember Member)[] s_members =
    [
        ("id.orig_h", EventMember.Source),
        ("id.orig_p", EventMember.SourcePort),
        ("id.resp_h", EventMember.Destination),
        ("id.resp_p", EventMember.DestinationPort),
        ("id_orig_h", EventMember.Source),
        ("id_orig_p", EventMember.SourcePort),
        ("id_resp_h", EventMember.Destination),
        ("id_resp_p", EventMember.DestinationPort),
        ("id/orig_h", EventMember.Source),
        ("id/orig_p", EventMember.SourcePort),
        ("id/resp_h", EventMember.Destination),
        ("id/resp_p", EventMember.DestinationPort),
        ("proto", EventMember.Transport),
        ("ts", EventMember.Time),
        ("_path", EventMember.LogName),
        ("@stream", EventMember.LogName),
        ("query", EventMember.DnsQuery),
        ("server_name", EventMember.TlsServerName),
        ("host", EventMember.HttpHost),
        ("uri", EventMember.Url),
        ("method", EventMember.HttpMethod),
        ("subject", EventMember.TlsSubject),
        ("issuer", EventMember.TlsIssuer),
        ("certificate.subject", EventMember.TlsSubject),
        ("certificate.issuer", EventMember.TlsIssuer),
        ("tor", EventMember.Tag),
    ];

    protected override void SetEvent(ReadOnlySpan<byte> text, EventRecord record)
    {
        SetEndpoints(text, record);
        ZeekLogs.SetLogTransport(ref record.Event, Value(text, record, EventMember.LogName));
        record.Event.Time = ZeekLogs.Time(Value(text, record, EventMember.Time));
    }
}
