using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorIntel.Pipelines;

/// <summary>Where a byte occurs among 64 others, as bits.</summary>
internal static class ByteMasks
{
    public const int BlockLength = 64;

    /// <summary>Gives a bit for each of 64 bytes, set where they equal a value.</summary>
    /// <remarks>AVX2 is asked for by name: a native build for any processor decides about it when it runs, about wider vectors when it is built.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Find(ref readonly byte block, byte value)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Vector512.Equals(Vector512.LoadUnsafe(in block), Vector512.Create(value)).ExtractMostSignificantBits();
        }

        if (Avx2.IsSupported)
        {
            var wanted = Vector256.Create(value);
            var low = (uint)Avx2.MoveMask(Avx2.CompareEqual(Vector256.LoadUnsafe(in block), wanted));
            var high = (uint)Avx2.MoveMask(Avx2.CompareEqual(Vector256.LoadUnsafe(in block, 32), wanted));
            return low | ((ulong)high << 32);
        }

        var narrow = Vector128.Create(value);
        return Vector128.Equals(Vector128.LoadUnsafe(in block), narrow).ExtractMostSignificantBits()
            | ((ulong)Vector128.Equals(Vector128.LoadUnsafe(in block, 16), narrow).ExtractMostSignificantBits() << 16)
            | ((ulong)Vector128.Equals(Vector128.LoadUnsafe(in block, 32), narrow).ExtractMostSignificantBits() << 32)
            | ((ulong)Vector128.Equals(Vector128.LoadUnsafe(in block, 48), narrow).ExtractMostSignificantBits() << 48);
    }

    /// <summary>Gives the bits of the part of a text that begins at a place, at most 64; nothing behind the end of the text is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FindAt(ReadOnlySpan<byte> text, int at, byte value)
    {
        ref readonly var start = ref MemoryMarshal.GetReference(text);
        var left = text.Length - at;
        return left >= BlockLength ? Find(in Unsafe.Add(ref Unsafe.AsRef(in start), at), value)
            : text.Length >= BlockLength ? Find(in Unsafe.Add(ref Unsafe.AsRef(in start), text.Length - BlockLength), value) >> (BlockLength - left)
            : FindInShort(text, at, value);
    }

    /// <summary>Stores the places of the bits that are set, and up to seven numbers that mean nothing behind them.</summary>
    /// <param name="mask">The bits.</param>
    /// <param name="at">The place of the first bit.</param>
    /// <param name="places">Room for the number of bits, rounded up to eight.</param>
    /// <returns>How many bits are set.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Store(ulong mask, int at, ref int places)
    {
        // Eight at a time without asking whether there are as many: a wrong guess costs more than the stores.
        var count = BitOperations.PopCount(mask);
        for (var i = 0; i < count; i += 8)
        {
            ref var group = ref Unsafe.Add(ref places, i);
            for (var k = 0; k < 8; k++)
            {
                Unsafe.Add(ref group, k) = at + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
            }
        }

        return count;
    }

    /// <summary>Sets each bit to the parity of the bits up to it: for quotes, from an opening one to in front of the closing one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong PrefixXor(ulong bits)
    {
        if (Pclmulqdq.IsSupported)
        {
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0).ToScalar();
        }

        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }

    private static ulong FindInShort(ReadOnlySpan<byte> text, int at, byte value)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        text[at..].CopyTo(block);
        return Find(in block[0], value) & ((1ul << (text.Length - at)) - 1);
    }
}
