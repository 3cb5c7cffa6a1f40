namespace TorIntel.Pipelines.Tests.Conformance;

/// <content>Azure, Entra, Microsoft 365 and Windows.</content>
internal static partial class JsonFormatCases
{
    private static IEnumerable<FormatCase> Microsoft =>
    [
        Outbound("azure-nsg", "version 2", """{"records":[{"time":"2026-08-22T21:07:00Z","category":"NetworkSecurityGroupFlowEvent","properties":{"Version":2,"flows":[{"rule":"r","flows":[{"mac":"0","flowTuples":["1787432700,10.20.1.1,203.0.113.200,1,2,T,O,A,B,,,,","1787432772,10.20.1.23,192.0.2.10,51514,9001,T,O,A,E,25,17952,34,4512"]}]}]}}]}"""),
        Outbound("azure-nsg", "version 1, UDP", """{"records":[{"time":"2026-08-22T21:07:00Z","category":"NetworkSecurityGroupFlowEvent","properties":{"Version":1,"flows":[{"rule":"r","flows":[{"mac":"0","flowTuples":["1787432772,10.20.1.23,192.0.2.10,51514,9001,U,O,A"]}]}]}}]}""")
            with { Transport = TransportProtocol.Udp },
        Outbound("azure-vnet-flow", "milliseconds and the protocol by number", """{"records":[{"time":"2026-08-22T21:07:00Z","category":"FlowLogFlowEvent","flowRecords":{"flows":[{"aclID":"0","flowGroups":[{"rule":"r","flowTuples":["1787432772902,10.20.1.23,192.0.2.10,51514,9001,6,O,B,NX,0,0,0,0"]}]}]}}]}"""),
        Connection("azure-vnet-flow", "of the vendor's documentation", """{"time":"2022-09-14T09:00:52.5625085Z","flowLogVersion":4,"category":"FlowLogFlowEvent","operationName":"FlowLogFlowEvent","flowRecords":{"flows":[{"aclID":"00","flowGroups":[{"rule":"DefaultRule_AllowInternetOutBound","flowTuples":["1663146003599,10.0.0.6,192.0.2.180,23956,443,6,O,B,NX,0,0,0,0"]}]}]}}""")
            with { IsReal = true, Source = "10.0.0.6", SourcePort = 23956, Destination = "192.0.2.180", DestinationPort = 443, Time = "2022-09-14T09:00:03Z" },
        Service("entra-signin", "a diagnostic record", """{"records":[{"time":"2026-08-22T21:20:00Z","resourceId":"/tenants/t","operationName":"Sign-in activity","category":"SignInLogs","tenantId":"t","callerIpAddress":"198.51.100.99","properties":{"createdDateTime":"2026-08-22T21:06:12.123+00:00","ipAddress":"198.51.100.99"}}]}"""),
        Service("entra-signin", "by Microsoft Graph", """{"@odata.context":"x","value":[{"id":"1","createdDateTime":"2026-08-22T21:06:12Z","userPrincipalName":"a@example.com","appId":"a","appDisplayName":"x","ipAddress":"198.51.100.99"}]}"""),
        Service("entra-signin", "an audit record", """{"time":"2026-08-22T21:06:12.1Z","resourceId":"/tenants/t","operationName":"Update policy","category":"AuditLogs","tenantId":"t","callerIpAddress":null,"properties":{"initiatedBy":{"user":{"ipAddress":"198.51.100.99"}}}}"""),
        Service("m365-audit", "an address with a port", """{"CreationTime":"2026-08-22T21:06:12","Id":"1","Operation":"UserLoggedIn","OrganizationId":"o","RecordType":15,"UserKey":"k","Workload":"Exchange","UserId":"a@example.com","ClientIP":"198.51.100.99:50001"}""")
            with { SourcePort = 50001 },
        Service("m365-audit", "a mapped address behind an empty one", """{"CreationTime":"2026-08-22T21:06:12","Id":"1","Operation":"Send","OrganizationId":"o","RecordType":2,"UserId":"a@example.com","ClientIP":"","ClientIPAddress":"::ffff:198.51.100.99"}"""),
        Sysmon("flat, opened here", "true", "10.20.1.23", 51514, "192.0.2.10", 9001, EventInitiator.Source),
        Sysmon("flat, opened there", "false", "10.20.5.1", 3389, "198.51.100.99", 40001, EventInitiator.Destination),
        Sysmon("flat, opened there, the client as the source", "false", "198.51.100.99", 40001, "10.20.5.1", 3389, EventInitiator.Source),
        Outbound("windows-json", "by Winlogbeat", """{"@timestamp":"2026-08-22T17:06:13Z","ecs":{"version":"8.0.0"},"source":{"ip":"10.20.1.1"},"destination":{"ip":"10.20.1.2"},"winlog":{"event_id":3,"channel":"x","provider_name":"Microsoft-Windows-Sysmon","event_data":{"UtcTime":"2026-08-22 21:06:12.902","Protocol":"tcp","Initiated":"true","SourceIp":"10.20.1.23","SourcePort":"51514","DestinationIp":"192.0.2.10","DestinationPort":"9001"}}}"""),
        Outbound("windows-json", "by a module of Winlogbeat, which moves fields to those of ECS", """{"@timestamp":"2026-08-22T21:06:12.902Z","ecs":{"version":"8.11.0"},"event":{"code":"3"},"host":{"name":"h"},"source":{"ip":"10.20.1.23","port":51514},"destination":{"ip":"192.0.2.10","port":9001},"network":{"transport":"tcp","direction":"egress"},"process":{"executable":"C:\\x.exe"},"winlog":{"event_id":"3","channel":"x","provider_name":"Microsoft-Windows-Sysmon","event_data":{"Initiated":"true"}}}"""),
        Connection("windows-json", "a DNS query of such a module", $$"""{"@timestamp":"2026-08-22T21:06:12.902Z","ecs":{"version":"8.11.0"},"event":{"code":"22"},"host":{"name":"h"},"dns":{"question":{"name":"{{Onion}}"} },"winlog":{"event_id":"22","channel":"x","provider_name":"Microsoft-Windows-Sysmon"} }""")
            with { Transport = TransportProtocol.NotStated, Names = [Onion] },
        Outbound("windows-json", "rendered from EVTX", """{"Event":{"System":{"EventID":3,"TimeCreated":{"#attributes":{"SystemTime":"2026-08-22T21:06:13Z"}},"Channel":"x"},"EventData":{"UtcTime":"2026-08-22 21:06:12.902","Protocol":"tcp","Initiated":true,"SourceIp":"10.20.1.23","SourcePort":51514,"DestinationIp":"192.0.2.10","DestinationPort":9001}}}"""),
        Outbound("windows-json", "data by name", """{"Event":{"System":{"EventID":"3","TimeCreated":{"@SystemTime":"2026-08-22T21:06:12Z"},"Channel":"x"},"EventData":{"Data":[{"@Name":"SourceIp","#text":"10.20.1.23"},{"@Name":"SourcePort","#text":"51514"},{"@Name":"DestinationIp","#text":"192.0.2.10"},{"@Name":"DestinationPort","#text":"9001"},{"@Name":"Protocol","#text":"tcp"}]}}}""")
            with { Initiator = EventInitiator.NotStated },
        Connection("windows-json", "a DNS query of Sysmon", $$"""{"EventID":22,"Channel":"x","Hostname":"h","UtcTime":"2026-08-22 21:06:12.902","QueryName":"{{Onion}}","QueryResults":"type:  5 x.example.net;::ffff:192.0.2.10;","Image":"C:\\x.exe"}""")
            with { Transport = TransportProtocol.NotStated, Names = [Onion] },
        Connection("windows-json", "a DNS query of the client", $$"""{"EventID":3008,"Channel":"Microsoft-Windows-DNS-Client/Operational","Hostname":"h","@timestamp":"2026-08-22T21:06:12Z","QueryName":"{{Onion}}"}""")
            with { Transport = TransportProtocol.NotStated, Names = [Onion] },
        Service("windows-json", "a logon", """{"EventID":4625,"Channel":"Security","Hostname":"h","@timestamp":"2026-08-22T21:06:12Z","IpAddress":"::ffff:198.51.100.99","IpPort":"40001"}""")
            with { SourcePort = 40001, Transport = TransportProtocol.NotStated },
    ];

    private static FormatCase Sysmon(string name, string initiated, string source, ushort sourcePort, string destination, ushort destinationPort, EventInitiator initiator) => Connection(
        "windows-json",
        name,
        $$"""{"@timestamp":"2026-08-22T17:06:13.780Z","EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational","Hostname":"h","UtcTime":"2026-08-22 21:06:12.902","Protocol":"tcp","Initiated":"{{initiated}}","SourceIp":"{{source}}","SourcePort":"{{sourcePort}}","DestinationIp":"{{destination}}","DestinationPort":"{{destinationPort}}","DestinationHostname":"-"}""")
        with
    { Source = source, SourcePort = sourcePort, Destination = destination, DestinationPort = destinationPort, Initiator = initiator };
}
