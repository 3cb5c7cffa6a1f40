namespace TorIntel.Benchmarks;

/// <summary>Suricata's EVE JSON: members, their order and the form of their values as Suricata 7 writes them.</summary>
internal sealed class EveLines(LogText text, LogAddressMix addresses, Random random) : ILogLines
{
    // Ports that are not customary for Tor: those are evidence by themselves.
    private static readonly (int Port, string Protocol)[] s_tcp = [(443, "tls"), (443, "tls"), (443, "tls"), (80, "http"), (22, "ssh"), (25, "smtp"), (993, "tls"), (8443, "failed")];
    private static readonly (int Port, string Protocol)[] s_udp = [(443, "quic"), (123, "ntp"), (53, "dns"), (3478, "failed")];

    private static readonly string[] s_certificates = LogWords.Make(512, random =>
        $$"""{"subject":"CN={{random.Pick(LogWords.Hosts)}}","issuerdn":"C=US, O=Example Trust Services, CN=ETS R3","serial":"{{LogWords.Hex(random, 16)}}","fingerprint":"{{LogWords.Hex(random, 20)}}""");

    private static readonly string[] s_alerts =
    [
        """{"action":"allowed","gid":1,"signature_id":2013028,"rev":7,"signature":"ET POLICY curl User-Agent Outbound","category":"Attempted Information Leak","severity":2}""",
        """{"action":"allowed","gid":1,"signature_id":2210054,"rev":1,"signature":"SURICATA STREAM excessive retransmissions","category":"Generic Protocol Command Decode","severity":3}""",
        """{"action":"allowed","gid":1,"signature_id":2027390,"rev":5,"signature":"ET USER_AGENTS Microsoft Device Metadata Retrieval Client User-Agent","category":"Unknown Traffic","severity":3}""",
    ];

    public void Begin(DateTime time)
    {
    }

    public void Add(DateTime time)
    {
        switch (random.Next(100))
        {
            case < 17:
                AddTcpFlow(time);
                break;
            case < 33:
                AddUdpFlow(time);
                break;
            case < 58:
                AddDnsQuery(time);
                break;
            case < 68:
                AddDnsAnswer(time);
                break;
            case < 88:
                AddTls(time);
                break;
            case < 97:
                AddHttp(time);
                break;
            default:
                AddAlert(time);
                break;
        }
    }

    private void AddTcpFlow(DateTime time)
    {
        var (port, protocol) = s_tcp[random.Next(s_tcp.Length)];
        AddHead(time, "flow", port);
        AddFlow(time, "TCP", protocol);
        text.Line($$$""","tcp":{"tcp_flags":"1b","tcp_flags_ts":"1b","tcp_flags_tc":"1b","syn":true,"fin":true,"psh":true,"ack":true,"state":"closed","ts_max_regions":1,"tc_max_regions":1}}""");
    }

    private void AddUdpFlow(DateTime time)
    {
        var (port, protocol) = s_udp[random.Next(s_udp.Length)];
        AddHead(time, "flow", port);
        AddFlow(time, "UDP", protocol);
        text.Line($$"""}""");
    }

    private void AddFlow(DateTime time, string transport, string protocol)
    {
        var age = random.Next(120);
        text.Part($$""","proto":"{{transport}}","app_proto":"{{protocol}}","flow":{"pkts_toserver":{{random.Next(1, 60)}},"pkts_toclient":{{random.Next(60)}}""");
        text.Part($$""","bytes_toserver":{{random.Next(60, 9_999)}},"bytes_toclient":{{random.Next(99_999)}}""");
        text.Part($$""","start":"{{new EveTime(time.AddSeconds(-age - 60))}}","end":"{{new EveTime(time.AddSeconds(-60))}}","age":{{age}},"state":"closed","reason":"timeout","alerted":false}""");
    }

    private void AddDnsQuery(DateTime time)
    {
        AddHead(time, "dns", 53);
        text.Line($$$""","proto":"UDP","pkt_src":"wire/pcap","dns":{"type":"query","id":{{{random.Next(65_536)}}},"rrname":"{{{random.Pick(LogWords.Hosts)}}}","rrtype":"A","tx_id":0,"opcode":0}}""");
    }

    private void AddDnsAnswer(DateTime time)
    {
        var (name, address) = (random.Pick(LogWords.Hosts), addresses.UnlistedV4());
        AddHead(time, "dns", 53);
        text.Part($$""","proto":"UDP","pkt_src":"wire/pcap","dns":{"version":2,"type":"answer","id":{{random.Next(65_536)}},"flags":"8180","qr":true,"rd":true,"ra":true,"opcode":0""");
        text.Part($$""","rrname":"{{name}}","rrtype":"A","rcode":"NOERROR","answers":[{"rrname":"{{name}}","rrtype":"A","ttl":{{random.Next(30, 86_400)}},"rdata":"{{address}}"}]""");
        text.Line($$$$""","grouped":{"A":["{{{{address}}}}"]}}}""");
    }

    private void AddTls(DateTime time)
    {
        var name = random.Pick(LogWords.Hosts);
        AddHead(time, "tls", 443);
        if (random.Next(3) != 0)
        {
            text.Line($$$""","proto":"TCP","pkt_src":"wire/pcap","tls":{"sni":"{{{name}}}","version":"TLS 1.3"}}""");
            return;
        }

        text.Line($$$""","proto":"TCP","pkt_src":"wire/pcap","tls":{{{random.Pick(s_certificates)}}}","sni":"{{{name}}}","version":"TLS 1.2","notbefore":"2026-07-0{{{random.Next(1, 10)}}}T00:00:00","notafter":"2026-09-2{{{random.Next(10)}}}T23:59:59"}}""");
    }

    private void AddHttp(DateTime time)
    {
        AddHead(time, "http", 80);
        text.Part($$""","proto":"TCP","pkt_src":"wire/pcap","tx_id":{{random.Next(4)}}""");
        AddHttpMember();
        text.Line($$"""}""");
    }

    // The source of an alert is the sender of the packet, here the client; the flow inside names both sides once more.
    private void AddAlert(DateTime time)
    {
        var (client, server, clientPort) = (addresses.Client(), addresses.Next(), random.Next(32_768, 61_000));
        AddHead(time, "alert", client, clientPort, server, 80);
        text.Part($$""","proto":"TCP","pkt_src":"wire/pcap","tx_id":0,"alert":{{random.Pick(s_alerts)}}""");
        AddHttpMember();
        text.Part($$""","app_proto":"http","direction":"to_server","flow":{"pkts_toserver":{{random.Next(1, 60)}},"pkts_toclient":{{random.Next(60)}}""");
        text.Part($$""","bytes_toserver":{{random.Next(60, 9_999)}},"bytes_toclient":{{random.Next(99_999)}}""");
        text.Line($$$""","start":"{{{new EveTime(time.AddSeconds(-1))}}}","src_ip":"{{{client}}}","dest_ip":"{{{new EveAddress(server)}}}","src_port":{{{clientPort}}},"dest_port":80}}""");
    }

    private void AddHttpMember()
    {
        text.Part($$""","http":{"hostname":"{{random.Pick(LogWords.Hosts)}}","url":"{{random.Pick(LogWords.Paths)}}","http_user_agent":"{{random.Pick(LogWords.UserAgents)}}","http_content_type":"text/html","http_method":"GET","protocol":"HTTP/1.1","status":200,"length":{{random.Next(99_999)}}}""");
    }

    // Five in six connections go out; the others come to servers of ours.
    private void AddHead(DateTime time, string type, int port)
    {
        var clientPort = random.Next(32_768, 61_000);
        if (random.Next(6) != 0)
        {
            AddHead(time, type, addresses.Client(), clientPort, addresses.Next(), port);
        }
        else
        {
            AddHead(time, type, addresses.Next(), clientPort, addresses.Server(), port);
        }
    }

    private void AddHead(DateTime time, string type, IPAddressValue source, int sourcePort, IPAddressValue destination, int destinationPort)
    {
        text.Part($$"""{"timestamp":"{{new EveTime(time)}}","flow_id":{{random.NextInt64(1L << 48, 1L << 51)}},"in_iface":"eth0","event_type":"{{type}}","src_ip":"{{new EveAddress(source)}}","src_port":{{sourcePort}}""");
        text.Part($$""","dest_ip":"{{new EveAddress(destination)}}","dest_port":{{destinationPort}}""");
    }
}
