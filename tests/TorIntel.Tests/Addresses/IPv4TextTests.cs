using System.Text;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class IPv4TextTests
{
    [Theory]
    [InlineData("0.0.0.0", 0u)]
    [InlineData("255.255.255.255", 0xFFFF_FFFFu)]
    [InlineData("192.0.2.1", 0xC000_0201u)]
    [InlineData("1.2.3.4", 0x0102_0304u)]
    [InlineData("10.20.30.40", 0x0A14_1E28u)]
    [InlineData("100.10.1.0", 0x640A_0100u)]
    [InlineData("249.250.251.252", 0xF9FA_FBFCu)]
    public void TryParse_accepts_dotted_quads(string text, uint expected)
    {
        Assert.Equal((true, expected), Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.4.")]
    [InlineData(".1.2.3.4")]
    [InlineData("1..2.3")]
    [InlineData("1.2.3.")]
    [InlineData("1.2..3.4")]
    [InlineData("....")]
    [InlineData("...1234")]
    [InlineData("010.8.8.8")]
    [InlineData("8.8.8.010")]
    [InlineData("00.0.0.0")]
    [InlineData("0.0.0.00")]
    [InlineData("1.2.3.04")]
    [InlineData("1.002.3.4")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0x7f.1")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("256.1.1.1")]
    [InlineData("1.1.1.256")]
    [InlineData("1.999.1.1")]
    [InlineData("1.1000.1.1")]
    [InlineData("1111.1.1.1")]
    [InlineData(" 1.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("1.2. 3.4")]
    [InlineData("+1.2.3.4")]
    [InlineData("1.2.3.-4")]
    [InlineData("1.2.3.a")]
    [InlineData("1.2.3.4\0")]
    [InlineData("1.2.3.\0")]
    [InlineData("1,2,3,4")]
    [InlineData("1.2.3/4")]
    [InlineData("1.2.3:4")]
    [InlineData("١.٢.٣.٤")]
    [InlineData("255.255.255.2555")]
    public void TryParse_refuses_everything_else(string text)
    {
        Assert.Equal((false, 0u), Parse(text));
    }

    // Characters whose low byte is a digit or a dot, and those that saturate.
    [Theory]
    [InlineData('\u0131')]
    [InlineData('\u012E')]
    [InlineData('\u8031')]
    [InlineData('\u802E')]
    [InlineData('\uFF31')]
    [InlineData('\uFFFF')]
    [InlineData('\u00FF')]
    [InlineData('\0')]
    public void TryParse_of_UTF_16_takes_no_other_character_for_a_digit_or_a_dot(char other)
    {
        foreach (var text in new[] { "1.2.3.4", "10.2.3.4", "192.168.1.20", "255.255.255.255" })
        {
            for (var i = 0; i < text.Length; i++)
            {
                var changed = text[..i] + other + text[(i + 1)..];
                Assert.False(IPv4Text.TryParse(changed, out _), changed);
                Assert.False(IPv4Text.TryParseNarrowed(changed, out _), changed);
                Assert.False(IPAddressValue.TryParse(changed, out _), changed);
            }
        }
    }

    [Fact]
    public void TryParse_reads_every_octet_in_every_place()
    {
        for (uint octet = 0; octet < 256; octet++)
        {
            for (var place = 0; place < 4; place++)
            {
                var text = string.Join('.', Enumerable.Range(0, 4).Select(i => i == place ? octet : (uint)(7 * i) + 3));
                Assert.Equal((true, ReferenceText.IPv4(text)!.Value), Parse(text));
            }
        }
    }

    [Fact]
    public void TryParse_agrees_with_the_reference_on_every_layout_of_digits()
    {
        // Zero to four digits an octet, each all zeros, all nines, or a one and zeros.
        string[] octets = ["", "0", "1", "9", "00", "01", "10", "99", "000", "001", "010", "100", "255", "256", "999", "0000", "1000"];
        foreach (var a in octets)
        {
            foreach (var b in octets)
            {
                foreach (var c in octets)
                {
                    foreach (var d in octets)
                    {
                        AssertAgrees($"{a}.{b}.{c}.{d}");
                    }
                }
            }
        }
    }

    [Fact]
    public void TryParse_agrees_with_the_reference_on_every_byte_in_every_place()
    {
        foreach (var text in new[] { "1.2.3.4", "10.20.30.4", "192.168.100.200", "255.255.255.25" })
        {
            for (var place = 0; place < text.Length; place++)
            {
                for (var value = 0; value < 256; value++)
                {
                    var bytes = Encoding.ASCII.GetBytes(text);
                    bytes[place] = (byte)value;
                    var expected = ReferenceText.IPv4(Encoding.Latin1.GetString(bytes));
                    Assert.Equal(expected is not null, IPv4Text.TryParse(bytes, out var actual));
                    Assert.Equal(expected is not null, IPv4Text.TryParseScalar(bytes, out var scalar));
                    Assert.Equal(expected is not null ? expected.Value : scalar, scalar);
                    Assert.True(expected is null || actual == expected);
                }
            }
        }
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 20_000)]
    public void TryParse_agrees_with_the_reference_on_mutated_text(MutatedText mutated) => AssertAgrees(mutated.Text);

    [Property(MaxTest = 5_000)]
    public void Format_and_TryParse_round_trip(uint address)
    {
        Span<byte> text = stackalloc byte[IPv4Text.MaxLength];
        var length = IPv4Text.Format(address, text);

        Assert.True(IPv4Text.TryParse(text[..length], out var parsed));
        Assert.Equal(address, parsed);
    }

    private static (bool, uint) Parse(string text)
    {
        var success = IPv4Text.TryParse(Encoding.UTF8.GetBytes(text), out var address);
        return (success, success ? address : 0);
    }

    private static void AssertAgrees(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var expected = ReferenceText.IPv4(text);

        var vector = IPv4Text.TryParse(utf8, out var fromVector);
        var scalar = IPv4Text.TryParseScalar(utf8, out var fromScalar);

        Assert.True(vector == expected is not null, $"IPv4Text.TryParse(\"{text}\") is {vector}");
        Assert.True(scalar == expected is not null, $"IPv4Text.TryParseScalar(\"{text}\") is {scalar}");
        AssertAgreesInUtf16(text, expected);
        Assert.True(expected is null || (fromVector == expected && fromScalar == expected), text);
    }

    private static void AssertAgreesInUtf16(string text, uint? expected)
    {
        // Neighbours do not count.
        string[] whole = [text, $"1.9{text}.1f"];
        foreach (var slice in whole)
        {
            var chars = slice.AsSpan(slice.Length == text.Length ? 0 : 3, text.Length);
            var success = IPv4Text.TryParse(chars, out var address);
            Assert.True(success == expected is not null && (expected is null || address == expected), $"IPv4Text.TryParse(\"{text}\") of UTF-16 is {success}");
            if (text.Length is >= IPv4Text.MinLength and <= IPv4Text.MaxLength)
            {
                success = IPv4Text.TryParseNarrowed(chars, out address);
                Assert.True(success == expected is not null && (expected is null || address == expected), $"IPv4Text.TryParseNarrowed(\"{text}\") is {success}");
            }
        }
    }
}
