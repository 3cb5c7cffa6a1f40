namespace TorIntel.Pipelines;

/// <summary>Suricata EVE (EVE JSON output, Suricata user guide).</summary>
internal sealed class EveFormat() : JsonFormat(s_members)
{
    private static readonly (string Path, EventMember Member)[] s_members =
    [
        ("src_ip", EventMember.Source),
        ("src_port", EventMember.SourcePort),
        ("dest_ip", EventMember.Destination),
        ("dest_port", EventMember.DestinationPort),
        ("proto", EventMember.Transport),
        ("timestamp", EventMember.Time),
        ("flow/start", EventMember.StartTime),
        ("netflow/start", EventMember.StartTime),
        ("event_type", EventMember.EventType),
        ("direction", EventMember.PacketDirection),
        ("flow/src_ip", EventMember.FlowSource),
        ("drop/syn", EventMember.Syn),
        ("drop/ack", EventMember.Ack),
        ("dns/rrname", EventMember.DnsQuery),
        ("dns/queries/rrname", EventMember.DnsQuery),
        ("dns/query/rrname", EventMember.DnsQuery),
        ("dns/answers/rrname", EventMember.DnsQuery),
        ("tls/sni", EventMember.TlsServerName),
        ("tls/subject", EventMember.TlsSubject),
        ("tls/issuerdn", EventMember.TlsIssuer),
        ("quic/sni", EventMember.TlsServerName),
        ("http/hostname", EventMember.HttpHost),
        ("http/url", EventMember.Url),
        ("http/http_method", EventMember.HttpMethod),
    ];

    protected override void SetEvent(ReadOnlySpan<byte> text, EventRecord record)
    {
        SetEndpoints(text, record);
        var type = Value(text, record, EventMember.EventType);

        // For these the source is the sender of one packet, or of one half of the flow; for all others it is the initiator.
        var isPerPacket = type.SequenceEqual("alert"u8) || type.SequenceEqual("drop"u8) || type.SequenceEqual("netflow"u8)
            || type.SequenceEqual("anomaly"u8) || type.SequenceEqual("fileinfo"u8);
        var isFlow = type.SequenceEqual("flow"u8) || type.SequenceEqual("netflow"u8);
        record.Event.Initiator = isPerPacket ? PacketInitiator(text, record) : EventInitiator.Source;

        var time = isFlow && record.Has(EventMember.StartTime) ? EventMember.StartTime : EventMember.Time;
        record.Event.Time = TimeText.TryParseIso(Value(text, record, time), out var parsed) ? parsed : null;
    }

    private EventInitiator PacketInitiator(ReadOnlySpan<byte> text, EventRecord record)
    {
        var direction = Value(text, record, EventMember.PacketDirection);
        if (direction.SequenceEqual("to_server"u8))
        {
            return EventInitiator.Source;
        }

        if (direction.SequenceEqual("to_client"u8))
        {
            return EventInitiator.Destination;
        }

        if (record.Has(EventMember.FlowSource))
        {
            var flowSource = FieldValues.Address(Value(text, record, EventMember.FlowSource));
            if (flowSource == record.Event.Source && !flowSource.IsNone)
            {
                return EventInitiator.Source;
            }

            if (flowSource == record.Event.Destination && !flowSource.IsNone)
            {
                return EventInitiator.Destination;
            }
        }

        // The flags of the one packet of a drop: SYN asks, SYN and ACK answers.
        return !record.Value(text, EventMember.Syn).SequenceEqual("true"u8) ? EventInitiator.NotStated
            : record.Value(text, EventMember.Ack).SequenceEqual("true"u8) ? EventInitiator.Destination
            : EventInitiator.Source;
    }
}
