using System.Text;
using FsCheck;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class RelayFingerprintTests
{
    private const string Moria = "1A25C6358DB91342AA51720A5038B72742732498";

    [Theory]
    [InlineData(Moria)]
    [InlineData("1a25c6358db91342aa51720a5038b72742732498")]
    [InlineData("1a25C6358dB91342aA51720A5038b72742732498")]
    public void TryParse_accepts_forty_digits_of_either_case(string text)
    {
        Assert.True(RelayFingerprint.TryParse(text, out var fromChars));
        Assert.True(RelayFingerprint.TryParse(Encoding.ASCII.GetBytes(text), out var fromBytes));
        Assert.Equal(fromChars, fromBytes);
        Assert.Equal(fromChars, RelayFingerprint.Parse(text));
        Assert.Equal(Moria, fromChars.ToString());
        Assert.False(fromChars.IsNone);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1A25C6358DB91342AA51720A5038B7274273249")]
    [InlineData("1A25C6358DB91342AA51720A5038B727427324980")]
    [InlineData("$1A25C6358DB91342AA51720A5038B72742732498")]
    [InlineData("$A25C6358DB91342AA51720A5038B72742732498")]
    [InlineData(" A25C6358DB91342AA51720A5038B72742732498")]
    [InlineData("1A25C6358DB91342AA51720A5038B7274273249 ")]
    [InlineData("1A25C6358DB91342AA51720A5038B7274273249G")]
    [InlineData("1A25C6358DB91342AA51720A5038B7274273249\0")]
    [InlineData("0x25C6358DB91342AA51720A5038B72742732498")]
    [InlineData("1A25 C635 8DB9 1342 AA51 720A 5038 B727 4273 2498")]
    [InlineData("1A25C6358DB91342AA51720A5038B7274273249\uFF18")]
    [InlineData("1A25C6358DB91342AA51720A5038B7274273249\u0661")]
    [InlineData("\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100" +
        "\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100\u0100")]
    public void TryParse_refuses_everything_else(string? text)
    {
        Assert.False(RelayFingerprint.TryParse(text, out var result));
        Assert.Equal(default, result);
        Assert.False(RelayFingerprint.TryParse(Encoding.UTF8.GetBytes(text ?? ""), out result));
        Assert.Equal(default, result);
        if (text is not null)
        {
            Assert.Throws<FormatException>(() => RelayFingerprint.Parse(text));
        }
    }

    [Property(MaxTest = 500)]
    public void Text_survives_a_round_trip(DoNotSize<int> seed)
    {
        var digest = new byte[20];
        new Random(seed.Item).NextBytes(digest);
        var text = Convert.ToHexString(digest);
        var fingerprint = RelayFingerprint.Parse(text);
        var utf8 = new byte[RelayFingerprint.TextLength];

        Assert.Equal(text, fingerprint.ToString());
        Assert.Equal(fingerprint, RelayFingerprint.Parse(text.ToLowerInvariant()));
        Assert.True(fingerprint.TryFormat(utf8));
        Assert.Equal(text, Encoding.ASCII.GetString(utf8));
    }

    [Property(MaxTest = 500)]
    public void TryParse_of_any_text_never_throws(string? text, byte[] bytes)
    {
        Assert.Equal(text is { Length: 40 } && text.All(char.IsAsciiHexDigit), RelayFingerprint.TryParse(text, out _));
        Assert.Equal(bytes.Length == 40 && Array.TrueForAll(bytes, b => char.IsAsciiHexDigit((char)b)), RelayFingerprint.TryParse(bytes, out _));
    }

    [Fact]
    public void TryFormat_needs_room_for_forty_digits()
    {
        Assert.False(RelayFingerprint.Parse(Moria).TryFormat(new byte[39]));
        Assert.True(RelayFingerprint.Parse(Moria).TryFormat(new byte[41]));
    }

    [Fact]
    public void Default_names_no_relay()
    {
        Assert.True(default(RelayFingerprint).IsNone);
        Assert.Equal(new string('0', 40), default(RelayFingerprint).ToString());
        Assert.Equal(default, RelayFingerprint.Parse(new string('0', 40)));
        Assert.False(RelayFingerprint.Parse(new string('0', 39) + "1").IsNone);
        Assert.False(RelayFingerprint.Parse("1" + new string('0', 39)).IsNone);
        Assert.False(RelayFingerprint.Parse(new string('0', 20) + "1" + new string('0', 19)).IsNone);
    }

    [Fact]
    public void Order_and_equality_are_those_of_the_text()
    {
        string[] texts =
        [
            new('0', 40),
            new string('0', 39) + "1",
            new string('0', 32) + "80000000",
            new string('0', 16) + "0000000000000001" + "00000000",
            new string('0', 16) + "8000000000000000" + "00000000",
            "0000000000000001" + new string('0', 24),
            Moria,
            "8000000000000000" + new string('0', 24),
            new('F', 40),
        ];
        var values = Array.ConvertAll(texts, RelayFingerprint.Parse);

        Assert.Equal(texts.Order(StringComparer.Ordinal), texts);
        ValueContract.AssertOrdered(values);
        Assert.True(values[1] > values[0] && values[0] < values[1] && values[1] >= values[1] && values[1] <= values[1]);
        Assert.True(values[1] != values[0] && values[1] == RelayFingerprint.Parse(texts[1]));
    }

    [Fact]
    public void A_fingerprint_takes_twenty_bytes() => Assert.Equal(20, System.Runtime.CompilerServices.Unsafe.SizeOf<RelayFingerprint>());
}
