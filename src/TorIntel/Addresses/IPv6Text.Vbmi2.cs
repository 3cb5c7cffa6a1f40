using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorIntel;

/// <content>The parser for processors with AVX-512 VBMI2: no loop, and no branch but those that refuse.</content>
internal static unsafe partial class IPv6Text
{
    private const byte Invalid = 0x80;

    // For every number of groups before and behind "::" (8 * before + behind), which of the fields between colons fills each of the eight groups;
    // Invalid fills a group with zeros. The last entry is for text without "::": eight fields before, minus one behind.
    private static readonly ulong[] s_fieldsOfGroups = FieldsOfGroups();

    private static readonly Vector512<byte> s_lowerClasses = Vector512.Create(Classes(0));
    private static readonly Vector512<byte> s_upperClasses = Vector512.Create(Classes(64));

    internal static bool TryParseVbmi2(ReadOnlySpan<byte> text, out ulong high, out ulong low)
    {
        high = low = 0;
        var length = text.Length;

        // What lies behind the text counts as colons: the first of them ends the last field.
        Vector512<byte> bytes;
        fixed (byte* start = &MemoryMarshal.GetReference(text))
        {
            var inText = Vector512.LessThan(Vector512<byte>.Indices, Vector512.Create((byte)length));
            bytes = Avx512BW.MaskLoad(start, inText, Vector512.Create((byte)':'));
        }

        var nibbles = Avx512Vbmi.PermuteVar64x8x2(s_lowerClasses, bytes, s_upperClasses);
        var isColon = Vector512.Equals(bytes, Vector512.Create((byte)':'));
        var colons = isColon.ExtractMostSignificantBits() & (ulong.MaxValue >> (64 - length));
        if (!TryCountGroups(colons, length, out var before, out var behind) | (nibbles | bytes).ExtractMostSignificantBits() != 0)
        {
            return false;
        }

        // Where each field ends, and how many digits it has.
        var ends = Avx512Vbmi2.Compress(Vector512<byte>.Zero, isColon, Vector512<byte>.Indices).GetLower().GetLower();
        var counts = ends - Ssse3.AlignRight(ends, Vector128<byte>.AllBitsSet, 15) - Vector128<byte>.One;

        // Four digits for each group, right-aligned.
        var fields = Avx2.Shuffle(
            Vector256.Create(s_fieldsOfGroups[((8 * before) + behind) & 63]).AsByte(),
            Vector256.Create((byte)0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7));
        var digitCounts = Avx2.Shuffle(Vector256.Create(counts, counts), fields);
        var positions = Avx2.Shuffle(Vector256.Create(ends, ends), fields) - Vector256.Create(0x0102_0304u).AsByte();
        var isDigit = Vector256.GreaterThan(digitCounts, Vector256.Create(0x0001_0203u).AsByte());
        var digits = Avx512Vbmi.PermuteVar64x8(nibbles, positions.ToVector512Unsafe()).GetLower() & isDigit;
        if (Vector256.GreaterThanAny(digitCounts, Vector256.Create((byte)4)))
        {
            return false;
        }

        var address = Avx512BW.VL.ConvertToVector128Byte(Avx2.MultiplyAddAdjacent(digits, Vector256.Create((short)0x0110).AsSByte())).AsUInt64();
        high = BinaryPrimitives.ReverseEndianness(address.GetElement(0));
        low = BinaryPrimitives.ReverseEndianness(address.GetElement(1));
        return true;
    }

    private static ulong[] FieldsOfGroups()
    {
        var table = new ulong[64];
        for (var before = 0; before < 8; before++)
        {
            for (var behind = 0; before + behind < 8; behind++)
            {
                // "::" leaves one empty field, at the start of the text two.
                var firstBehind = before + (before == 0 ? 2 : 1);
                for (var group = 7; group >= 0; group--)
                {
                    var field = group < before ? group : group >= 8 - behind ? firstBehind + group - (8 - behind) : Invalid;
                    table[(8 * before) + behind] = (table[(8 * before) + behind] << 8) | (uint)field;
                }
            }
        }

        table[63] = 0x0706_0504_0302_0100;
        return table;
    }

    // Values of hexadecimal digits; 0 for the colon, which no group takes for a digit.
    private static ReadOnlySpan<byte> Classes(int first)
    {
        var classes = new byte[64];
        for (var i = 0; i < classes.Length; i++)
        {
            var character = (char)(first + i);
            classes[i] = char.IsAsciiHexDigit(character) ? Convert.ToByte(character.ToString(), 16) : character == ':' ? (byte)0 : Invalid;
        }

        return classes;
    }
}
