using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorIntel.Pipelines;

/// <summary>Where a byte occurs among 64 others, as bits.</summary>
/// <remarks>
/// What works on masks is generic over <see cref="IBlocks"/>, which is chosen once for a text: a native build for any processor decides about AVX2 when
/// it runs, but about wider vectors when it is built, and asking once is cheaper than for each byte.
/// </remarks>
internal static class ByteMasks
{
    public const int BlockLength = 64;

    /// <summary>What a processor offers.</summary>
    public interface IBlocks
    {
        /// <summary>Gives a bit for each of 64 bytes, set where they equal a value.</summary>
        static abstract ulong Find(ref readonly byte block, byte value);

        /// <summary>Gives the number of the lowest bit that is set; anything if there is none.</summary>
        static abstract int Lowest(ulong mask);
    }

    /// <summary>Gives the bits of the part of a text that begins at a place, at most 64; nothing behind the end of the text is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FindAt<TBlocks>(ReadOnlySpan<byte> text, int at, byte value)
        where TBlocks : IBlocks
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        var left = text.Length - at;
        return left >= BlockLength ? TBlocks.Find(in Unsafe.Add(ref start, at), value)
            : text.Length >= BlockLength ? TBlocks.Find(in Unsafe.Add(ref start, text.Length - BlockLength), value) >> (BlockLength - left)
            : FindInShort<TBlocks>(text, at, value);
    }

    /// <summary>Stores the places of the bits that are set, and up to seven numbers that mean nothing behind them.</summary>
    /// <param name="mask">The bits.</param>
    /// <param name="at">The place of the first bit.</param>
    /// <param name="places">Room for the number of bits, rounded up to eight.</param>
    /// <returns>How many bits are set.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Store<TBlocks>(ulong mask, int at, ref int places)
        where TBlocks : IBlocks
    {
        // Eight at a time without asking whether there are as many: a wrong guess costs more than the stores.
        var count = BitOperations.PopCount(mask);
        for (var i = 0; i < count; i += 8)
        {
            ref var group = ref Unsafe.Add(ref places, i);
            Unsafe.Add(ref group, 0) = at + TakeLowest<TBlocks>(ref mask);
            Unsafe.Add(ref group, 1) = at + TakeLowest<TBlocks>(ref mask);
            Unsafe.Add(ref group, 2) = at + TakeLowest<TBlocks>(ref mask);
            Unsafe.Add(ref group, 3) = at + TakeLowest<TBlocks>(ref mask);
            Unsafe.Add(ref group, 4) = at + TakeLowest<TBlocks>(ref mask);
            Unsafe.Add(ref group, 5) = at + TakeLowest<TBlocks>(ref mask);
            Unsafe.Add(ref group, 6) = at + TakeLowest<TBlocks>(ref mask);
            Unsafe.Add(ref group, 7) = at + TakeLowest<TBlocks>(ref mask);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TakeLowest<TBlocks>(ref ulong mask)
        where TBlocks : IBlocks
    {
        var lowest = TBlocks.Lowest(mask);
        mask &= mask - 1;
        return lowest;
    }

    private static ulong FindInShort<TBlocks>(ReadOnlySpan<byte> text, int at, byte value)
        where TBlocks : IBlocks
    {
        Span<byte> block = stackalloc byte[BlockLength];
        text[at..].CopyTo(block);
        return TBlocks.Find(in block[0], value) & ((1ul << (text.Length - at)) - 1);
    }

    /// <summary>One vector for a block.</summary>
    public readonly struct Wide : IBlocks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong Find(ref readonly byte block, byte value) => Vector512.Equals(Vector512.LoadUnsafe(in block), Vector512.Create(value)).ExtractMostSignificantBits();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int Lowest(ulong mask) => BitOperations.TrailingZeroCount(mask);
    }

    /// <summary>AVX2, which is asked for by name.</summary>
    public readonly struct Avx : IBlocks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong Find(ref readonly byte block, byte value)
        {
            var wanted = Vector256.Create(value);
            var low = (uint)Avx2.MoveMask(Avx2.CompareEqual(Vector256.LoadUnsafe(in block), wanted));
            var high = (uint)Avx2.MoveMask(Avx2.CompareEqual(Vector256.LoadUnsafe(in block, 32), wanted));
            return low | ((ulong)high << 32);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int Lowest(ulong mask) => BitOperations.TrailingZeroCount(mask);
    }

    /// <summary>What every processor has.</summary>
    public readonly struct Narrow : IBlocks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong Find(ref readonly byte block, byte value)
        {
            var wanted = Vector128.Create(value);
            return Vector128.Equals(Vector128.LoadUnsafe(in block), wanted).ExtractMostSignificantBits()
                | ((ulong)Vector128.Equals(Vector128.LoadUnsafe(in block, 16), wanted).ExtractMostSignificantBits() << 16)
                | ((ulong)Vector128.Equals(Vector128.LoadUnsafe(in block, 32), wanted).ExtractMostSignificantBits() << 32)
                | ((ulong)Vector128.Equals(Vector128.LoadUnsafe(in block, 48), wanted).ExtractMostSignificantBits() << 48);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int Lowest(ulong mask) => BitOperations.TrailingZeroCount(mask);
    }
}
