using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Multiplicative hashing (Knuth, TAOCP 6.4): the high bits of a product with an odd constant that the seed picks.</summary>
/// <remarks>The filter is Bloom's, with both bits of a key in one word (Putze, Sanders and Singler, 2007).</remarks>
internal static unsafe class IndexHash
{
    /// <summary>How many seeds there are to choose from.</summary>
    public const int Seeds = 8;

    /// <summary>The most words that a filter can have: its hash takes 32 bits.</summary>
    public const int MaxFilterWords = 1 << (32 - (2 * BitsOfBitNumber));

    private const int BitsOfBitNumber = 5;

    // One word with every bit set: a filter that lets everything pass. Never freed, there is only one.
    public static readonly uint* AllOnes = AllocateAllOnes();

    private static ReadOnlySpan<ulong> Multipliers =>
    [
        0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63, 0xD6E8_FEB8_6659_FD93,
        0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3,
    ];

    public static uint Multiplier4(int seed) => (uint)(Multipliers[seed] >> 32) | 1;

    public static (ulong High, ulong Low) Multipliers6(int seed) => (Multipliers[seed], Multipliers[seed + 1]);

    /// <summary>How many bits of a hash give the number of a filter word and those of two bits in it.</summary>
    public static int FilterHashBits(int words) => BitOperations.Log2((uint)words) + (2 * BitsOfBitNumber);

    /// <summary>A shift that finds word 0 only, so that everything passes <see cref="AllOnes"/>.</summary>
    public static int PassAllShift(int hashBits) => hashBits - (2 * BitsOfBitNumber);

    /// <summary>Where the bits of a key are in the filter: number of the word, and which of its bits.</summary>
    public static (int Word, uint Bits) FilterBits(uint filterHash) =>
        ((int)(filterHash >> (2 * BitsOfBitNumber)), (1u << (int)(filterHash >> BitsOfBitNumber)) | (1u << (int)filterHash));

    /// <summary>Tells whether a key may be there: one load, and both of its bits must be set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Passes(uint* filter, uint filterHash)
    {
        var word = filter[filterHash >> (2 * BitsOfBitNumber)];
        return ((word >> (int)(filterHash >> BitsOfBitNumber)) & (word >> (int)filterHash) & 1) != 0;
    }

    private static uint* AllocateAllOnes()
    {
        var word = (uint*)NativeMemory.Alloc(sizeof(uint));
        *word = uint.MaxValue;
        return word;
    }
}
