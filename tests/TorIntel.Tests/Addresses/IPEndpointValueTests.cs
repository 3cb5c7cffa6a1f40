using System.Numerics;
using System.Text;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class IPEndpointValueTests
{
    [Theory]
    [InlineData("192.0.2.1:443", "192.0.2.1:443")]
    [InlineData("192.0.2.1:0", "192.0.2.1:0")]
    [InlineData("192.0.2.1:65535", "192.0.2.1:65535")]
    [InlineData("[2001:DB8::1]:9001", "[2001:db8::1]:9001")]
    [InlineData("[::]:1", "[::]:1")]
    [InlineData("[fe80::1%eth0]:22", "[fe80::1]:22")]
    [InlineData("[fe80::1%a:b]:22", "[fe80::1]:22")]
    [InlineData("[::ffff:192.0.2.1]:80", "192.0.2.1:80")]
    public void TryParse_accepts_endpoints(string text, string canonical)
    {
        Assert.True(IPEndpointValue.TryParse(text, out var fromChars));
        Assert.True(IPEndpointValue.TryParse(Encoding.UTF8.GetBytes(text), out var fromBytes));
        Assert.Equal(fromChars, fromBytes);
        Assert.Equal(canonical, fromChars.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(":80")]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2.1:")]
    [InlineData("192.0.2.1:080")]
    [InlineData("192.0.2.1:00")]
    [InlineData("192.0.2.1:65536")]
    [InlineData("192.0.2.1:99999")]
    [InlineData("192.0.2.1:100000")]
    [InlineData("192.0.2.1:-1")]
    [InlineData("192.0.2.1:+1")]
    [InlineData("192.0.2.1: 80")]
    [InlineData("192.0.2.1:80 ")]
    [InlineData("192.0.2.1:http")]
    [InlineData("192.0.2.1:0x50")]
    [InlineData("192.0.2.010:80")]
    [InlineData("[192.0.2.1]:80")]
    [InlineData("2001:db8::1:80")]
    [InlineData("2001:db8::1]:80")]
    [InlineData("[2001:db8::1:80")]
    [InlineData("[2001:db8::1]")]
    [InlineData("[2001:db8::1]80")]
    [InlineData("[2001:db8::1]::80")]
    [InlineData("[[2001:db8::1]]:80")]
    [InlineData("[]:80")]
    [InlineData("[:80")]
    [InlineData("]:80")]
    [InlineData("example.org:80")]
    public void TryParse_refuses_everything_else(string? text)
    {
        Assert.False(IPEndpointValue.TryParse(text, out var result));
        Assert.Equal(default, result);
        Assert.False(IPEndpointValue.TryParse(Encoding.UTF8.GetBytes(text ?? ""), out result));
        Assert.Equal(default, result);
    }

    [Fact]
    public void TryParsePort_reads_every_port()
    {
        for (var port = 0; port <= 100_000; port++)
        {
            Assert.Equal(port <= ushort.MaxValue, AddressText.TryParsePort(Encoding.ASCII.GetBytes($"{port}"), out var actual));
            Assert.Equal(port <= ushort.MaxValue ? port : 0, actual);
        }
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 20_000)]
    public void TryParse_agrees_with_the_reference_on_mutated_text(MutatedText mutated)
    {
        var expected = ReferenceText.Endpoint(mutated.Text);

        var fromBytes = IPEndpointValue.TryParse(Encoding.UTF8.GetBytes(mutated.Text), out var utf8);
        var fromChars = IPEndpointValue.TryParse(mutated.Text, out var utf16);

        Assert.True(fromBytes == expected is not null, $"TryParse(\"{mutated.Text}\"u8) is {fromBytes}");
        Assert.True(fromChars == expected is not null, $"TryParse(\"{mutated.Text}\") is {fromChars}");
        Assert.Equal(expected ?? default, ((BigInteger)utf8.Address.ToIPv6(), (int)utf8.Port));
        Assert.Equal(utf8, utf16);
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 2_000)]
    public void Text_round_trips(ValidText valid, ushort port)
    {
        var endpoint = new IPEndpointValue(IPAddressValue.Parse(valid.Text), port);

        Assert.True(IPEndpointValue.TryParse(endpoint.ToString(), out var parsed));
        Assert.Equal(endpoint, parsed);
    }

    [Fact]
    public void Default_is_no_endpoint()
    {
        Assert.True(default(IPEndpointValue).Address.IsNone);
        Assert.Equal(0, default(IPEndpointValue).Port);
    }

    [Fact]
    public void Values_are_equal_by_address_and_port()
    {
        var addresses = new[] { "192.0.2.1", "192.0.2.2", "2001:db8::1" }.Select(IPAddressValue.Parse);
        ValueContract.AssertDistinct<IPEndpointValue>([.. from address in addresses from port in new ushort[] { 0, 1, 443 } select new IPEndpointValue(address, port)]);
    }
}
