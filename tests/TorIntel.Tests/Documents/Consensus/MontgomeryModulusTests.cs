using System.Numerics;

namespace TorIntel.Tests;

public sealed class MontgomeryModulusTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Power_agrees_with_BigInteger(int seed)
    {
        var random = new Random(seed);
        foreach (var bits in new[] { 2, 63, 64, 65, 127, 128, 129, 1023, 1024, 1025, 2048, 3072, 4095, 8191, 8192 })
        {
            for (var round = 0; round < 20; round++)
            {
                var modulus = Number(random, bits) | BigInteger.One | (BigInteger.One << (bits - 1));
                modulus = round == 0 ? (BigInteger.One << bits) - 1 : modulus;
                var powers = new MontgomeryModulus(modulus);
                foreach (var exponent in new uint[] { 3, 5, 65537, 0xFFFF_FFFF, (uint)random.Next() | 3 })
                {
                    foreach (var number in new[] { Number(random, bits) % modulus, BigInteger.Zero, BigInteger.One, modulus - 1 })
                    {
                        Assert.Equal(BigInteger.ModPow(number, exponent, modulus), powers.Power(number, exponent));
                    }
                }
            }
        }
    }

    private static BigInteger Number(Random random, int bits)
    {
        var bytes = new byte[(bits + 7) / 8];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) & ((BigInteger.One << bits) - 1);
    }
}
