using System.Text;
using FsCheck;
using FsCheck.Xunit;

namespace TorIntel.Tests;

public sealed class OnionAddressTests
{
    [Fact]
    public void The_public_example_is_a_v3_address()
    {
        Assert.Equal(OnionVersion.V3, Classify(OnionForge.PublicExample));
        Assert.Equal(OnionVersion.V3, Classify(OnionForge.PublicExample.ToUpperInvariant()));
    }

    [Theory]
    [InlineData("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscrye")] // version 4
    [InlineData("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4psdryd")] // checksum
    [InlineData("qg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd")] // key
    [InlineData("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscry")]
    [InlineData("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscrydd")]
    [InlineData("1g6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd")]
    [InlineData("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4psc.yd")]
    public void A_changed_example_is_none(string label) => Assert.Equal(OnionVersion.None, Classify(label));

    [Property(MaxTest = 300)]
    public void Every_key_gives_a_valid_address_in_either_case(DoNotSize<int> seed)
    {
        var label = OnionForge.Version3(seed.Item);
        Assert.Equal(56, label.Length);
        Assert.EndsWith("d", label);
        Assert.Equal(OnionVersion.V3, Classify(label));
        Assert.Equal(OnionVersion.V3, Classify(label.ToUpperInvariant()));
    }

    [Property(MaxTest = 100)]
    public void A_wrong_checksum_is_none(DoNotSize<int> seed, ushort error)
    {
        Assert.Equal(error == 0 ? OnionVersion.V3 : OnionVersion.None, Classify(OnionForge.WithWrongChecksum(seed.Item, error)));
        Assert.Equal(OnionVersion.None, Classify(OnionForge.WithWrongChecksum(seed.Item, 0x0100)));
        Assert.Equal(OnionVersion.None, Classify(OnionForge.WithWrongChecksum(seed.Item, 0x0001)));
    }

    [Fact]
    public void A_changed_character_anywhere_is_none()
    {
        var label = OnionForge.Version3(1);
        for (var i = 0; i < label.Length; i++)
        {
            Assert.Equal(OnionVersion.None, Classify(label[..i] + (label[i] == 'a' ? 'b' : 'a') + label[(i + 1)..]));
        }
    }

    [Fact]
    public void Only_version_3_counts_even_if_the_checksum_fits()
    {
        for (var version = 0; version < 256; version++)
        {
            Assert.Equal(version == 3 ? OnionVersion.V3 : OnionVersion.None, Classify(OnionForge.WithVersion(7, (byte)version)));
        }
    }

    [Theory]
    [InlineData("expyuzz4wqqyqhjn", OnionVersion.V2)]
    [InlineData("EXPYUZZ4WQQYQHJN", OnionVersion.V2)]
    [InlineData("aaaaaaaaaaaaaaaa", OnionVersion.V2)]
    [InlineData("2222222222222222", OnionVersion.V2)]
    [InlineData("7777777777777777", OnionVersion.V2)]
    [InlineData("expyuzz4wqqyqhj", OnionVersion.None)]
    [InlineData("expyuzz4wqqyqhjna", OnionVersion.None)]
    [InlineData("expyuzz1wqqyqhjn", OnionVersion.None)]
    [InlineData("expyuzz0wqqyqhjn", OnionVersion.None)]
    [InlineData("expyuzz8wqqyqhjn", OnionVersion.None)]
    [InlineData("expyuzz9wqqyqhjn", OnionVersion.None)]
    [InlineData("expyuzz-wqqyqhjn", OnionVersion.None)]
    [InlineData("expyuzz_wqqyqhjn", OnionVersion.None)]
    [InlineData("expyuzz.wqqyqhjn", OnionVersion.None)]
    [InlineData("expyuzz@wqqyqhjn", OnionVersion.None)]
    [InlineData("expyuzz[wqqyqhjn", OnionVersion.None)]
    [InlineData("expyuzz`wqqyqhjn", OnionVersion.None)]
    [InlineData("expyuzz{wqqyqhjn", OnionVersion.None)]
    [InlineData("expyuzz\0wqqyqhjn", OnionVersion.None)]
    [InlineData("expyuzz\u00e4qqyqhjn", OnionVersion.None)]
    [InlineData("", OnionVersion.None)]
    [InlineData("a", OnionVersion.None)]
    public void Sixteen_base32_characters_are_a_v2_address(string label, OnionVersion expected) => Assert.Equal(expected, Classify(label));

    [Fact]
    public void No_other_length_is_an_address()
    {
        for (var length = 0; length <= 300; length++)
        {
            var expected = length == 16 ? OnionVersion.V2 : OnionVersion.None;
            Assert.Equal(expected, Classify(new string('a', length)));
            Assert.Equal(length is 16 or 56, OnionAddress.HasForm(Encoding.ASCII.GetBytes(new string('a', length))));
        }
    }

    [Fact]
    public void Base32_values_are_those_of_RFC_4648()
    {
        const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        for (var c = 0; c < 256; c++)
        {
            Assert.Equal(Alphabet.IndexOf(char.ToLowerInvariant((char)c)) is var at && c < 128 ? at : -1, OnionAddress.Base32Value((byte)c));
        }
    }

    [Property(MaxTest = 1000)]
    public void Classify_of_any_bytes_never_throws(byte[] label)
    {
        _ = OnionAddress.Classify(label);
        Array.Resize(ref label, 16);
        _ = OnionAddress.Classify(label);
        Array.Resize(ref label, 56);
        Assert.Equal(OnionVersion.None, OnionAddress.Classify(label));
    }

    private static OnionVersion Classify(string label) => OnionAddress.Classify(Encoding.UTF8.GetBytes(label));
}
