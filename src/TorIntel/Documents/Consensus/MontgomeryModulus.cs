using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Raises numbers to small powers modulo an odd number, with Montgomery's multiplication (Koç, Acar, Kaliski: "Analyzing and Comparing Montgomery Multiplication Algorithms", the fused way, FIOS).</summary>
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

    // The product of two numbers below the modulus, divided by R. Both sums of a step go along at once, so that neither waits for the other's carries.
    private void Multiply(ulong[] left, ulong[] right, ulong[] result)
    {
        Span<ulong> sum = stackalloc ulong[(RsaPublicKey.MaxBits / 64) + 1];
        var low = sum[.._modulus.Length];
        low.Clear();
        var top = 0UL; // The word above them, which is 0 or 1.
        ref var sumStart = ref MemoryMarshal.GetReference(low);
        ref var leftStart = ref MemoryMarshal.GetArrayDataReference(left);
        ref var modulusStart = ref MemoryMarshal.GetArrayDataReference(_modulus);
        foreach (var word in right)
        {
            var leftCarry = MultiplyAndAdd(leftStart, word, sumStart, 0, out var first);
            var factor = first * _inverse;
            var modulusCarry = MultiplyAndAdd(modulusStart, factor, first, 0, out _); // Makes the lowest word zero.
            for (nint i = 1; i < low.Length; i++)
            {
                leftCarry = MultiplyAndAdd(Unsafe.Add(ref leftStart, i), word, Unsafe.Add(ref sumStart, i), leftCarry, out var partial);
                modulusCarry = MultiplyAndAdd(Unsafe.Add(ref modulusStart, i), factor, partial, modulusCarry, out Unsafe.Add(ref sumStart, i - 1));
            }

            var last = top + leftCarry;
            top = last < leftCarry ? 1UL : 0;
            last += modulusCarry;
            top += last < modulusCarry ? 1UL : 0;
            low[^1] = last;
        }

        if (top != 0 || !IsLess(low, _modulus))
        {
            Subtract(low, _modulus);
        }

        low.CopyTo(result);
    }

    // Two words of product and both summands never overflow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAndAdd(ulong one, ulong other, ulong summand, ulong carry, out ulong low)
    {
        var product = Math.BigMul(one, other) + summand + carry;
        low = (ulong)product;
        return (ulong)(product >> 64);
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
