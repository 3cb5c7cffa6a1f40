namespace TorIntel.Pipelines.Tests;

/// <summary>Where the values of evidence are found in each format, and what is not taken for one.</summary>
public sealed class EvidenceFieldTests
{
    private const string Onion = SampleNetwork.Onion;

    [Theory]
    [InlineData("\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"192.0.2.10\"", "medium outbound destination-guard(dest_ip=192.0.2.10)")]
    [InlineData("\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"192.0.2.10\",\"dest_port\":\"9001\"", "confirmed outbound destination-or-endpoint(dest_ip=192.0.2.10:9001) port-relay(dest_port=9001)")]
    [InlineData("\"dest_ip\":\"::FFFF:192.0.2.10\",\"proto\":\"tcp\"", "medium unknown destination-guard(dest_ip=192.0.2.10)")]
    [InlineData("\"dest_ip\":\"2001:db8:10:0:0:0:0:10\",\"dest_port\":9001", "confirmed unknown destination-or-endpoint(dest_ip=[2001:db8:10::10]:9001) port-relay(dest_port=9001)")]
    [InlineData("\"dest_ip\":\"192.0.2.10\",\"proto\":\"UDP\"", "low unknown destination-relay(dest_ip=192.0.2.10)")]
    [InlineData("\"dest_ip\":\"192.0.2.10\",\"dest_port\":9001,\"proto\":\"017\"", "low unknown destination-relay(dest_ip=192.0.2.10)")]
    [InlineData("\"dest_ip\":\"192.0.2.10\",\"dest_port\":9001,\"proto\":6", "confirmed unknown destination-or-endpoint(dest_ip=192.0.2.10:9001) port-relay(dest_port=9001)")]
    [InlineData("\"dest_ip\":\"192.0.2.10\",\"dest_port\":9001,\"proto\":\"IPv6-ICMP\"", "low unknown destination-relay(dest_ip=192.0.2.10)")]
    [InlineData("\"src_ip\":\"10.0.0.2\",\"dest_ip\":\"10.0.0.1\",\"dest_port\":9050,\"proto\":\"ICMP\"", null)] // type and code, no port
    [InlineData("\"dest_ip\":\"192.0.2.10 \"", "medium unknown destination-guard(dest_ip=192.0.2.10)")]
    [InlineData("\"dest_ip\":\"192.0.2.010\"", null)]
    [InlineData("\"dest_ip\":\"192.0.2.10:9001\"", "confirmed unknown destination-or-endpoint(dest_ip=192.0.2.10:9001) port-relay(dest_ip=192.0.2.10:9001)")]
    [InlineData("\"dest_ip\":\"0xC000020A\"", null)]
    [InlineData("\"dest_ip\":3221225994", null)]
    [InlineData("\"dest_ip\":\"2002:c000:20a::\"", null)] // 6to4 is never a match of its own
    [InlineData("\"dest_ip\":\"192.0.2.200\",\"dest_port\":74537", null)] // 9001 more than a port can be
    [InlineData("\"dest_ip\":\"192.0.2.200\",\"dest_port\":9001.0", null)]
    [InlineData("\"dest_ip\":\"192.0.2.200\",\"dest_port\":-9001", null)]
    [InlineData("\"payload\":\"192.0.2.10\",\"alert\":{\"signature\":\"192.0.2.10\",\"metadata\":{\"dest_ip\":\"192.0.2.10\"}}", null)]
    [InlineData("\"dns\":{\"rrname\":\"" + Onion + ".\"}", "confirmed unknown domain-onion-v3(dns.rrname=" + Onion + ".)")]
    [InlineData("\"dns\":{\"answers\":[{\"rdata\":\"" + Onion + "\"}]}", null)]
    [InlineData("\"tls\":{\"sni\":\"x.onion\"}", "medium unknown domain-onion-invalid(tls.sni=x.onion)")]
    [InlineData("\"quic\":{\"sni\":\"x.onion\"}", "medium unknown domain-onion-invalid(quic.sni=x.onion)")]
    [InlineData("\"http\":{\"hostname\":\"X.ONION:80\"}", "medium unknown domain-onion-invalid(http.hostname=X.ONION:80)")]
    [InlineData("\"http\":{\"url\":\"http:\\/\\/x.onion\\/a\"}", "medium unknown domain-onion-invalid(http.url=http://x.onion/a)")]
    [InlineData("\"http\":{\"url\":\"x.onion:443\"}", "medium unknown domain-onion-invalid(http.url=x.onion:443)")] // without a method it may be CONNECT
    [InlineData("\"http\":{\"url\":\"x.onion:443\",\"http_method\":\"connect\"}", "medium unknown domain-onion-invalid(http.url=x.onion:443)")]
    [InlineData("\"http\":{\"url\":\"x.onion:443\",\"http_method\":\"GET\"}", null)]
    [InlineData("\"http\":{\"url\":\"/?u=http://x.onion/\"}", null)]
    [InlineData("\"http\":{\"http_refer\":\"http://x.onion/\",\"xff\":\"192.0.2.10\"}", null)]
    [InlineData("\"tls\":{\"subject\":\"CN=www.abcdefgh23.net\",\"issuerdn\":\"CN=www.qrstuvwx45.com\"}", "medium unknown tls-name-tor-link(tls.subject=CN=www.abcdefgh23.net)")]
    [InlineData("\"tls\":{\"subject\":\"CN=www.abcdefgh23.net\",\"issuerdn\":\"C=US, CN=www.qrstuvwx45.com\"}", null)]
    public void Eve(string members, string? expected) => AssertTag(Formats.Eve, "{\"event_type\":\"flow\"," + members + "}", expected);

    [Theory]
    [InlineData("\"id.orig_h\":\"203.0.113.40\",\"id.resp_h\":\"10.0.0.1\",\"id.resp_p\":22", "high inbound source-exit(id.orig_h=203.0.113.40)")]
    [InlineData("\"id_orig_h\":\"203.0.113.40\",\"id_resp_h\":\"10.0.0.1\",\"id_resp_p\":22", "high inbound source-exit(id_orig_h=203.0.113.40)")]
    [InlineData("\"id\":{\"orig_h\":\"203.0.113.40\",\"resp_h\":\"10.0.0.1\",\"resp_p\":22}", "high inbound source-exit(id.orig_h=203.0.113.40)")]
    [InlineData("\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":9001,\"id.resp_h\":\"192.0.2.200\",\"id.resp_p\":50000", null)] // the originator is the initiator, always
    [InlineData("\"id.resp_h\":\"192.0.2.10\",\"_path\":\"ntp\"", "low unknown destination-relay(id.resp_h=192.0.2.10)")]
    [InlineData("\"id.resp_h\":\"192.0.2.10\",\"@stream\":\"dhcp\"", "low unknown destination-relay(id.resp_h=192.0.2.10)")]
    [InlineData("\"id.resp_h\":\"192.0.2.10\",\"_path\":\"ssl\"", "medium unknown destination-guard(id.resp_h=192.0.2.10)")]
    [InlineData("\"query\":\"x.onion\"", "medium unknown domain-onion-invalid(query=x.onion)")]
    [InlineData("\"server_name\":\"x.onion\"", "medium unknown domain-onion-invalid(server_name=x.onion)")]
    [InlineData("\"host\":\"x.onion\",\"uri\":\"/\"", "medium unknown domain-onion-invalid(host=x.onion)")]
    [InlineData("\"uri\":\"http://x.onion/\",\"method\":\"GET\"", "medium unknown domain-onion-invalid(uri=http://x.onion/)")]
    [InlineData("\"certificate.subject\":\"CN=www.abcdefgh23.net\",\"certificate.issuer\":\"CN=www.qrstuvwx45.com\"", "medium unknown tls-name-tor-link(certificate.subject=CN=www.abcdefgh23.net)")]
    [InlineData("\"referrer\":\"http://x.onion/\",\"answers\":[\"x.onion\"]", null)]
    public void ZeekJson(string members, string? expected) => AssertTag(Formats.ZeekJson, "{" + members + "}", expected);

    [Theory]
    [InlineData("id.orig_h\tid.resp_h\tid.resp_p", "10.0.0.1\t192.0.2.10\t9001", "confirmed outbound destination-or-endpoint(id.resp_h=192.0.2.10:9001) port-relay(id.resp_p=9001)")]
    [InlineData("id.resp_p\tx\tid.resp_h", "9001\t-\t192.0.2.10", "confirmed unknown destination-or-endpoint(id.resp_h=192.0.2.10:9001) port-relay(id.resp_p=9001)")]
    [InlineData("id.resp_h\tproto", "192.0.2.10\tudp", "low unknown destination-relay(id.resp_h=192.0.2.10)")]
    [InlineData("id.resp_h\tproto", "192.0.2.10\t-", "medium unknown destination-guard(id.resp_h=192.0.2.10)")]
    [InlineData("query\tserver_name\thost\turi", "x.onion\t-\t-\t-", "medium unknown domain-onion-invalid(query=x.onion)")]
    [InlineData("method\turi", "CONNECT\tx.onion:443", "medium unknown domain-onion-invalid(uri=x.onion:443)")]
    [InlineData("subject\tissuer", "CN=www.abcdefgh23.net\tCN=www.qrstuvwx45.com", "medium unknown tls-name-tor-link(subject=CN=www.abcdefgh23.net)")]
    [InlineData("src\tdst", "192.0.2.10\t192.0.2.10", null)]
    public void ZeekTsv(string fields, string row, string? expected) => AssertTag(Formats.ZeekTsv, "#fields\t" + fields + "\n" + row, expected);

    [Theory]
    [InlineData("203.0.113.40 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 1", "high inbound source-exit(client=203.0.113.40)")]
    [InlineData("10.0.0.1 - - [22/Aug/2026:21:09:47 +0000] \"GET http://x.onion/ HTTP/1.1\" 200 1", "medium internal domain-onion-invalid(request=http://x.onion/)")]
    [InlineData("x.onion:80 10.0.0.1 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 1", "medium internal domain-onion-invalid(vhost=x.onion:80)")]
    [InlineData("x.onion 203.0.113.40 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 1", "high inbound source-exit(client=203.0.113.40) domain-onion-invalid(vhost=x.onion)")]
    [InlineData("host.example - - [22/Aug/2026:21:09:47 +0000] \"CONNECT x.onion:443 HTTP/1.1\" 200 1", "medium unknown domain-onion-invalid(request=x.onion:443)")]
    [InlineData("192.0.2.200 - 203.0.113.40 [22/Aug/2026:21:09:47 +0000] \"GET /203.0.113.40 HTTP/1.1\" 200 1 \"http://203.0.113.40/\" \"203.0.113.40\"", null)]
    [InlineData("203.0.113.40, 192.0.2.200 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 1", null)]
    public void AccessLog(string line, string? expected) => AssertTag(Formats.Access, line, expected);

    private static void AssertTag(LogFormat format, string text, string? expected)
    {
        var run = EnricherRun.Of(text + "\n", format);
        var tags = Tags.Of(run.Output);

        Assert.Equal(0, run.Summary.BadLines);
        Assert.Equal(expected, tags.Count == 0 ? null : Tags.Short(Assert.Single(tags)));
    }
}
