using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class SpecialPurposeRangesTests
{
    [Theory]
    [InlineData("10.1.2.3", "private use (RFC 1918)")]
    [InlineData("172.16.0.1", "private use (RFC 1918)")]
    [InlineData("172.31.255.255", "private use (RFC 1918)")]
    [InlineData("192.168.255.255", "private use (RFC 1918)")]
    [InlineData("::ffff:192.168.1.1", "private use (RFC 1918)")]
    [InlineData("0.0.0.0", "this network (RFC 791)")]
    [InlineData("100.127.255.255", "shared address space (RFC 6598)")]
    [InlineData("127.0.0.1", "loopback (RFC 1122)")]
    [InlineData("169.254.169.254", "link local (RFC 3927)")]
    [InlineData("192.0.0.8", "IETF protocol assignments (RFC 6890)")]
    [InlineData("192.0.2.255", "documentation (RFC 5737)")]
    [InlineData("198.19.255.255", "benchmarking (RFC 2544)")]
    [InlineData("224.0.0.1", "multicast (RFC 5771)")]
    [InlineData("255.255.255.255", "reserved (RFC 1112)")]
    [InlineData("::", "unspecified (RFC 4291)")]
    [InlineData("::1", "loopback (RFC 4291)")]
    [InlineData("::2", "IPv4-compatible, deprecated (RFC 4291)")]
    [InlineData("::c633:6401", "IPv4-compatible, deprecated (RFC 4291)")]
    [InlineData("fd00::1", "unique local (RFC 4193)")]
    [InlineData("febf::1", "link local (RFC 4291)")]
    [InlineData("ff02::1", "multicast (RFC 4291)")]
    [InlineData("2001:db8::1", "documentation (RFC 3849)")]
    [InlineData("3fff:fff::1", "documentation (RFC 9637)")]
    [InlineData("2001:2::1", "IETF protocol assignments (RFC 2928)")]
    [InlineData("64:ff9b:1::1", "local-use translation (RFC 8215)")]
    [InlineData("100::1", "discard only (RFC 6666)")]
    [InlineData("100:0:0:1::1", "dummy prefix (RFC 9780)")]
    [InlineData("5f00::1", "segment routing identifiers (RFC 9602)")]
    public void Describe_names_ranges_that_are_not_globally_reachable(string address, string expected)
    {
        Assert.Equal(expected, SpecialPurposeRanges.Describe(IPPrefix.Parse(address)));
        Assert.False(SpecialPurposeRanges.IsGloballyReachable(IPAddressValue.Parse(address)));
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.0.9")]
    [InlineData("192.0.0.10")]
    [InlineData("192.88.99.1")]
    [InlineData("192.175.48.1")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2620:7:6003::141")]
    [InlineData("2002:c000:204::1")]
    [InlineData("2001::1")]
    [InlineData("2001:1::1")]
    [InlineData("2001:20::1")]
    [InlineData("2001:200::1")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("::1:0:0:0")]
    [InlineData("3ffe:ffff::1")]
    [InlineData("4000::1")]
    [InlineData("fbff::1")]
    [InlineData("fec0::1")]
    public void Describe_lets_all_others_pass(string address)
    {
        Assert.Null(SpecialPurposeRanges.Describe(IPPrefix.Parse(address)));
        Assert.True(SpecialPurposeRanges.IsGloballyReachable(IPAddressValue.Parse(address)));
    }

    [Theory]
    [InlineData("0.0.0.0/0", "default route")]
    [InlineData("::/0", "default route")]
    [InlineData("10.0.0.0/8", "private use (RFC 1918)")]
    [InlineData("10.20.0.0/16", "private use (RFC 1918)")]
    [InlineData("8.0.0.0/6", "covers 10.0.0.0/8, private use (RFC 1918)")]
    [InlineData("192.0.0.8/30", "IETF protocol assignments (RFC 6890)")]
    [InlineData("::/64", "covers ::/128, unspecified (RFC 4291)")]
    [InlineData("2001::/16", "covers 2001::/23, IETF protocol assignments (RFC 2928)")]
    [InlineData("2001::/32", null)]
    [InlineData("8.0.0.0/8", null)]
    [InlineData("2a00::/12", null)]
    public void Describe_judges_prefixes(string prefix, string? expected)
    {
        Assert.Equal(expected, SpecialPurposeRanges.Describe(IPPrefix.Parse(prefix)));
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 1_000)]
    public bool A_prefix_that_passes_holds_only_addresses_that_pass(ValidText valid, byte cut)
    {
        var address = IPAddressValue.Parse(valid.Text);
        var hostBits = cut % (address.IsIPv4 ? 33 : 128);
        var first = IPAddressValue.FromIPv6((address.ToIPv6() >> hostBits) << hostBits);

        return !IPPrefix.TryCreate(first, (address.IsIPv4 ? 32 : 128) - hostBits, out var prefix)
            || SpecialPurposeRanges.Describe(prefix) is not null
            || SpecialPurposeRanges.IsGloballyReachable(address);
    }
}
