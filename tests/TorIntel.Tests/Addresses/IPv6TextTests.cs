using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Runtime.Intrinsics.X86;
using System.Text;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class IPv6TextTests
{
    [Theory]
    [InlineData("::", "0")]
    [InlineData("::1", "1")]
    [InlineData("1::", "00010000000000000000000000000000")]
    [InlineData("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", "ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("abcd:ef01:2345:6789:abcd:ef01:2345:6789", "ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("2001:DB8:0:0:8:800:200C:417A", "20010DB80000000000080800200C417A")]
    [InlineData("2001:0db8:0000:0000:0008:0800:200c:417a", "20010DB80000000000080800200C417A")]
    [InlineData("2001:DB8::8:800:200C:417A", "20010DB80000000000080800200C417A")]
    [InlineData("FF01::101", "FF010000000000000000000000000101")]
    [InlineData("0:0:0:0:0:0:0:0", "0")]
    [InlineData("0:0:0:0:0:0:0:1", "1")]
    [InlineData("::2:3:4:5:6:7:8", "00000002000300040005000600070008")]
    [InlineData("1:2:3:4:5:6:7::", "00010002000300040005000600070000")]
    [InlineData("1:2:3::5:6:7:8", "00010002000300000005000600070008")]
    [InlineData("::13.1.68.3", "0D014403")]
    [InlineData("0:0:0:0:0:0:13.1.68.3", "0D014403")]
    [InlineData("::FFFF:129.144.52.38", "FFFF81903426")]
    [InlineData("0:0:0:0:0:FFFF:129.144.52.38", "FFFF81903426")]
    [InlineData("64:ff9b::192.0.2.33", "0064FF9B0000000000000000C0000221")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("1:2:3:4:5::1.2.3.4", "00010002000300040005000001020304")]
    public void TryParse_accepts_the_forms_of_RFC_4291(string text, string hex)
    {
        Assert.Equal(UInt128.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture), Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("::::")]
    [InlineData("1")]
    [InlineData("1:")]
    [InlineData(":1")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8:")]
    [InlineData(":1:2:3:4:5:6:7:8")]
    [InlineData("1:2:3:4:5:6:7:")]
    [InlineData(":2:3:4:5:6:7:8")]
    [InlineData("::1:2:3:4:5:6:7:8")]
    [InlineData("1:2:3:4::5:6:7:8")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("1::2::3")]
    [InlineData("1:::2")]
    [InlineData("::1::")]
    [InlineData("12345::")]
    [InlineData("::00001")]
    [InlineData("::g")]
    [InlineData("::1 ")]
    [InlineData(" ::1")]
    [InlineData("[::1]")]
    [InlineData("::1/128")]
    [InlineData("::1%eth0")]
    [InlineData("1.2.3.4")]
    [InlineData("::1.2.3")]
    [InlineData("::1.2.3.4.5")]
    [InlineData("::01.2.3.4")]
    [InlineData("::1.2.3.256")]
    [InlineData("::1.2.3.4:5")]
    [InlineData("1.2.3.4::")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("1:2:3:4:5:1.2.3.4")]
    [InlineData("1:2:3:4:5:6::1.2.3.4")]
    [InlineData(":1.2.3.4")]
    [InlineData("1:1.2.3.4")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff0")]
    [InlineData("0ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.2555")]
    public void TryParse_refuses_everything_else(string text)
    {
        Assert.Null(Parse(text));
    }

    [Fact]
    public void TryParse_accepts_a_gap_in_every_place_and_of_every_length()
    {
        string[] groups = ["1", "22", "333", "4444", "5", "66", "777", "8888"];
        for (var start = 0; start <= 8; start++)
        {
            for (var end = start; end <= 8; end++)
            {
                var text = string.Join(':', groups[..start]) + "::" + string.Join(':', groups[end..]);
                Assert.Equal(end > start, AssertAgrees(text));
            }
        }
    }

    [Fact]
    public void TryParse_agrees_with_the_reference_on_every_layout_of_eight_groups()
    {
        // One to four digits a group, 4^8 layouts.
        string[] digits = ["f", "e1", "d20", "c30a"];
        for (var layout = 0; layout < 65536; layout++)
        {
            var text = string.Join(':', Enumerable.Range(0, 8).Select(i => digits[(layout >> (2 * i)) & 3]));
            AssertAgrees(text);
        }
    }

    [Fact]
    public void TryParse_agrees_with_the_reference_on_every_byte_in_every_place()
    {
        foreach (var text in new[] { "::", "::1", "2001:db8::8:1", "2001:db8:0:1:2:3:4:5", "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "::ffff:192.0.2.33" })
        {
            for (var place = 0; place < text.Length; place++)
            {
                for (var value = 0; value < 256; value++)
                {
                    AssertAgrees(text[..place] + (char)value + text[(place + 1)..]);
                }
            }
        }
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 20_000)]
    public void TryParse_agrees_with_the_reference_on_mutated_text(MutatedText mutated) => AssertAgrees(mutated.Text);

    [Theory]
    [InlineData("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("2001:0db8::0001", "2001:db8::1")]
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:0:0:1:0:0:0:1", "2001:0:0:1::1")]
    [InlineData("2001:DB8::ABCD", "2001:db8::abcd")]
    [InlineData("0:0:1:0:0:0:0:0", "0:0:1::")]
    [InlineData("1:0:0:0:0:0:0:0", "1::")]
    [InlineData("0:1:2:3:4:5:6:0", "0:1:2:3:4:5:6:0")]
    [InlineData("0:0:0:0:0:0:0:0", "::")]
    [InlineData("0:0:0:0:0:0:0:1", "::1")]
    [InlineData("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::")]
    [InlineData("0:0:3:4:5:6:7:8", "::3:4:5:6:7:8")]
    public void Format_follows_RFC_5952(string text, string expected)
    {
        Assert.True(IPv6Text.TryParse(Encoding.ASCII.GetBytes(text), out var high, out var low));
        Assert.Equal(expected, Format(high, low));
    }

    [Fact]
    public void Format_agrees_with_IPAddress_on_every_layout_of_zero_groups()
    {
        for (var layout = 0; layout < 256; layout++)
        {
            var bytes = new byte[16];
            for (var group = 0; group < 8; group++)
            {
                bytes[(2 * group) + 1] = (byte)(((layout >> group) & 1) * (group + 9));
            }

            // Embedded IPv4 (::a.b.c.d) is spelled as such by IPAddress only.
            var expected = new IPAddress(bytes).ToString();
            if (!expected.Contains('.', StringComparison.Ordinal))
            {
                var address = IPAddressValue.FromIPAddress(new IPAddress(bytes));
                Assert.Equal(expected, Format(address.High, address.Low));
            }
        }
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 5_000)]
    public void Format_agrees_with_IPAddress_and_round_trips(ValidText valid)
    {
        var address = IPAddressValue.Parse(valid.Text);
        var text = Format(address.High, address.Low);

        Assert.True(IPv6Text.TryParse(Encoding.ASCII.GetBytes(text), out var high, out var low));
        Assert.Equal((address.High, address.Low), (high, low));
        var platform = new IPAddress(Bytes(address.ToIPv6())).ToString();
        Assert.True(platform == text || platform.Contains('.', StringComparison.Ordinal), $"{platform} and {text}");
    }

    private static byte[] Bytes(UInt128 value)
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        Assert.Equal(AddressFamily.InterNetworkV6, new IPAddress(bytes).AddressFamily);
        return bytes;
    }

    private static string Format(ulong high, ulong low)
    {
        Span<byte> text = stackalloc byte[IPv6Text.MaxLength];
        return Encoding.ASCII.GetString(text[..IPv6Text.Format(high, low, text)]);
    }

    // Zones are left to the caller of the parser, so the reference must see none either.
    private static bool AssertAgrees(string text)
    {
        var expected = text.Contains('%', StringComparison.Ordinal) ? null : ReferenceText.IPv6(text);
        var actual = Parse(text);

        Assert.True(actual is null == expected is null, $"\"{text}\" is {(actual is null ? "refused" : "accepted")}");
        Assert.True(expected is null || expected == (BigInteger)actual!.Value, text);
        return actual is not null;
    }

    // By every path that this processor has; all must say the same.
    private static UInt128? Parse(string text)
    {
        var utf8 = Encoding.Latin1.GetBytes(text);
        UInt128? result = IPv6Text.TryParse(utf8, out var high, out var low) ? new UInt128(high, low) : null;
        if (utf8.Length is >= IPv6Text.MinHexLength and <= IPv6Text.MaxHexLength && !text.Contains('.', StringComparison.Ordinal))
        {
            Assert.Equal(result, IPv6Text.TryParsePortable(utf8, out high, out low) ? new UInt128(high, low) : null);
            if (Avx512Vbmi2.IsSupported)
            {
                Assert.Equal(result, IPv6Text.TryParseVbmi2(utf8, out high, out low) ? new UInt128(high, low) : null);
            }
        }

        return result;
    }
}
