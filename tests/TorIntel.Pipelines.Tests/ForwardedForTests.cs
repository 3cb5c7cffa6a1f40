namespace TorIntel.Pipelines.Tests;

/// <summary>X-Forwarded-For in the formats over JSON that have it.</summary>
public sealed class ForwardedForTests
{
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
