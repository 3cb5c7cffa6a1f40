using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class IPAddressValueTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("::FFFF:C000:0201", "192.0.2.1")]
    [InlineData("0:0:0:0:0:ffff:c000:201", "192.0.2.1")]
    [InlineData("::192.0.2.1", "::c000:201")]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("fe80::1%1", "fe80::1")]
    [InlineData("fe80::1.2.3.4%wlan0.100", "fe80::102:304")]
    [InlineData("::ffff:192.0.2.1%2", "192.0.2.1")]
    [InlineData("::", "::")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    public void TryParse_accepts_addresses(string text, string canonical)
    {
        Assert.True(IPAddressValue.TryParse(text, out var fromChars));
        Assert.True(IPAddressValue.TryParse(Encoding.UTF8.GetBytes(text), out var fromBytes));
        Assert.Equal(fromChars, fromBytes);
        Assert.Equal(canonical, fromChars.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("010.8.8.8")]
    [InlineData("1.2")]
    [InlineData("0x7f.1")]
    [InlineData("1.2.3.4 ")]
    [InlineData("192.0.2.1%eth0")]
    [InlineData("192.0.2.1:80")]
    [InlineData("192.0.2.0/24")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("::1/128")]
    [InlineData("fe80::1%")]
    [InlineData("fe80::1%a b")]
    [InlineData("fe80::1%a%b")]
    [InlineData("fe80::1%a/64")]
    [InlineData("fe80::1%a]")]
    [InlineData("fe80::1%é")]
    [InlineData("%eth0")]
    [InlineData("::1%eth0\n")]
    [InlineData("::é")]
    [InlineData("１.2.3.4")]
    [InlineData("example.org")]
    public void TryParse_refuses_everything_else(string? text)
    {
        Assert.False(IPAddressValue.TryParse(text, out var result));
        Assert.Equal(default, result);
        Assert.False(IPAddressValue.TryParse(Encoding.UTF8.GetBytes(text ?? ""), out result));
        Assert.Equal(default, result);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void TryParse_accepts_zones_up_to_a_limit(int length, bool expected)
    {
        const string Longest = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255%";
        var text = Longest + new string('z', length);
        Assert.Equal(expected, IPAddressValue.TryParse(text, out _));
        Assert.Equal(expected, IPAddressValue.TryParse(Encoding.UTF8.GetBytes(text), out _));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    public void TryParse_refuses_long_text(int length)
    {
        Assert.False(IPAddressValue.TryParse(new string('1', length), out _));
        Assert.False(IPAddressValue.TryParse(Encoding.UTF8.GetBytes(new string(':', length)), out _));
    }

    [Fact]
    public void Parse_throws_on_what_TryParse_refuses()
    {
        Assert.Equal(IPAddressValue.FromIPv4(0x01020304), IPAddressValue.Parse("1.2.3.4"));
        Assert.Throws<FormatException>(() => IPAddressValue.Parse("1.2.3"));
        Assert.Throws<ArgumentNullException>(() => IPAddressValue.Parse(null!));
        Assert.Throws<FormatException>(() => ParseUtf8<IPAddressValue>("1.2.3"u8));
        Assert.Equal(IPAddressValue.FromIPv4(0x01020304), ParseUtf8<IPAddressValue>("1.2.3.4"u8));
        Assert.Equal(IPAddressValue.FromIPv4(0x01020304), ParseString<IPAddressValue>("1.2.3.4"));
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 20_000)]
    public void TryParse_agrees_with_the_reference_on_mutated_text(MutatedText mutated)
    {
        var expected = ReferenceText.Address(mutated.Text);

        var fromBytes = IPAddressValue.TryParse(Encoding.UTF8.GetBytes(mutated.Text), out var utf8);
        var fromChars = IPAddressValue.TryParse(mutated.Text, out var utf16);

        Assert.True(fromBytes == expected is not null, $"TryParse(\"{mutated.Text}\"u8) is {fromBytes}");
        Assert.True(fromChars == expected is not null, $"TryParse(\"{mutated.Text}\") is {fromChars}");
        Assert.Equal(expected ?? 0, (BigInteger)utf8.ToIPv6());
        Assert.Equal(utf8, utf16);
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 10_000)]
    public void TryParse_agrees_with_IPAddress_wherever_strict_text_is_accepted(MutatedText mutated)
    {
        if (IPAddressValue.TryParse(mutated.Text, out var strict))
        {
            Assert.True(IPAddress.TryParse(mutated.Text, out var platform), mutated.Text);
            Assert.Equal(strict, IPAddressValue.FromIPAddress(platform));
        }
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 5_000)]
    public void Text_and_bits_and_IPAddress_round_trip(ValidText valid)
    {
        var address = IPAddressValue.Parse(valid.Text);

        Assert.Equal(address, IPAddressValue.Parse(address.ToString()));
        Assert.Equal(address, IPAddressValue.FromIPv6(address.ToIPv6()));
        Assert.Equal(address, IPAddressValue.FromIPAddress(address.ToIPAddress()));
        Assert.Equal(address, IPAddressValue.FromIPAddress(address.ToIPAddress().MapToIPv6()));
        Assert.Equal(address.IsIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6, address.ToIPAddress().AddressFamily);
        if (address.IsIPv4)
        {
            Assert.Equal(address, IPAddressValue.FromIPv4(address.ToIPv4()));
        }
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 2_000)]
    public void TryFormat_writes_the_whole_text_or_nothing(ValidText valid)
    {
        var address = IPAddressValue.Parse(valid.Text);
        var text = address.ToString();
        Assert.Equal(text, $"{address}");
        Assert.Equal(text, ((IFormattable)address).ToString(null, null));
        for (var length = 0; length <= text.Length + 1; length++)
        {
            var bytes = new byte[length];
            var chars = new char[length];
            var fits = length >= text.Length;

            Assert.Equal(fits, address.TryFormat(bytes, out var bytesWritten));
            Assert.Equal(fits, address.TryFormat(chars, out var charsWritten));

            Assert.Equal(fits ? text.Length : 0, bytesWritten);
            Assert.Equal(fits ? text.Length : 0, charsWritten);
            Assert.Equal(fits ? text : "", Encoding.UTF8.GetString(bytes.AsSpan(0, bytesWritten)));
            Assert.Equal(fits ? text : "", new string(chars.AsSpan(0, charsWritten)));
        }
    }

    [Fact]
    public void FromIPAddress_drops_the_scope()
    {
        var scoped = new IPAddress(IPAddress.Parse("fe80::1").GetAddressBytes(), scopeid: 7);

        Assert.Equal("fe80::1", IPAddressValue.FromIPAddress(scoped).ToString());
        Assert.Throws<ArgumentNullException>(() => IPAddressValue.FromIPAddress(null!));
    }

    [Fact]
    public void ToIPv4_throws_on_IPv6()
    {
        Assert.Throws<InvalidOperationException>(() => IPAddressValue.Parse("2001:db8::1").ToIPv4());
        Assert.Throws<InvalidOperationException>(() => default(IPAddressValue).ToIPv4());
    }

    [Fact]
    public void Default_is_no_address()
    {
        Assert.True(default(IPAddressValue).IsNone);
        Assert.False(default(IPAddressValue).IsIPv4);
        Assert.Equal("::", default(IPAddressValue).ToString());
        Assert.Equal(default, IPAddressValue.Parse("::"));
        Assert.False(IPAddressValue.Parse("0.0.0.0").IsNone);
    }

    [Fact]
    public void Values_are_equal_and_ordered_by_their_bits()
    {
        string[] ascending =
        [
            "::", "::1", "::ffff:ffff", "::1:0:0", "0.0.0.0", "0.0.0.1", "1.0.0.0", "127.255.255.255", "128.0.0.0", "255.255.255.255",
            "::1:0:0:0", "64:ff9b::1", "2001:db8::", "2001:db8::1", "7fff::", "8000::", "ffff:ffff:ffff:ffff::", "ffff:ffff:ffff:ffff:8000::",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        ];
        IPAddressValue[] values = [.. ascending.Select(IPAddressValue.Parse)];

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
    public void Addresses_of_one_subnet_do_not_share_a_hash_code()
    {
        // Both halves of the interface identifier change alike, so that folding them would cancel the change.
        var codes = Enumerable.Range(0, 1_000).Select(i => IPAddressValue.Parse($"2001:db8::{i:x}:0:{i:x}").GetHashCode());

        Assert.True(codes.Distinct().Count() > 990);
    }

    private static T ParseUtf8<T>(ReadOnlySpan<byte> text)
        where T : IUtf8SpanParsable<T> => T.Parse(text, null);

    private static T ParseString<T>(string text)
        where T : IParsable<T> => T.Parse(text, null);
}
