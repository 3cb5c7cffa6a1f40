using System.Security.Cryptography;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class RsaPublicKeyTests
{
    private static readonly ForgedKey s_key = new(0, 1024);

    [Fact]
    public void HasSigned_takes_a_signature_of_the_bare_digest()
    {
        var digest = SHA1.HashData("text"u8);
        var signature = s_key.Sign(digest);

        Assert.True(Read(s_key.Der).HasSigned(digest, signature));
        Assert.False(Read(s_key.Der).HasSigned(SHA1.HashData("other text"u8), signature));
        Assert.False(Read(new ForgedKey(1, 1024).Der).HasSigned(digest, signature));
        Assert.False(Read(s_key.Der).HasSigned(digest, signature.AsSpan(1)));
        Assert.False(Read(s_key.Der).HasSigned(digest, [0, .. signature]));
        Assert.False(Read(s_key.Der).HasSigned(digest, Enumerable.Repeat((byte)0xFF, 128).ToArray())); // Not below the modulus.
        Assert.False(Read(s_key.Der).HasSigned(digest, new byte[128]));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    [InlineData(3072)]
    public void HasSigned_agrees_with_the_platform(int bits)
    {
        // What the platform signs is DigestInfo and the digest.
        using var rsa = RSA.Create(ForgeKeys.Get(100, bits));
        byte[] digestInfo = [0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A, 0x05, 0x00, 0x04, 0x14];
        for (var i = 0; i < 20; i++)
        {
            var digest = SHA1.HashData([(byte)i]);
            var signature = rsa.SignHash(digest, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

            Assert.True(Read(rsa.ExportRSAPublicKey()).HasSigned([.. digestInfo, .. digest], signature));
            Assert.False(Read(rsa.ExportRSAPublicKey()).HasSigned(digest, signature));
        }
    }

    [Fact]
    public void The_whole_block_is_compared()
    {
        var digest = SHA1.HashData("text"u8);
        Assert.True(Read(s_key.Der).HasSigned(digest, s_key.Apply(Block(digest))));

        // Each byte of the padding matters, and nothing may stand behind the digest.
        for (var i = 0; i < 128 - digest.Length; i++)
        {
            var block = Block(digest);
            block[i] ^= 1;
            Assert.False(Read(s_key.Der).HasSigned(digest, s_key.Apply(block)));
        }

        Assert.False(Read(s_key.Der).HasSigned(digest, s_key.Apply(Block([.. digest, 0]))));
    }

    [Fact]
    public void A_block_needs_eight_bytes_of_padding()
    {
        Assert.True(Read(s_key.Der).HasSigned(new byte[128 - 11], s_key.Sign(new byte[128 - 11])));
        Assert.False(Read(s_key.Der).HasSigned(new byte[128 - 10], s_key.Apply(Block(new byte[128 - 10]))));
    }

    [Fact]
    public void TryRead_refuses_what_is_no_key()
    {
        var der = s_key.Der;
        for (var length = 0; length < der.Length; length++)
        {
            Assert.False(RsaPublicKey.TryRead(der.AsSpan(0, length), out _, out _));
        }

        Assert.False(RsaPublicKey.TryRead([.. der, 0], out _, out _));
        Assert.False(RsaPublicKey.TryRead([0x31, .. der[1..]], out _, out _));
    }

    [Theory]
    [InlineData(1023, 65537, "its modulus has 1023 bits; 1024 to 8192 are taken")]
    [InlineData(8193, 65537, "its modulus has 8193 bits; 1024 to 8192 are taken")]
    [InlineData(2048, 65536, "its exponent is even, 1, or has more than 32 bits")]
    [InlineData(2048, 1, "its exponent is even, 1, or has more than 32 bits")]
    [InlineData(2048, 0x1_0000_0001, "its exponent is even, 1, or has more than 32 bits")]
    public void A_key_that_could_burn_time_is_refused(int bits, long exponent, string reason)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        writer.PushSequence();
        writer.WriteInteger((System.Numerics.BigInteger.One << (bits - 1)) + 1);
        writer.WriteInteger(exponent);
        writer.PopSequence();

        Assert.False(RsaPublicKey.TryRead(writer.Encode(), out _, out var actual));
        Assert.Equal(reason, actual);
    }

    private static RsaPublicKey Read(byte[] der)
    {
        Assert.True(RsaPublicKey.TryRead(der, out var key, out var reason), reason);
        return key;
    }

    private static byte[] Block(byte[] payload)
    {
        var block = new byte[128];
        block.AsSpan().Fill(0xFF);
        (block[0], block[1], block[^(payload.Length + 1)]) = (0, 1, 0);
        payload.CopyTo(block, block.Length - payload.Length);
        return block;
    }
}
