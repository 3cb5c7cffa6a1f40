using System.Text;

namespace TorIntel.Pipelines.Tests;

public sealed class AllocationTests
{
    private const string Tail = ",\"flow\":{\"pkts_toserver\":5,\"start\":\"2026-08-22T21:06:00.000000+0000\"},\"text\":\"\\u00e4 \\\"x\\\" ä\"";

    [Theory]
    [InlineData("eve", "", "{\"timestamp\":\"2026-08-22T21:06:12.902264+0000\",\"event_type\":\"flow\",\"src_ip\":\"10.20.1.15\",\"src_port\":49802,\"dest_ip\":\"192.0.2.200\",\"dest_port\":443,\"proto\":\"TCP\"" + Tail + "}")]
    [InlineData("eve", "", "{\"event_type\":\"dns\",\"src_ip\":\"10.20.1.15\",\"dest_ip\":\"2001:db8::53\",\"dest_port\":53,\"proto\":\"UDP\",\"dns\":{\"queries\":[{\"rrname\":\"www.example.com\"}],\"answers\":[{\"rrname\":\"x.example.net\"}]}}")]
    [InlineData("eve", "", "{\"event_type\":\"tls\",\"src_ip\":\"192.0.2.11\",\"dest_ip\":\"203.0.113.41\",\"tls\":{\"sni\":\"www.5hrgxz2m4qkd7.com\",\"subject\":\"CN=www.example.com\",\"issuerdn\":\"CN=x\"},\"http\":{\"hostname\":\"torproject.example\",\"url\":\"http://www.example.com/x.onion\"}}")]
    [InlineData("eve", "", "{\"event_type\":\"alert\",\"src_ip\":\"10.20.1.15\",\"src_port\":9001,\"dest_ip\":\"192.0.2.200\",\"dest_port\":50000}")] // read in full, and still nothing
    [InlineData("zeek-json", "", "{\"_path\":\"conn\",\"ts\":1787432765.118203,\"id.orig_h\":\"10.20.1.15\",\"id.orig_p\":49802,\"id.resp_h\":\"192.0.2.200\",\"id.resp_p\":443,\"proto\":\"tcp\"" + Tail + "}")]
    [InlineData("cloudtrail", "", "{\"eventVersion\":\"1.08\",\"eventTime\":\"2026-08-22T21:06:12Z\",\"eventSource\":\"s3.amazonaws.com\",\"sourceIPAddress\":\"192.0.2.200\",\"resources\":[{\"ARN\":\"x\"}]}")]
    [InlineData("cloudtrail", "", "{\"Records\":[{\"eventVersion\":\"1.08\",\"eventSource\":\"s3\",\"sourceIPAddress\":\"192.0.2.200\"}],\"next\":null}")]
    [InlineData("aws-waf", "", "{\"timestamp\":1787432772902,\"webaclId\":\"x\",\"httpRequest\":{\"clientIp\":\"192.0.2.200\",\"headers\":[{\"name\":\"Host\",\"value\":\"www.example.com\"},{\"value\":\"192.0.2.10\",\"name\":\"X-Forwarded-For\"}]}}")]
    [InlineData("azure-nsg", "", "{\"properties\":{\"flows\":[{\"flows\":[{\"flowTuples\":[\"1787432772,192.0.2.200,10.20.5.1,40001,22,T,I,D,B,,,,\",\"1787432772,10.20.5.1,192.0.2.200,40001,443,T,O,A,B,,,,\"]}]}]}}")]
    [InlineData("windows-json", "", "{\"EventID\":3,\"UtcTime\":\"2026-08-22 21:06:12.902\",\"Image\":\"C:\\\\x.exe\",\"Initiated\":\"true\",\"SourceIp\":\"10.20.1.23\",\"DestinationIp\":\"192.0.2.200\",\"DestinationHostname\":\"-\"}")]
    [InlineData("zeek-tsv", "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tserver_name\n", "1787432765.118203\t10.20.1.15\t49802\t192.0.2.200\t443\ttcp\twww.example.com")]
    [InlineData("iis", "#Fields: date time s-ip cs-method cs-uri-stem s-port c-ip cs-host\n", "2026-08-22 21:06:12 10.20.5.1 GET /index.htm 443 192.0.2.200 www.example.com")]
    [InlineData("aws-vpc-flow", "", "2 123456789010 eni-1235b8ca123456789 10.20.1.15 192.0.2.200 49802 443 6 20 4249 1787432772 1787432832 ACCEPT OK")]
    [InlineData("aws-alb", "", "http 2026-08-22T21:06:13.186641Z app/lb/50dc6c495c0c9188 192.0.2.200:2817 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 \"GET http://www.example.com:80/ HTTP/1.1\" \"curl \\\"7\\\"\" - - - \"Root=1\" \"www.example.com\" \"-\" 0 2026-08-22T21:06:13.186641Z \"forward\"")]
    [InlineData("palo-alto", "", "1,2026/08/22 21:06:13,0123,THREAT,url,2305,2026/08/22 21:06:10,10.20.1.15,192.0.2.200,203.0.113.200,192.0.2.200,\"allow, \"\"out\"\"\",acme\\bob,,ssl,v,t,u,e1,e2,f,x,25150,1,49802,443,1045,443,0x4,tcp,alert,\"www.example.com/a,b\",(9999)")]
    [InlineData("nfdump-csv", "ts,te,td,sa,da,sp,dp,pr,flg\n", "2026-08-22 21:05:12,2026-08-22 21:06:11,59.000,10.20.1.15,192.0.2.200,49802,443,TCP,...AP.S.")]
    [InlineData("pfsense", "", "Aug 22 21:06:13 pfSense filterlog[32123]: 8,,,1000000103,em0,match,block,in,4,0x0,,43,6291,0,none,6,tcp,44,192.0.2.200,203.0.113.200,40001,22,0,S,2868024203,,1024,,mss")]
    [InlineData("squid", "", "1787432773.123     45 10.20.1.15 TCP_MISS/200 1543 GET http://www.example.com/simple/ - HIER_DIRECT/192.0.2.200 text/html")]
    [InlineData("access", "", "192.0.2.200 - - [22/Aug/2026:21:09:47 +0000] \"GET http://www.example.com/ HTTP/1.1\" 200 5120 \"http://www.example.org/\" \"Mozilla\"")]
    [InlineData("fortigate", "", "date=2026-08-22 time=23:06:14 devid=\"F\" eventtime=1787432774 tz=\"+0200\" type=\"traffic\" subtype=\"forward\" srcip=10.20.1.15 srcport=58014 dstip=192.0.2.200 dstport=443 proto=6 msg=\"a \\\"b\\\"\" hostname=\"www.example.com\"")]
    [InlineData("fortigate", "", "date=2026-08-22 time=23:06:14 devid=\"F\" tz=\"+0200\" type=\"traffic\" subtype=\"ips\" srcip=10.20.1.15 srcport=9001 dstip=192.0.2.200 dstport=50000 proto=6")] // read in full, and still nothing
    [InlineData("netfilter", "", "Aug 22 21:06:12 fw kernel: [71910.873115] [UFW BLOCK] IN=eth0 OUT= SRC=192.0.2.200 DST=10.20.2.5 LEN=60 TOS=0x00 DF PROTO=TCP SPT=42772 DPT=22 WINDOW=1024 RES=0x00 SYN URGP=0")]
    [InlineData("cef", "", "<134>Aug 22 21:06:13 fw CEF:0|V\\|V|P|1.0|200|n|3|rt=Aug 22 2026 21:06:13 src=192.0.2.200 dst=10.20.2.5 dpt=443 msg=a\\=b request=https://www.example.com/x?y=z")]
    [InlineData("leef", "", "LEEF:1.0|V|P|1.0|41|src=10.20.1.15\tdst=192.0.2.200\tdstPort=443\tdevTime=Aug 22 2026 21:06:12")]
    [InlineData("sshd", "", "Aug 22 21:06:14 bastion sshd[24202]: Failed password for invalid user x from y from 192.0.2.200 port 40024 ssh2")]
    [InlineData("cisco-asa", "", "Aug 22 2026 21:06:12 fw1 : %ASA-6-302013: Built outbound TCP connection 9 for outside:192.0.2.200/443 (192.0.2.200/443) to inside:10.20.1.15/53496 (198.51.100.7/53496)")]
    [InlineData("windows-dns", "", "8/22/2026 9:06:12 PM 0E2C PACKET  000000D6C2A1F0A0 UDP Rcv 192.0.2.200     1a2b   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)")]
    [InlineData("bind", "", "22-Aug-2026 21:06:12.299 queries: info: client @0x2c11226c 192.0.2.200#59751 (www.example.com): query: www.example.com IN A +E(0)K (10.0.0.53)")]
    public void An_event_without_evidence_allocates_nothing(string name, string header, string line)
    {
        var format = LogFormat.Get(name);
        var few = Encoding.UTF8.GetBytes(header + string.Concat(Enumerable.Repeat(line + "\n", 1_000)));
        var many = Encoding.UTF8.GetBytes(header + string.Concat(Enumerable.Repeat(line + "\n", 6_000)));
        Allocated(format, many, 6_000); // Warm-up.
        Allocated(format, many, 6_000);

        // What an enricher needs for itself is the same in both. Tiered compilation may allocate meanwhile: one clean pass is enough.
        Assert.Contains(Enumerable.Range(0, 5), _ => Allocated(format, many, 6_000) == Allocated(format, few, 1_000));
    }

    private static long Allocated(LogFormat format, byte[] input, int lines)
    {
        using var stream = new MemoryStream(input);
        using var output = new CountingStream();
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier(), new LogEnricherOptions { Format = format });
        var before = GC.GetAllocatedBytesForCurrentThread();
        enricher.Enrich(stream, output, "log");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, enricher.Summary.Tagged);
        Assert.Equal(0, enricher.Summary.BadLines);
        Assert.InRange(enricher.Summary.Lines, lines, lines + 1);
        Assert.InRange(output.Count, input.Length, input.Length + 4); // A header in the first line gets a column.
        return allocated;
    }
}
