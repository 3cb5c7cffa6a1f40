namespace TorIntel.Pipelines.Tests;

/// <summary>X-Forwarded-For, where it is read at all.</summary>
public sealed class ForwardedForTests
{
    private static readonly LogEnricherOptions s_trusting = new() { TrustedProxies = [IPPrefix.Parse("10.0.0.0/8"), IPPrefix.Parse("192.0.2.200/32")] };

    [Theory]
    [InlineData("10.0.0.5", "\"-\" \"curl\" \"203.0.113.40\"", "high inbound source-exit(forwarded=203.0.113.40)")]
    [InlineData("10.0.0.5", "\"-\" \"a \\\" b\" \"203.0.113.40\"", "high inbound source-exit(forwarded=203.0.113.40)")]
    [InlineData("10.0.0.5", "\"-\" \"curl\" \"203.0.113.40, 192.0.2.200, 10.0.0.9\"", "high inbound source-exit(forwarded=203.0.113.40)")]
    [InlineData("10.0.0.5", "\"-\" \"curl\" \"203.0.113.40, 192.0.2.77\"", null)] // what stands in front of the client is what it says
    [InlineData("10.0.0.5", "\"-\" \"curl\" \"203.0.113.40, unknown\"", null)]
    [InlineData("10.0.0.5", "\"-\" \"curl\" \"-\"", null)]
    [InlineData("10.0.0.5", "\"203.0.113.40\" \"203.0.113.40\"", null)] // referer and user agent
    [InlineData("10.0.0.5", "\"-\" \"curl\" \"203.0.113.40", null)]
    [InlineData("192.0.2.77", "\"-\" \"curl\" \"203.0.113.40\"", null)] // no proxy of ours
    [InlineData("203.0.113.40", "\"-\" \"curl\" \"192.0.2.77\"", "high inbound source-exit(client=203.0.113.40)")]
    public void An_access_log_is_read_for_whom_a_proxy_of_ours_spoke(string client, string end, string? expected)
    {
        var line = $"{client} - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 5120 {end}";

        var run = EnricherRun.Of(line, Formats.Access, s_trusting);

        Assert.Equal(expected, Tags.Of(run.Output).Select(Tags.Short).SingleOrDefault());
        Assert.Equal(0, run.Summary.BadLines);
    }

    [Fact]
    public void Without_trusted_proxies_nobody_is_believed() =>
        Assert.Equal(0, EnricherRun.Of("10.0.0.5 - - [22/Aug/2026:21:09:47 +0000] \"GET / HTTP/1.1\" 200 5120 \"-\" \"curl\" \"203.0.113.40\"", Formats.Access).Summary.Tagged);

    [Theory]
    [InlineData("eve", "{\"event_type\":\"http\",\"src_ip\":\"10.20.0.5\",\"dest_ip\":\"10.20.5.1\",\"http\":{\"xff\":\"198.51.100.99\"}}", "http.xff")]
    [InlineData("aws-waf", "{\"webaclId\":\"x\",\"httpRequest\":{\"clientIp\":\"10.20.0.5\",\"headers\":[{\"name\":\"X-FORWARDED-FOR\",\"value\":\"192.0.2.10, 198.51.100.99\"}]}}", "httpRequest.headers[name=X-Forwarded-For].value")]
    [InlineData("ecs", "{\"@timestamp\":\"x\",\"event.dataset\":\"nginx.access\",\"source.ip\":\"10.20.0.5\",\"network.forwarded_ip\":\"198.51.100.99\"}", "network.forwarded_ip")]
    public void It_is_read_from_trusted_proxies_alone(string format, string line, string field)
    {
        Assert.Equal(0, EnricherRun.Of(line + "\n", LogFormat.Get(format)).Summary.Tagged);
        Assert.Equal(0, EnricherRun.Of(line + "\n", LogFormat.Get(format), Trusting("10.20.0.6")).Summary.Tagged);

        var tag = Tags.Of(EnricherRun.Of(line + "\n", LogFormat.Get(format), Trusting("10.20.0.0/24")).Output)[0];
        Assert.Equal(field, tag.GetProperty("evidence")[0].GetProperty("field").GetString());
        Assert.Equal("198.51.100.99", tag.GetProperty("evidence")[0].GetProperty("value").GetString());
    }

    private static LogEnricherOptions Trusting(string proxy) => new() { TrustedProxies = [IPPrefix.Parse(proxy)] };
}
