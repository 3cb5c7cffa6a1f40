using System.Net;
using System.Numerics;
using System.Text;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class IPPrefixTests
{
    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.0/24")]
    [InlineData("192.0.2.1", "192.0.2.1/32")]
    [InlineData("192.0.2.1/32", "192.0.2.1/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("128.0.0.0/1", "128.0.0.0/1")]
    [InlineData("2001:DB8::/32", "2001:db8::/32")]
    [InlineData("2001:db8::1", "2001:db8::1/128")]
    [InlineData("::/0", "::/0")]
    [InlineData("8000::/1", "8000::/1")]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1/32")]
    [InlineData("::ffff:0:0/96", "0.0.0.0/0")]
    [InlineData("::fffe:0:0/95", "::fffe:0:0/95")]
    public void TryParse_accepts_addresses_and_prefixes(string text, string canonical)
    {
        Assert.True(IPPrefix.TryParse(text, out var fromChars));
        Assert.True(IPPrefix.TryParse(Encoding.UTF8.GetBytes(text), out var fromBytes));
        Assert.Equal(fromChars, fromBytes);
        Assert.Equal(canonical, fromChars.ToString());
        Assert.Equal(fromChars, IPPrefix.Parse(canonical));
    }

    [Theory]
    [InlineData("", PrefixTextError.Address)]
    [InlineData("/", PrefixTextError.Address)]
    [InlineData("/24", PrefixTextError.Address)]
    [InlineData("10/8", PrefixTextError.Address)]
    [InlineData("10.0.0/8", PrefixTextError.Address)]
    [InlineData("010.0.0.0/8", PrefixTextError.Address)]
    [InlineData("fe80::1%eth0", PrefixTextError.Address)]
    [InlineData("fe80::%eth0/64", PrefixTextError.Address)]
    [InlineData("[::1]/128", PrefixTextError.Address)]
    [InlineData(" 10.0.0.0/8", PrefixTextError.Address)]
    [InlineData("10.0.0.0 /8", PrefixTextError.Address)]
    [InlineData("example.org/8", PrefixTextError.Address)]
    [InlineData("10.0.0.0/", PrefixTextError.Length)]
    [InlineData("10.0.0.0/33", PrefixTextError.Length)]
    [InlineData("10.0.0.0/128", PrefixTextError.Length)]
    [InlineData("10.0.0.0/08", PrefixTextError.Length)]
    [InlineData("10.0.0.0/-8", PrefixTextError.Length)]
    [InlineData("10.0.0.0/+8", PrefixTextError.Length)]
    [InlineData("10.0.0.0/ 8", PrefixTextError.Length)]
    [InlineData("10.0.0.0/8 ", PrefixTextError.Length)]
    [InlineData("10.0.0.0/8/8", PrefixTextError.Length)]
    [InlineData("10.0.0.0/255.0.0.0", PrefixTextError.Length)]
    [InlineData("::/129", PrefixTextError.Length)]
    [InlineData("::/65536", PrefixTextError.Length)]
    [InlineData("::ffff:192.0.2.0/129", PrefixTextError.Length)]
    [InlineData("10.0.0.1/8", PrefixTextError.HostBits)]
    [InlineData("10.0.0.1/31", PrefixTextError.HostBits)]
    [InlineData("1.2.3.4/0", PrefixTextError.HostBits)]
    [InlineData("2001:db8::1/64", PrefixTextError.HostBits)]
    [InlineData("::1/127", PrefixTextError.HostBits)]
    [InlineData("::ffff:192.0.2.0/24", PrefixTextError.HostBits)]
    [InlineData("::ffff:192.0.2.0/95", PrefixTextError.HostBits)]
    [InlineData("::ffff:192.0.2.1/120", PrefixTextError.HostBits)]
    public void TryParse_refuses_everything_else_and_says_why(string text, object error)
    {
        Assert.Equal(error, AddressText.TryParsePrefix(Encoding.UTF8.GetBytes(text), out _));
        Assert.False(IPPrefix.TryParse(text, out var result));
        Assert.Equal(default, result);
        Assert.Throws<FormatException>(() => IPPrefix.Parse(text));
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 20_000)]
    public void TryParse_agrees_with_the_reference_on_mutated_text(MutatedText mutated)
    {
        var expected = ReferenceText.Prefix(mutated.Text);

        var fromBytes = IPPrefix.TryParse(Encoding.UTF8.GetBytes(mutated.Text), out var utf8);
        var fromChars = IPPrefix.TryParse(mutated.Text, out var utf16);

        Assert.True(fromBytes == expected is not null, $"TryParse(\"{mutated.Text}\"u8) is {fromBytes}");
        Assert.True(fromChars == expected is not null, $"TryParse(\"{mutated.Text}\") is {fromChars}");
        Assert.Equal(expected ?? default, ((BigInteger)utf8.Address.ToIPv6(), utf8.Length));
        Assert.Equal(utf8, utf16);
    }

    [Theory]
    [InlineData("192.0.2.1", 33)]
    [InlineData("192.0.2.1", -1)]
    [InlineData("192.0.2.1", 24)]
    [InlineData("2001:db8::1", 129)]
    [InlineData("2001:db8::1", 127)]
    [InlineData("2001:db8::1", int.MinValue)]
    public void TryCreate_refuses_lengths_out_of_range_and_host_bits(string address, int length)
    {
        Assert.False(IPPrefix.TryCreate(IPAddressValue.Parse(address), length, out var result));
        Assert.Equal(default, result);
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 1_000)]
    public void Prefixes_of_every_length_contain_what_IPNetwork_contains(ValidText valid, ValidText other)
    {
        var address = IPAddressValue.Parse(valid.Text);
        var otherAddress = IPAddressValue.Parse(other.Text);
        var width = address.IsIPv4 ? 32 : 128;
        for (var length = 0; length <= width; length++)
        {
            var hostBits = width - length;
            var first = IPAddressValue.FromIPv6(hostBits == 128 ? 0 : (address.ToIPv6() >> hostBits) << hostBits);
            if (first.IsIPv4 != address.IsIPv4)
            {
                continue; // An IPv6 prefix that begins with the mapped range belongs to it.
            }

            Assert.True(IPPrefix.TryCreate(first, length, out var prefix));
            var network = new IPNetwork(first.ToIPAddress(), length);
            Assert.Equal(prefix, IPPrefix.Parse(network.ToString()));
            Assert.Equal(prefix, IPPrefix.Parse(prefix.ToString()));
            Assert.True(prefix.Contains(address));
            Assert.Equal(network.Contains(otherAddress.ToIPAddress()), prefix.Contains(otherAddress));
            Assert.Equal(length == width, prefix.IsHost);
            Assert.Equal(address.IsIPv4, prefix.IsIPv4);
            Assert.True(prefix.Contains(IPPrefix.Host(address)));
            Assert.Equal(length == width, IPPrefix.Host(address).Contains(prefix));
        }
    }

    [Fact]
    public void Families_do_not_contain_one_another()
    {
        Assert.False(IPPrefix.Parse("::/0").Contains(IPAddressValue.Parse("192.0.2.1")));
        Assert.False(IPPrefix.Parse("::/0").Contains(IPPrefix.Parse("0.0.0.0/0")));
        Assert.False(IPPrefix.Parse("0.0.0.0/0").Contains(IPAddressValue.Parse("2001:db8::1")));
        Assert.False(IPPrefix.Parse("0.0.0.0/0").Contains(IPPrefix.Parse("::/0")));
        Assert.True(IPPrefix.Parse("192.0.2.0/24").Contains(IPAddressValue.Parse("::ffff:192.0.2.77")));
    }

    [Fact]
    public void Default_is_the_IPv6_default_route()
    {
        Assert.Equal(IPPrefix.Parse("::/0"), default);
        Assert.False(default(IPPrefix).IsHost);
    }

    [Fact]
    public void Values_are_equal_and_ordered_by_address_then_length()
    {
        string[] ascending =
        [
            "::/0", "::/1", "::/128", "0.0.0.0/0", "0.0.0.0/32", "10.0.0.0/8", "10.0.0.0/9", "10.0.0.0/32", "10.0.0.1/32", "255.255.255.255/32",
            "2001:db8::/32", "2001:db8::/64", "2001:db8::1/128", "8000::/1",
        ];
        IPPrefix[] values = [.. ascending.Select(IPPrefix.Parse)];

        ValueContract.AssertOrdered(values);
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                Assert.Equal(
                    (i == j, i != j, i < j, i <= j, i > j, i >= j),
                    (values[i] == values[j], values[i] != values[j], values[i] < values[j], values[i] <= values[j], values[i] > values[j], values[i] >= values[j]));
            }
        }
    }

    [Fact]
    public void Parse_throws_on_null() => Assert.Throws<ArgumentNullException>(() => IPPrefix.Parse(null!));
}
