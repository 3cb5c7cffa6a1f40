namespace TorIntel.Pipelines.Tests.Conformance;

/// <content>Other clouds, and schemas that many products write.</content>
internal static partial class JsonFormatCases
{
    private static IEnumerable<FormatCase> OtherClouds =>
    [
        Service("okta", "a log-in", """{"uuid":"1","published":"2026-08-22T21:06:12.123Z","eventType":"user.session.start","version":"0","actor":{"id":"1","alternateId":"a@example.com"},"client":{"ipAddress":"198.51.100.99"},"target":[{"id":"t","type":"x"}]}"""),
        Service("gcp-audit", "a call", """{"protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","requestMetadata":{"callerIp":"198.51.100.99"},"serviceName":"compute.googleapis.com","methodName":"list"},"timestamp":"2026-08-22T21:06:12.558899Z","receiveTimestamp":"2026-08-22T21:06:14Z"}"""),
        Outbound("gcp-vpc-flow", "a record", """{"jsonPayload":{"connection":{"src_ip":"10.20.1.23","src_port":51514,"dest_ip":"192.0.2.10","dest_port":9001,"protocol":6},"start_time":"2026-08-22T21:06:12.902264Z","reporter":"SRC"},"timestamp":"2026-08-22T21:07:00Z"}""")
            with { Initiator = EventInitiator.NotStated },
        Service("gcp-http-lb", "a request", """{"httpRequest":{"requestMethod":"GET","requestUrl":"https://www.example.com/","remoteIp":"198.51.100.99","serverIp":"10.20.5.1"},"resource":{"type":"http_load_balancer"},"timestamp":"2026-08-22T21:06:12.558899Z"}""")
            with { Destination = "10.20.5.1", Names = ["https://www.example.com/"] },
        Service("cloudflare-http", "RFC 3339", """{"ClientIP":"198.51.100.99","ClientSrcPort":40001,"ClientRequestHost":"www.example.com","ClientRequestURI":"/","EdgeStartTimestamp":"2026-08-22T21:06:12Z","OriginIP":"","RayID":"1"}""")
            with { SourcePort = 40001, Names = ["www.example.com", "/"] },
        Service("cloudflare-http", "nanoseconds", """{"ClientIP":"198.51.100.99","ClientRequestHost":"www.example.com","EdgeStartTimestamp":1787432772902264000,"RayID":"1"}""")
            with { Names = ["www.example.com"] },
        Service("cloudflare-firewall", "an event", """{"Action":"block","ClientIP":"198.51.100.99","ClientRequestHost":"www.example.com","Datetime":"2026-08-22T21:06:12Z","RayID":"1"}""")
            with { Names = ["www.example.com"] },
    ];

    private static IEnumerable<FormatCase> Common =>
    [
        Outbound("ecs", "nested", """{"@timestamp":"2026-08-22T21:06:20Z","ecs":{"version":"8.11.0"},"event":{"start":"2026-08-22T21:06:12.902Z"},"source":{"ip":"10.20.1.23","port":51514,"nat":{"ip":"198.51.100.99"}},"destination":{"ip":"192.0.2.10","port":9001},"network":{"transport":"tcp","direction":"inbound"}}""")
            with { Initiator = EventInitiator.NotStated },
        Outbound("ecs", "with dots, client and server", """{"@timestamp":"2026-08-22T21:06:12Z","client.ip":"10.20.1.23","client.port":51514,"server.ip":"192.0.2.10","server.port":9001,"network.transport":"tcp","tls.client.server_name":"www.example.com"}""")
            with { Names = ["www.example.com"] },
        Service("ecs", "an access log", """{"@timestamp":"2026-08-22T21:06:12Z","ecs.version":"1.12.0","event.dataset":"nginx.access","source.ip":"198.51.100.99","url.domain":"www.example.com"}""")
            with { Transport = TransportProtocol.NotStated, Names = ["www.example.com"] },
        Outbound("ocsf", "network activity", """{"activity_id":1,"category_uid":4,"class_uid":4001,"metadata":{"version":"1.1.0"},"time":1787432790000,"start_time":1787432772902,"src_endpoint":{"ip":"10.20.1.23","port":51514},"dst_endpoint":{"ip":"192.0.2.10","port":9001},"connection_info":{"protocol_num":6,"direction_id":1},"observables":[{"name":"x","value":"198.51.100.99"}]}"""),
        Outbound("ocsf", "plain traffic", """{"activity_id":6,"category_uid":4,"class_uid":4001,"metadata":{"version":"1.1.0"},"time":1787432772902,"src_endpoint":{"ip":"10.20.1.23","port":51514},"dst_endpoint":{"ip":"192.0.2.10","port":9001},"connection_info":{"protocol_name":"TCP"}}""")
            with { Initiator = EventInitiator.NotStated },
        Service("ocsf", "authentication", """{"activity_id":1,"category_uid":3,"class_uid":3002,"metadata":{"version":"1.1.0"},"time":1787432772902,"src_endpoint":{"ip":"198.51.100.99"}}""")
            with { Transport = TransportProtocol.NotStated },
        Connection("ocsf", "a DNS query", $$$"""{"activity_id":1,"category_uid":4,"class_uid":4003,"metadata":{"version":"1.1.0"},"time":1787432772902,"src_endpoint":{"ip":"10.20.1.31"},"query":{"hostname":"{{{Onion}}}"}}""")
            with { Source = "10.20.1.31", Transport = TransportProtocol.NotStated, Names = [Onion] },
    ];
}
