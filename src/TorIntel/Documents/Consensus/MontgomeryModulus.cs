using System.Numerics;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Raises numbers to small powers modulo an odd number, with Montgomery's multiplication (Koç, Acar, Kaliski: "Analyzing and Comparing Montgomery Multiplication Algorithms", CIOS).</summary>
/// <remarks>For public numbers only: the time that it takes depends on them. BigInteger.ModPow takes so long that nine of them cost as much as hashing a whole consensus. Immutable.</remarks>
internal sealed class MontgomeryModulus
{
    private readonly ulong[] _modulus; // Words, the lowest first.
    private readonly ulong[] _square; // R² modulo the modulus, where R is 2 to the power of 64 for each word.
    private readonly ulong _inverse; // Minus one, divided by the lowest word, modulo 2⁶⁴.

    /// <summary>Makes a modulus.</summary>
    /// <param name="modulus">An odd number above 1, of at most <see cref="RsaPublicKey.MaxBits"/> bits.</param>
    public MontgomeryModulus(BigInteger modulus)
    {
        var words = (int)((modulus.GetBitLength() + 63) / 64);
        _modulus = ToWords(modulus, words);
        _square = ToWords(BigInteger.Remainder(BigInteger.One << (128 * words), modulus), words);
        var inverse = _modulus[0]; // Right to three bits, and each step doubles them.
        for (var i = 0; i < 5; i++)
        {
            inverse *= 2 - (_modulus[0] * inverse);
        }

        _inverse = 0 - inverse;
    }

    /// <summary>Raises a number to an odd power.</summary>
    /// <param name="number">The number, less than the modulus.</param>
    /// <param name="exponent">The exponent, odd and at least 3.</param>
    public BigInteger Power(BigInteger number, uint exponent)
    {
        var plain = ToWords(number, _modulus.Length);
        var factor = new ulong[plain.Length];
        var power = new ulong[plain.Length];
        Multiply(plain, _square, factor);
        factor.CopyTo(power, 0);
        for (var bit = 30 - BitOperations.LeadingZeroCount(exponent); bit > 0; bit--)
        {
            Multiply(power, power, power);
            if ((exponent >> bit & 1) != 0)
            {
                Multiply(power, factor, power);
            }
        }

        // The last bit of the exponent is 1: its factor is taken in plain form, which leaves the result in plain form.
        Multiply(power, power, power);
        Multiply(power, plain, power);
        return new BigInteger(MemoryMarshal.AsBytes(power.AsSpan()), isUnsigned: true);
    }

    private static ulong[] ToWords(BigInteger number, int count)
    {
        var words = new ulong[count];
        number.TryWriteBytes(MemoryMarshal.AsBytes(words.AsSpan()), out _, isUnsigned: true);
        return words;
    }

    // The product of two numbers below the modulus, divided by R.
    private void Multiply(ulong[] left, ulong[] right, ulong[] result)
    {
        var modulus = _modulus.AsSpan();
        Span<ulong> sum = stackalloc ulong[(RsaPublicKey.MaxBits / 64) + 2];
        sum = sum[..(modulus.Length + 2)];
        sum.Clear();
        var low = sum[..modulus.Length];
        foreach (var word in right)
        {
            AddTo(sum, MultiplyAndAdd(low, left, word));
            AddTo(sum, MultiplyAndAdd(low, modulus, sum[0] * _inverse)); // Makes the lowest word zero.
            sum[1..].CopyTo(sum);
            sum[^1] = 0;
        }

        if (sum[modulus.Length] != 0 || !IsLess(low, modulus))
        {
            Subtract(low, modulus);
        }

        low.CopyTo(result);
    }

    private static void AddTo(Span<ulong> sum, ulong carry)
    {
        sum[^2] += carry;
        sum[^1] += sum[^2] < carry ? 1UL : 0;
    }

    private static ulong MultiplyAndAdd(Span<ulong> sum, ReadOnlySpan<ulong> number, ulong factor)
    {
        var carry = 0UL;
        number = number[..sum.Length];
        for (var i = 0; i < sum.Length; i++)
        {
            var high = Math.BigMul(number[i], factor, out var low);
            low += carry;
            high += low < carry ? 1UL : 0;
            low += sum[i];
            high += low < sum[i] ? 1UL : 0;
            sum[i] = low;
            carry = high;
        }

        return carry;
    }

    private static bool IsLess(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        for (var i = left.Length - 1; i >= 0; i--)
        {
            if (left[i] != right[i])
            {
                return left[i] < right[i];
            }
        }

        return false;
    }

    private static void Subtract(Span<ulong> number, ReadOnlySpan<ulong> subtrahend)
    {
        var borrow = 0UL;
        for (var i = 0; i < number.Length; i++)
        {
            var difference = number[i] - subtrahend[i];
            var isBelow = number[i] < subtrahend[i] || difference < borrow;
            number[i] = difference - borrow;
            borrow = isBelow ? 1UL : 0;
        }
    }
}
