namespace TorIntel.Pipelines.Tests.Conformance;

/// <summary>What is expected of the formats with columns.</summary>
internal static class ColumnsFormatCases
{
    private const string IisFields = "#Software: Microsoft Internet Information Services 6.0\n#Version: 1.0\n#Date: 2002-05-02 17:42:15\n"
        + "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status cs(User-Agent)\n";

    private const string FlowV3 = "version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr srcport dstport pkt-srcaddr pkt-dstaddr protocol bytes packets start end action tcp-flags log-status\n";

    private const string NfdumpFields = "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos,dir,nh,nhb,svln,dvln,ismc,odmc,idmc,osmc,"
        + "mpls1,mpls2,mpls3,mpls4,mpls5,mpls6,mpls7,mpls8,mpls9,mpls10,cl,sl,al,ra,eng,exid,tr\n";

    private const string NfdumpRest = ",1,2,0,0,0,0,0,0,0.0.0.0,0.0.0.0,0,0,00:00:00:00:00:00,00:00:00:00:00:00,00:00:00:00:00:00,00:00:00:00:00:00,"
        + "0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,    0.000,    0.000,    0.000,127.0.0.1,0/0,1,2026-11-23 18:07:07.557";

    private const string ZeekFields = "#separator \\x09\n#set_separator\t,\n#unset_field\t-\n";

    public static IEnumerable<FormatCase> All =>
    [
        new("zeek-tsv", "conn", ZeekFields + "#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\n1787432772.902264\tC1\t10.20.1.23\t51514\t192.0.2.10\t9001\ttcp\tssl")
        {
            Source = "10.20.1.23", SourcePort = 51514, Destination = "192.0.2.10", DestinationPort = 9001, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, Time = "2026-08-22T21:06:12Z",
        },
        new("zeek-tsv", "ntp, by the name of the log", ZeekFields + "#path\tntp\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\n1787432772.902264\t10.20.1.23\t123\t192.0.2.10\t123")
        {
            Source = "10.20.1.23", SourcePort = 123, Destination = "192.0.2.10", DestinationPort = 123, Transport = TransportProtocol.Udp, Initiator = EventInitiator.Source, Time = "2026-08-22T21:06:12Z",
        },
        new("zeek-tsv", "ICMP has type and code for ports", ZeekFields + "#path\tconn\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\n1787432772.902264\t10.20.1.23\t8\t192.0.2.10\t0\ticmp")
        {
            Source = "10.20.1.23", Destination = "192.0.2.10", Transport = TransportProtocol.Other, Initiator = EventInitiator.Source, Time = "2026-08-22T21:06:12Z",
        },
        new("zeek-tsv", "dns", ZeekFields + "#path\tdns\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\tanswers\n1787432772.902264\t10.20.1.23\t5353\t10.0.0.53\t53\tudp\tx.onion\t192.0.2.1,y.onion")
        {
            Source = "10.20.1.23", SourcePort = 5353, Destination = "10.0.0.53", DestinationPort = 53, Transport = TransportProtocol.Udp, Initiator = EventInitiator.Source, Time = "2026-08-22T21:06:12Z", Names = ["x.onion"],
        },
        new("iis", "the vendor's example", IisFields + "2002-05-02 17:42:15 172.22.255.255 - 172.30.255.255 80 GET /images/picture.jpg - 200 Mozilla/4.0+(compatible;MSIE+5.5;+Windows+2000+Server)")
        {
            IsReal = true, Source = "172.22.255.255", Destination = "172.30.255.255", DestinationPort = 80, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, IsServiceLog = true,
            Time = "2002-05-02T17:42:15Z", Names = ["/images/picture.jpg"],
        },
        new("iis", "a zone behind the address", "#Fields: date time c-ip s-ip s-port cs-host\n2026-08-22 21:06:12 fe80::1%4 fe80::2%4 443 www.example.com")
        {
            Source = "fe80::1", Destination = "fe80::2", DestinationPort = 443, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, IsServiceLog = true, Time = "2026-08-22T21:06:12Z", Names = ["www.example.com"],
        },
        new("cloudfront", "a viewer", "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem cs-protocol c-port\n2026-08-22\t21:06:12\tFRA56-C1\t392\t203.0.113.40\tGET\td1.cloudfront.net\t/index.html\thttps\t40001")
        {
            Source = "203.0.113.40", SourcePort = 40001, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, IsServiceLog = true, Time = "2026-08-22T21:06:12Z", Names = ["d1.cloudfront.net", "/index.html"],
        },
        new("aws-vpc-flow", "the vendor's example, version 2", "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK")
        {
            IsReal = true, Source = "172.31.16.139", SourcePort = 20641, Destination = "172.31.16.21", DestinationPort = 22, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.NotStated, Time = "2014-12-14T04:06:50Z",
        },
        new("aws-vpc-flow", "the vendor's example, no data", "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA")
        {
            IsReal = true, Initiator = EventInitiator.NotStated, Time = "2015-05-10T18:01:16Z",
        },
        new("aws-vpc-flow", "the vendor's example, version 3: SYN", FlowV3 + "3 vpc-12345678 subnet-012345678 i-07890123456 eni-23456789 123456789010 IPv4 52.213.180.42 10.0.0.62 43416 5001 52.213.180.42 10.0.0.62 6 568 8 1566848875 1566848933 ACCEPT 2 OK")
        {
            IsReal = true, Source = "52.213.180.42", SourcePort = 43416, Destination = "10.0.0.62", DestinationPort = 5001, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, Time = "2019-08-26T19:47:55Z",
        },
        new("aws-vpc-flow", "version 3: SYN and ACK, FIN later", FlowV3 + "3 vpc-1 subnet-1 i-1 eni-1 123456789010 IPv4 10.0.0.62 52.213.180.42 5001 43416 10.0.0.62 52.213.180.42 6 376 7 1566848875 1566848933 ACCEPT 19 OK")
        {
            Source = "10.0.0.62", SourcePort = 5001, Destination = "52.213.180.42", DestinationPort = 43416, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Destination, Time = "2019-08-26T19:47:55Z",
        },
        new("aws-vpc-flow", "behind a NAT gateway", FlowV3 + "3 vpc-1 subnet-1 - eni-1 123456789010 IPv4 10.232.50.235 10.232.51.166 62527 27016 10.232.50.235 18.162.196.19 17 120 2 1580321301 1580321356 ACCEPT 0 OK")
        {
            Source = "10.232.50.235", SourcePort = 62527, Destination = "18.162.196.19", DestinationPort = 27016, Transport = TransportProtocol.Udp, Initiator = EventInitiator.NotStated, Time = "2020-01-29T18:08:21Z",
        },
        new("aws-alb", "the vendor's example", "https 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 \"GET https://www.example.com:443/ HTTP/1.1\" \"curl/7.46.0\" "
            + "ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 \"Root=1-58337281-1d84f3d73c47ec4e58577259\" \"www.example.com\" "
            + "\"arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012\" 1 2018-07-02T22:22:48.364000Z \"authenticate,forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\"")
        {
            IsReal = true, Source = "192.168.131.39", SourcePort = 2817, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, IsServiceLog = true, Time = "2018-07-02T22:22:48Z",
            Names = ["https://www.example.com:443/", "www.example.com"],
        },
        new("palo-alto", "traffic, behind a syslog header", "Oct 30 09:46:12 1,2012/10/30 09:46:12,01606001116,TRAFFIC,start,1,2012/04/10 04:39:58,192.168.0.2,204.232.231.46,0.0.0.0,0.0.0.0,rule1,crusher,,web-browsing,vsys1,trust,untrust,ethernet1/2,"
            + "ethernet1/1,forwardAll,2012/04/10 04:39:59,11449,1,59324,80,0,0,0x200000,tcp,allow,78,78,0,1,2012/04/10 04:39:59,0,any,0,0,0x0,192.168.0.0-192.168.255.255,United States,0,1,0")
        {
            IsReal = true, Source = "192.168.0.2", SourcePort = 59324, Destination = "204.232.231.46", DestinationPort = 80, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, Time = "2012-04-10T04:39:59Z",
        },
        new("palo-alto", "threat of the subtype url", "Oct 30 09:46:12 1,2012/10/30 09:46:12,01606001116,THREAT,url,1,2012/04/10 04:39:57,192.168.0.2,204.232.231.46,0.0.0.0,0.0.0.0,rule1,crusher,,web-browsing,vsys1,trust,untrust,ethernet1/2,"
            + "ethernet1/1,forwardAll,2012/04/10 04:39:58,25848,1,59317,80,0,0,0x208000,tcp,alert,\"lsiu.info/evo/exploits/x19.php?o=2&t=1241403746&i=1365814122\",(9999),not-resolved,informational,client-to-server,0,0x0,192.168.0.0-192.168.255.255,United States,0,text/html")
        {
            IsReal = true, Source = "192.168.0.2", SourcePort = 59317, Destination = "204.232.231.46", DestinationPort = 80, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, Time = "2012-04-10T04:39:57Z", Names = ["lsiu.info"],
        },
        new("palo-alto", "threat of another subtype, in quotes", "1,2026/08/22 21:06:16,0123,THREAT,vulnerability,2305,2026/08/22 21:06:16,192.0.2.10,10.20.1.23,,,\"a, \"\"b\"\"\",,,tor,vsys1,u,t,e1,e2,f,x,25149,1,9001,51514,0,0,0x4,tcp,alert,\"\",Tor(1),any,low,server-to-client")
        {
            Source = "192.0.2.10", SourcePort = 9001, Destination = "10.20.1.23", DestinationPort = 51514, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.NotStated, Time = "2026-08-22T21:06:16Z", Names = [""],
        },
        new("nfdump-csv", "written by nfdump 1.7.1: flags of both sides", NfdumpFields + "2026-08-22 21:05:12,2026-08-22 21:06:11,59.000,192.0.2.10,10.20.1.23,9001,51514,TCP,...AP.SF,0,0,14,9456,0,0" + NfdumpRest)
        {
            IsReal = true, Source = "192.0.2.10", SourcePort = 9001, Destination = "10.20.1.23", DestinationPort = 51514, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.NotStated, Time = "2026-08-22T21:05:12Z",
        },
        new("nfdump-csv", "written by nfdump 1.7.1: SYN", NfdumpFields + "2026-08-22 21:05:12,2026-08-22 21:06:11,59.000,198.51.100.99,10.20.5.1,40001,22,TCP,......S.,0,0,1,60,0,0" + NfdumpRest)
        {
            IsReal = true, Source = "198.51.100.99", SourcePort = 40001, Destination = "10.20.5.1", DestinationPort = 22, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, Time = "2026-08-22T21:05:12Z",
        },
        new("nfdump-csv", "written by nfdump 1.7.1: SYN and ACK in one packet", NfdumpFields + "2026-08-22 21:05:22,2026-08-22 21:06:10,48.000,2001:db8:10::10,2001:db8:20::5,9001,51999,TCP,...A..S.,0,0,1,80,0,0" + NfdumpRest)
        {
            IsReal = true, Source = "2001:db8:10::10", SourcePort = 9001, Destination = "2001:db8:20::5", DestinationPort = 51999, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Destination, Time = "2026-08-22T21:05:22Z",
        },
        new("nfdump-csv", "written by nfdump 1.7.1: ICMP", NfdumpFields + "2026-08-22 21:05:12,2026-08-22 21:06:11,59.000,10.20.1.15,203.0.113.30,0,8,ICMP,........,0,0,1,84,0,0" + NfdumpRest)
        {
            IsReal = true, Source = "10.20.1.15", Destination = "203.0.113.30", Transport = TransportProtocol.Other, Initiator = EventInitiator.NotStated, Time = "2026-08-22T21:05:12Z",
        },
        new("nfdump-csv", "names of later versions", "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n2026-08-22 21:05:12.020,59.000,UDP,10.20.1.23,51514,192.0.2.10,9001,14,9456,1")
        {
            Source = "10.20.1.23", SourcePort = 51514, Destination = "192.0.2.10", DestinationPort = 9001, Transport = TransportProtocol.Udp, Initiator = EventInitiator.NotStated, Time = "2026-08-22T21:05:12Z",
        },
        new("pfsense", "IPv4, SYN; no year", "Jun  3 20:43:31 filterlog[15121]: 8,,,1000000103,em0,match,block,in,4,0x0,,43,6291,0,none,6,tcp,44,162.142.125.83,64.71.189.18,16568,12283,0,S,2868024203,,1024,,mss")
        {
            IsReal = true, Source = "162.142.125.83", SourcePort = 16568, Destination = "64.71.189.18", DestinationPort = 12283, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source,
        },
        new("pfsense", "IPv6, RFC 5424", "<134>1 2026-08-22T21:06:16.123456+02:00 fw filterlog 32123 - [meta sequenceId=\"42\"] 6,,,1000000105,em1,match,block,in,6,0x00,0x6cfd7,64,TCP,6,40,2001:db8:10::10,2001:db8:20::5,9001,51999,0,SA,8772409,,64800,,mss")
        {
            Source = "2001:db8:10::10", SourcePort = 9001, Destination = "2001:db8:20::5", DestinationPort = 51999, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Destination, Time = "2026-08-22T19:06:16Z",
        },
        new("pfsense", "IPv6, ICMP", "<134>1 2026-08-22T21:06:16.123456Z fw filterlog 32123 - - 10,,,0,vtnet1,match,block,in,6,0x00,0x00000,255,ipv6-icmp,58,32,fe80::1,ff02::1,datalength=72")
        {
            Source = "fe80::1", Destination = "ff02::1", Transport = TransportProtocol.Other, Initiator = EventInitiator.NotStated, Time = "2026-08-22T21:06:16Z",
        },
        new("pfsense", "let pass", "<134>1 2026-08-22T21:06:16.123456Z fw filterlog 32123 - - 16,115,,0,vtnet2,match,pass,out,4,0x0,,64,0,0,DF,17,udp,48,10.0.0.5,192.0.2.10,5353,53,28")
        {
            Source = "10.0.0.5", SourcePort = 5353, Destination = "192.0.2.10", DestinationPort = 53, Transport = TransportProtocol.Udp, Initiator = EventInitiator.Source, Time = "2026-08-22T21:06:16Z",
        },
        new("squid", "through a tunnel", "1544160065.248    228 172.30.109.89 TCP_TUNNEL/200 87633 CONNECT en.wikipedia.org:443 - HIER_DIRECT/91.198.174.192 -")
        {
            IsReal = true, Source = "172.30.109.89", Destination = "91.198.174.192", DestinationPort = 443, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, Time = "2018-12-07T05:21:05Z", Names = ["en.wikipedia.org:443"],
        },
        new("squid", "refused", "1787432774.456      1 10.20.1.31 TCP_DENIED/403 4334 CONNECT x.onion:443 - HIER_NONE/- text/html")
        {
            Source = "10.20.1.31", Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, IsServiceLog = true, Time = "2026-08-22T21:06:14Z", Names = ["x.onion:443"],
        },
        new("squid", "by another proxy", "1787432775.456      1 10.20.1.31 TCP_MISS/200 4334 GET http://www.example.com:8080/ alice FIRSTUP_PARENT/10.20.0.9 text/html")
        {
            Source = "10.20.1.31", Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, IsServiceLog = true, Time = "2026-08-22T21:06:15Z", Names = ["http://www.example.com:8080/"],
        },
    ];
}
