namespace TorIntel.Pipelines.Tests.Conformance;

/// <content>Amazon Web Services.</content>
internal static partial class JsonFormatCases
{
    private const string CloudTrail = """{"eventVersion":"1.08","eventTime":"2026-08-22T21:06:12Z","eventSource":"s3.amazonaws.com","eventName":"GetBucketAcl","awsRegion":"us-east-1","sourceIPAddress":"198.51.100.99","resources":[{"ARN":"arn:x"}]}""";

    private static IEnumerable<FormatCase> Amazon =>
    [
        Service("cloudtrail", "a line", CloudTrail),
        Service("cloudtrail", "a delivered file", $$"""{"Records":[{{CloudTrail}}]}"""),
        Service("cloudtrail", "a delivered file over lines, other members in front", $$"""
            {
              "a": {"Records": [{"x": 1}]},
              "Records": [
                {{CloudTrail}}
              ]
            }
            """),
        Service("cloudtrail", "in an event of EventBridge", $$"""{"version":"0","detail-type":"AWS API Call via CloudTrail","source":"aws.s3","detail":{{CloudTrail}}}"""),
        Service("route53-resolver", "a query", $$"""{"version":"1.100000","account_id":"1","vpc_id":"vpc-1","query_timestamp":"2026-08-22T21:06:12Z","query_name":"{{Onion}}.","query_type":"A","rcode":"NXDOMAIN","answers":[],"srcaddr":"10.20.1.31","srcport":"53122","transport":"UDP"}""")
            with { Source = "10.20.1.31", SourcePort = 53122, Transport = TransportProtocol.Udp, Names = [Onion + "."] },
        Finding("outbound", """{"actionType":"NETWORK_CONNECTION","networkConnectionAction":{"connectionDirection":"OUTBOUND","protocol":"TCP","remoteIpDetails":{"ipAddressV4":"192.0.2.10"},"remotePortDetails":{"port":9001},"localIpDetails":{"ipAddressV4":"10.20.1.23"},"localPortDetails":{"port":51514}}}""")
            with { Source = "192.0.2.10", SourcePort = 9001, Destination = "10.20.1.23", DestinationPort = 51514, Initiator = EventInitiator.Destination },
        Finding("inbound", """{"actionType":"NETWORK_CONNECTION","networkConnectionAction":{"connectionDirection":"INBOUND","protocol":"TCP","remoteIpDetails":{"ipAddressV4":"198.51.100.99"},"remotePortDetails":{"port":40001},"localIpDetails":{"ipAddressV4":"10.20.5.1"},"localPortDetails":{"port":22}}}""")
            with { SourcePort = 40001, Destination = "10.20.5.1", DestinationPort = 22 },
        Finding("unknown direction", """{"actionType":"NETWORK_CONNECTION","networkConnectionAction":{"connectionDirection":"UNKNOWN","protocol":"UDP","remoteIpDetails":{"ipAddressV4":"198.51.100.99"},"localIpDetails":{"ipAddressV4":"10.20.5.1"}}}""")
            with { Destination = "10.20.5.1", Transport = TransportProtocol.Udp, Initiator = EventInitiator.NotStated },
        Finding("port probe", """{"actionType":"PORT_PROBE","portProbeAction":{"blocked":false,"portProbeDetails":[{"localPortDetails":{"port":80},"localIpDetails":{"ipAddressV4":"10.20.5.1"},"remoteIpDetails":{"ipAddressV4":"198.51.100.99"}}]}}""")
            with { Destination = "10.20.5.1", DestinationPort = 80, Transport = TransportProtocol.NotStated },
        Finding("call of the API", """{"actionType":"AWS_API_CALL","awsApiCallAction":{"api":"ListBuckets","callerType":"Remote IP","remoteIpDetails":{"ipAddressV4":"198.51.100.99"}}}""")
            with { IsServiceLog = true, Transport = TransportProtocol.NotStated },
        Finding("call of Kubernetes", """{"actionType":"KUBERNETES_API_CALL","kubernetesApiCallAction":{"verb":"list","remoteIpDetails":{"ipAddressV4":"198.51.100.99"}}}""")
            with { IsServiceLog = true, Transport = TransportProtocol.NotStated },
        Finding("DNS request", $$$"""{"actionType":"DNS_REQUEST","dnsRequestAction":{"domain":"{{{Onion}}}","protocol":"UDP","blocked":false}}""")
            with { Source = null, Transport = TransportProtocol.Udp, Names = [Onion] },
        Service("guardduty", "in capitals", """{"Findings":[{"SchemaVersion":"2.0","Service":{"ServiceName":"guardduty","EventFirstSeen":"2026-08-22T21:06:12Z","Action":{"ActionType":"AWS_API_CALL","AwsApiCallAction":{"RemoteIpDetails":{"IpAddressV4":"198.51.100.99"}}}}}]}""")
            with { Transport = TransportProtocol.NotStated },
        Service("aws-waf", "milliseconds and headers", """{"timestamp":1787432772902,"webaclId":"arn:x","terminatingRuleId":"Default_Action","action":"ALLOW","httpRequest":{"clientIp":"198.51.100.99","headers":[{"name":"User-Agent","value":"x"},{"name":"host","value":"www.example.com"}],"uri":"/","httpMethod":"GET"}}""")
            with { Names = ["/", "www.example.com"] },
        Service("alb-json", "names of AWS's table", """{"type":"https","time":"2026-08-22T21:06:13Z","elb":"app/x/1","client_ip":"198.51.100.99","client_port":40001,"target_ip":"10.20.5.1","target_port":80,"elb_status_code":"200","request_verb":"GET","request_url":"https://www.example.com:443/","request_creation_time":"2026-08-22T21:06:12.9Z"}""")
            with { SourcePort = 40001, Destination = "10.20.5.1", DestinationPort = 80, Names = ["https://www.example.com:443/"] },
    ];

    private static FormatCase Finding(string name, string action) => Connection(
        "guardduty",
        name,
        $$$"""{"schemaVersion":"2.0","accountId":"1","partition":"aws","arn":"arn:x","type":"x","service":{"serviceName":"guardduty","eventFirstSeen":"2026-08-22T21:06:12Z","eventLastSeen":"2026-08-22T22:06:12Z","action":{{{action}}}},"severity":8,"createdAt":"2026-08-22T23:00:00Z"}""")
        with
    { Source = "198.51.100.99" };
}
