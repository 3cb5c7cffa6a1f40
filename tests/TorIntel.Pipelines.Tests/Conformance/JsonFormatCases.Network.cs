namespace TorIntel.Pipelines.Tests.Conformance;

/// <content>Sensors and flow collectors.</content>
internal static partial class JsonFormatCases
{
    private static IEnumerable<FormatCase> Network =>
    [
        Outbound("eve", "a flow: its start", """{"timestamp":"2026-08-22T21:10:00.000000+0000","event_type":"flow","src_ip":"10.20.1.23","src_port":51514,"dest_ip":"192.0.2.10","dest_port":9001,"proto":"TCP","flow":{"start":"2026-08-22T23:06:12.902264+0200"}}"""),
        Outbound("eve", "an alert on an answer", """{"timestamp":"2026-08-22T21:06:12.902264+0000","event_type":"alert","src_ip":"192.0.2.10","src_port":9001,"dest_ip":"10.20.1.23","dest_port":51514,"proto":"TCP","direction":"to_client","alert":{"signature":"x"}}""")
            with { Source = "192.0.2.10", SourcePort = 9001, Destination = "10.20.1.23", DestinationPort = 51514, Initiator = EventInitiator.Destination },
        Outbound("eve", "a drop of SYN and ACK", """{"timestamp":"2026-08-22T21:06:12.902264+0000","event_type":"drop","src_ip":"192.0.2.10","src_port":9001,"dest_ip":"10.20.1.23","dest_port":51514,"proto":"TCP","drop":{"syn":true,"ack":true}}""")
            with { Source = "192.0.2.10", SourcePort = 9001, Destination = "10.20.1.23", DestinationPort = 51514, Initiator = EventInitiator.Destination },
        Outbound("eve", "DNS, version 3", """{"timestamp":"2026-08-22T21:06:12.902264+0000","event_type":"dns","src_ip":"10.20.1.23","src_port":51514,"dest_ip":"10.20.0.53","dest_port":53,"proto":"UDP","dns":{"version":3,"queries":[{"rrname":"www.torproject.org"}]}}""")
            with { Destination = "10.20.0.53", DestinationPort = 53, Transport = TransportProtocol.Udp, Names = ["www.torproject.org"] },
        Outbound("eve", "TLS", """{"timestamp":"2026-08-22T21:06:12.902264+0000","event_type":"tls","src_ip":"10.20.1.23","src_port":51514,"dest_ip":"192.0.2.10","dest_port":9001,"proto":"TCP","tls":{"sni":"www.example.com","subject":"CN=x"}}""")
            with { Names = ["www.example.com"] },
        Outbound("zeek-json", "keys with dots", """{"_path":"conn","ts":1787432772.902264,"uid":"C1","id.orig_h":"10.20.1.23","id.orig_p":51514,"id.resp_h":"192.0.2.10","id.resp_p":9001,"proto":"tcp"}"""),
        Outbound("zeek-json", "keys with underscores", """{"@stream":"conn","ts":"2026-08-22T21:06:12.902264Z","uid":"C1","id_orig_h":"10.20.1.23","id_orig_p":51514,"id_resp_h":"192.0.2.10","id_resp_p":9001,"proto":"tcp"}"""),
        Outbound("nfdump-json", "IPv4", """{"type":"FLOW","first":"2026-08-22T21:06:12.902","last":"2026-08-22T21:06:14.001","proto":6,"tcp_flags":"...AP.SF","src_port":51514,"dst_port":9001,"src4_addr":"10.20.1.23","dst4_addr":"192.0.2.10"}""")
            with { Initiator = EventInitiator.NotStated },
        Outbound("nfdump-json", "IPv6, SYN alone, spread over lines", "[\n{\n\t\"type\" : \"FLOW\",\n\t\"t_first\" : \"2026-08-22T21:06:12.902\",\n\t\"proto\" : 6,\n\t\"tcp_flags\" : \"......S.\",\n\t\"src_port\" : 51514,\n\t\"dst_port\" : 9001,\n\t\"src6_addr\" : \"2001:db8::23\",\n\t\"dst6_addr\" : \"2001:db8:10::10\"\n}\n]\n")
            with { Source = "2001:db8::23", Destination = "2001:db8:10::10" },
        Outbound("goflow2", "a NetFlow record", """{"type":"NETFLOW_V9","time_received_ns":1787432790000000000,"sampler_address":"10.20.0.1","time_flow_start_ns":1787432772902264000,"src_addr":"10.20.1.23","dst_addr":"192.0.2.10","etype":"IPv4","proto":"TCP","src_port":51514,"dst_port":9001,"tcp_flags":26}""")
            with { Initiator = EventInitiator.NotStated },
        Outbound("goflow2", "SYN alone, protocol by number, no start", """{"type":"NETFLOW_V5","time_received_ns":1787432772902264000,"sampler_address":"10.20.0.1","time_flow_start_ns":0,"src_addr":"10.20.1.23","dst_addr":"192.0.2.10","proto":6,"src_port":51514,"dst_port":9001,"tcp_flags":2}"""),
        Outbound("goflow2", "a packet of sFlow that answers", """{"type":"SFLOW_5","time_received_ns":1787432772902264000,"time_flow_start_ns":1787432772902264000,"src_addr":"192.0.2.10","dst_addr":"10.20.1.23","proto":"TCP","src_port":9001,"dst_port":51514,"tcp_flags":18}""")
            with { Source = "192.0.2.10", SourcePort = 9001, Destination = "10.20.1.23", DestinationPort = 51514, Initiator = EventInitiator.Destination },
        Outbound("goflow2", "ICMP has no ports", """{"type":"IPFIX","sampler_address":"10.20.0.1","time_flow_start_ns":1787432772902264000,"src_addr":"10.20.1.23","dst_addr":"192.0.2.10","proto":"ICMP","src_port":8,"dst_port":9001}""")
            with { SourcePort = 0, DestinationPort = 0, Transport = TransportProtocol.Other, Initiator = EventInitiator.NotStated },
    ];
}
