namespace TorIntel.Pipelines;

/// <summary>Zeek JSON streaming logs. The originator is the initiator, always.</summary>
internal sealed class ZeekJsonFormat() : JsonFormat(s_members)
{
    private static readonly (string Path, EventMember Member)[] s_members =
    [
        .. ZeekLogs.Fields,
        ("id_orig_h", EventMember.Source),
        ("id_orig_p", EventMember.SourcePort),
        ("id_resp_h", EventMember.Destination),
        ("id_resp_p", EventMember.DestinationPort),
        ("id/orig_h", EventMember.Source),
        ("id/orig_p", EventMember.SourcePort),
        ("id/resp_h", EventMember.Destination),
        ("id/resp_p", EventMember.DestinationPort),
        ("_path", EventMember.LogName),
        ("@stream", EventMember.LogName),
    ];

    protected override void SetEvent(ReadOnlySpan<byte> text, EventRecord record)
    {
        SetEndpoints(text, record);
        ZeekLogs.SetLogTransport(ref record.Event, Value(text, record, EventMember.LogName));
        record.Event.Time = ZeekLogs.Time(Value(text, record, EventMember.Time));
    }
}
