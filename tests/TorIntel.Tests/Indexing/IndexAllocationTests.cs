using System.Net;
using System.Text;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class IndexAllocationTests
{
    private static readonly IPPrefixIndex s_hosts = IPPrefixIndex.Create(Entries("192.0.2.1", "2001:db8::1"));
    private static readonly IPPrefixIndex s_prefixes = IPPrefixIndex.Create(Entries("192.0.2.1", "192.0.0.0/16", "192.0.3.0/24", "2001:db8::1", "2001:db8::/32", "2001:db8:1::/48"));

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.3.7")]
    [InlineData("198.51.100.1")]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:db8:1::7")]
    [InlineData("2001:db9::1")]
    public void Lookups_allocate_nothing(string text)
    {
        var address = IPAddressValue.Parse(text);
        var ipv6 = address.ToIPv6();
        var utf8 = Encoding.ASCII.GetBytes(text);
        var platform = IPAddress.Parse(text);
        foreach (var index in new[] { s_hosts, s_prefixes })
        {
            Allocations.AssertNone(() =>
            {
                index.TryMatch(address, out _);
                index.TryMatch(ipv6, out _);
                index.TryMatch((uint)ipv6, out _);
                index.TryMatch(platform, out _);
                index.TryMatch(utf8, out _);
                index.TryMatch(text, out _);
                _ = index.Contains(address);
                _ = index.Contains(ipv6);
                _ = index.Contains((uint)ipv6);
                _ = index.Contains(platform);
                _ = index.Contains(utf8);
                _ = index.Contains(text);
            });
        }
    }

    private static IEnumerable<KeyValuePair<IPPrefix, uint>> Entries(params string[] prefixes) =>
        prefixes.Select((prefix, i) => KeyValuePair.Create(IPPrefix.Parse(prefix), (uint)i));
}
