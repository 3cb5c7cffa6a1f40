using System.Net;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class AddressAllocationTests
{
    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("example.org")]
    public void TryParse_and_TryFormat_of_an_address_allocate_nothing(string text)
    {
        var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        var bytes = new byte[64];
        var chars = new char[64];
        Allocations.AssertNone(() =>
        {
            _ = IPAddressValue.TryParse(text, out _);
            _ = IPAddressValue.TryParse(utf8, out var address);
            _ = address.TryFormat(bytes, out _);
            _ = address.TryFormat(chars, out _);
            _ = address.GetHashCode();
            _ = address.Equals(default);
        });
    }

    [Theory]
    [InlineData("192.0.2.1:443")]
    [InlineData("[2001:db8::1]:443")]
    [InlineData("[fe80::1%eth0]:443")]
    [InlineData("example.org:443")]
    public void TryParse_of_an_endpoint_allocates_nothing(string text)
    {
        var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        Allocations.AssertNone(() =>
        {
            _ = IPEndpointValue.TryParse(text, out _);
            _ = IPEndpointValue.TryParse(utf8, out _);
        });
    }

    [Theory]
    [InlineData("192.0.2.0/24")]
    [InlineData("2001:db8::/32")]
    [InlineData("192.0.2.1/24")]
    public void TryParse_of_a_prefix_allocates_nothing(string text)
    {
        var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        Allocations.AssertNone(() =>
        {
            _ = IPPrefix.TryParse(text, out _);
            _ = IPPrefix.TryParse(utf8, out var prefix);
            _ = prefix.Contains(prefix.Address);
            _ = prefix.Contains(prefix);
        });
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    public void FromIPAddress_and_IsGloballyReachable_allocate_nothing(string text)
    {
        var platform = IPAddress.Parse(text);
        Allocations.AssertNone(() => _ = IPAddressValue.FromIPAddress(platform));
        var address = IPAddressValue.FromIPAddress(platform);
        Allocations.AssertNone(() => _ = SpecialPurposeRanges.IsGloballyReachable(address));
    }
}
