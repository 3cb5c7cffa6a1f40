using System.Security.Cryptography;
using System.Text;

namespace TorIntel.Tests;

public sealed class Sha3Tests
{
    [Theory]
    [InlineData("", "A7FFC6F8BF1ED76651C14756A061D662F580FF4DE43B49FA82D80A4B80F8434A")]
    [InlineData("abc", "3A985DA74FE225B2045C172D6BD390BD855F086E3E9D525B46BFE24511431532")]
    public void HashShort_gives_the_published_digests(string message, string digest)
    {
        var actual = new byte[Sha3.DigestLength];
        Sha3.HashShort(Encoding.ASCII.GetBytes(message), actual);
        Assert.Equal(digest, Convert.ToHexString(actual));
    }

    [Fact]
    public void HashShort_agrees_with_the_platform_for_every_length_of_one_block()
    {
        Assert.SkipUnless(SHA3_256.IsSupported, "The platform has no SHA3-256 to compare with.");
        var random = new Random(1);
        var actual = new byte[Sha3.DigestLength];
        for (var length = 0; length < 136; length++)
        {
            for (var round = 0; round < 20; round++)
            {
                var message = new byte[length];
                random.NextBytes(message);
                Sha3.HashShort(message, actual);
                Assert.Equal(SHA3_256.HashData(message), actual);
            }
        }
    }

    [Theory]
    [InlineData(136)]
    [InlineData(1000)]
    public void HashShort_refuses_more_than_one_block(int length) =>
        Assert.Throws<ArgumentException>(() => Sha3.HashShort(new byte[length], new byte[Sha3.DigestLength]));
}
