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
    [InlineData("access", "", "192.0.2.200 - - [22/Aug/2026:21:09:47 +0000] \"GET http://www.example.com/ HTTP/1.1\" 200 5120 \"http://www.example.org/\" \"Mozilla\"")]
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
        Assert.Equal(input.Length, output.Count);
        return allocated;
    }
}
