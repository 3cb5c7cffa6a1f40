using System.Runtime.InteropServices;
using System.Text;
using FsCheck.Xunit;

namespace TorIntel.Tests;

/// <summary>The parsers read the text that they are given and not one byte beside it.</summary>
public sealed class TextBoundaryTests
{
    private static readonly string[] s_texts =
    [
        "1.2.3.4", "10.20.30.4", "192.168.100.200", "255.255.255.255", "::", "::1", "1::", "2001:db8::1", "2001:db8:0:1:2:3:4:5", "1:2:3:4:5:6:7:8",
        "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "::ffff:192.0.2.33", "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "fe80::1%eth0",
        "192.0.2.1:443", "[2001:db8::1]:443", "192.0.2.0/24", "2001:db8::/32", "::ffff:192.0.2.0/120",
    ];

    [Theory]
    [InlineData('0')]
    [InlineData('1')]
    [InlineData('9')]
    [InlineData('f')]
    [InlineData('.')]
    [InlineData(':')]
    [InlineData('\0')]
    [InlineData('\u00FF')]
    public void Neighbours_of_a_slice_do_not_count(char neighbour)
    {
        foreach (var text in s_texts)
        {
            for (var length = 0; length <= text.Length; length++)
            {
                AssertSameAlone(text[..length], neighbour);
                AssertSameAlone(text[length..], neighbour);
            }
        }

        for (var length = 0; length <= 64; length++)
        {
            foreach (var filler in "01f.:")
            {
                AssertSameAlone(new string(filler, length), neighbour);
            }
        }
    }

    [Property(Arbitrary = [typeof(TextArbitraries)], MaxTest = 5_000)]
    public void Neighbours_of_mutated_text_do_not_count(MutatedText mutated)
    {
        foreach (var neighbour in "1f:.")
        {
            AssertSameAlone(mutated.Text, neighbour);
        }
    }

    [Fact]
    public void Nothing_is_read_beside_a_page_that_cannot_be_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Guard pages are set up by Linux system calls.");
        using var page = new GuardedMemory(1);
        foreach (var text in s_texts)
        {
            for (var length = 0; length <= text.Length; length++)
            {
                var utf8 = Encoding.ASCII.GetBytes(text[..length]);
                var expected = Results(utf8);
                foreach (var memory in new[] { page.First(length), page.Last(length) })
                {
                    utf8.CopyTo(memory.GetSpan());
                    Assert.Equal(expected, Results(memory.GetSpan()));
                }

                foreach (var memory in new[] { page.First(2 * length), page.Last(2 * length) })
                {
                    var utf16 = MemoryMarshal.Cast<byte, char>(memory.GetSpan());
                    text.AsSpan(0, length).CopyTo(utf16);
                    Assert.Equal(ResultsInUtf16(text.AsSpan(0, length)), ResultsInUtf16(utf16));
                }
            }
        }
    }

    private static void AssertSameAlone(string text, char neighbour)
    {
        var alone = Encoding.Latin1.GetBytes(text);
        var buffer = new byte[alone.Length + 128];
        buffer.AsSpan().Fill((byte)neighbour);
        alone.CopyTo(buffer.AsSpan(64));

        Assert.Equal(Results(alone), Results(buffer.AsSpan(64, alone.Length)));
    }

    private static string ResultsInUtf16(ReadOnlySpan<char> text)
    {
        var vector = IPv4Text.TryParse(text, out var ipv4);
        var address = IPAddressValue.TryParse(text, out var addressValue);
        return $"{vector} {(vector ? ipv4 : 0)} {address} {addressValue}";
    }

    private static string Results(ReadOnlySpan<byte> utf8)
    {
        var vector = IPv4Text.TryParse(utf8, out var ipv4);
        var scalar = IPv4Text.TryParseScalar(utf8, out var ipv4Scalar);
        var hex = IPv6Text.TryParse(utf8, out var high, out var low);
        var (portableHigh, portableLow) = (0ul, 0ul);
        var portable = utf8.Length is >= IPv6Text.MinHexLength and <= IPv6Text.MaxHexLength && IPv6Text.TryParsePortable(utf8, out portableHigh, out portableLow);
        var address = IPAddressValue.TryParse(utf8, out var addressValue);
        var endpoint = IPEndpointValue.TryParse(utf8, out var endpointValue);
        var prefix = IPPrefix.TryParse(utf8, out var prefixValue);
        return $"{vector} {(vector ? ipv4 : 0)} {scalar} {ipv4Scalar} {hex} {(hex ? high : 0)} {(hex ? low : 0)} "
            + $"{portable} {(portable ? portableHigh : 0)} {(portable ? portableLow : 0)} "
            + $"{address} {addressValue} {endpoint} {endpointValue} {prefix} {prefixValue}";
    }
}
