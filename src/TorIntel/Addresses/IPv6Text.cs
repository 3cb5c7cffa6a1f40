using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorIntel;

/// <summary>IPv6 text in all forms of RFC 4291 section 2.2, written back to RFC 5952.</summary>
internal static unsafe partial class IPv6Text
{
    /// <summary>Length of <c>ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255</c>.</summary>
    public const int MaxLength = 45;

    private const int MaxHexLength = 39;
    private const int Pad = 4; // A group is read as the four nibbles up to its last, which may begin before the text.

    public static bool TryParse(ReadOnlySpan<byte> text, out ulong high, out ulong low)
    {
        if ((uint)(text.Length - 2) <= MaxHexLength - 2 && (Avx512Vbmi2.IsSupported ? TryParseVbmi2(text, out high, out low) : TryParseHex(text, out high, out low)))
        {
            return true;
        }

        return TryParseWithIPv4Tail(text, out high, out low);
    }

    [SkipLocalsInit]
    internal static bool TryParseHex(ReadOnlySpan<byte> text, out ulong high, out ulong low)
    {
        high = low = 0;
        Unsafe.SkipInit(out NibbleBuffer nibbleBuffer);
        ref var nibbles = ref Unsafe.As<NibbleBuffer, byte>(ref nibbleBuffer);
        var length = text.Length;
        if (!TryClassify(text, ref Unsafe.Add(ref nibbles, Pad), out var colons))
        {
            return false;
        }

        var digits = ~colons & (ulong.MaxValue >> (64 - length));
        var starts = digits & ~(digits << 1);
        var ends = digits & ~(digits >> 1);
        var doubleColon = colons & (colons >> 1);
        var pairs = digits & (digits >> 1);
        var groups = BitOperations.PopCount(starts);

        // A lone colon at either end; more than four digits in a group.
        var last = length - 1;
        var bad = (colons & ~doubleColon & 1)
            | ((colons >> last) & ~(doubleColon >> (last - 1)) & 1)
            | (pairs & (pairs >> 2) & (digits >> 4));
        int head;
        if (doubleColon == 0)
        {
            head = 8;
            bad |= (ulong)(uint)(groups ^ 8);
        }
        else
        {
            head = BitOperations.PopCount(starts & (doubleColon - 1));
            bad |= (doubleColon & (doubleColon - 1)) | (groups > 7 ? 1ul : 0);
        }

        if (bad != 0)
        {
            return false;
        }

        var gap = 8 - groups;
        for (var i = 0; i < groups; i++)
        {
            var end = BitOperations.TrailingZeroCount(ends);
            var count = end - BitOperations.TrailingZeroCount(starts) + 1;
            ends &= ends - 1;
            starts &= starts - 1;
            var four = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref nibbles, end - 3 + Pad));
            four = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(four) & (uint.MaxValue >> (32 - (8 * count)));
            var group = (ulong)JoinNibbles(four);
            var position = i < head ? i : i + gap;
            group <<= 48 - (16 * (position & 3));
            if (position < 4)
            {
                high |= group;
            }
            else
            {
                low |= group;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint JoinNibbles(uint nibbles)
    {
        if (Bmi2.IsSupported)
        {
            return Bmi2.ParallelBitExtract(nibbles, 0x0F0F_0F0F);
        }

        nibbles = (nibbles | (nibbles >> 4)) & 0x00FF_00FF;
        return (nibbles | (nibbles >> 8)) & 0xFFFF;
    }

    // Stores the value of every hexadecimal digit and the positions of the colons; false on any other character.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryClassify(ReadOnlySpan<byte> text, ref byte nibbles, out ulong colons)
    {
        colons = 0;
        ref var start = ref MemoryMarshal.GetReference(text);
        if (text.Length < 16)
        {
            Span<byte> padded = stackalloc byte[16];
            padded.Fill((byte)'0');
            text.CopyTo(padded);
            return ClassifyVector(ref MemoryMarshal.GetReference(padded), ref nibbles, 0, ref colons);
        }

        // Vectors that overlap: the last one ends with the text.
        var lastOffset = text.Length - 16;
        var valid = ClassifyVector(ref start, ref nibbles, 0, ref colons);
        if (text.Length > 32)
        {
            valid &= ClassifyVector(ref start, ref nibbles, 16, ref colons);
        }

        valid &= ClassifyVector(ref start, ref nibbles, lastOffset, ref colons);
        return valid;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool ClassifyVector(ref byte start, ref byte nibbles, int offset, ref ulong colons)
    {
        var bytes = Vector128.LoadUnsafe(ref start, (nuint)offset);
        var isColon = Vector128.Equals(bytes, Vector128.Create((byte)':'));
        var digit = bytes - Vector128.Create((byte)'0');
        var letter = (bytes | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a');
        var isDigit = Vector128.LessThan(digit, Vector128.Create((byte)10));
        var isLetter = Vector128.LessThan(letter, Vector128.Create((byte)6));
        Vector128.ConditionalSelect(isDigit, digit, letter + Vector128.Create((byte)10)).StoreUnsafe(ref nibbles, (nuint)offset);
        colons |= (ulong)isColon.ExtractMostSignificantBits() << offset;
        return (isColon | isDigit | isLetter).ExtractMostSignificantBits() == 0xFFFF;
    }

    // "…:a.b.c.d" (RFC 4291 section 2.2.3) is rewritten as "…:hhhh:hhhh" and parsed again.
    private static bool TryParseWithIPv4Tail(ReadOnlySpan<byte> text, out ulong high, out ulong low)
    {
        high = low = 0;
        if (text.Length is < 2 + IPv4Text.MinLength or > MaxLength)
        {
            return false;
        }

        var head = text.LastIndexOf((byte)':') + 1;
        if (head == 0 || head > 30 || !IPv4Text.TryParse(text[head..], out var tail))
        {
            return false;
        }

        Span<byte> hex = stackalloc byte[MaxHexLength + 1];
        text[..head].CopyTo(hex);
        var length = head;
        for (var shift = 28; shift >= 0; shift -= 4)
        {
            hex[length++] = HexDigit((tail >> shift) & 0xF);
            if (shift == 16)
            {
                hex[length++] = (byte)':';
            }
        }

        return TryParseHex(hex[..length], out high, out low);
    }

    /// <summary>Writes the RFC 5952 form; <paramref name="destination"/> must hold 39 bytes.</summary>
    public static int Format(ulong high, ulong low, Span<byte> destination)
    {
        Span<ushort> groups = stackalloc ushort[8];
        for (var i = 0; i < 4; i++)
        {
            groups[i] = (ushort)(high >> (48 - (16 * i)));
            groups[i + 4] = (ushort)(low >> (48 - (16 * i)));
        }

        // Section 4.2: the longest run of two or more zero groups, the first of equals.
        var (runStart, runLength) = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var end = i;
            while (end < 8 && groups[end] == 0)
            {
                end++;
            }

            if (end - i > runLength)
            {
                (runStart, runLength) = (i, end - i);
            }

            i = Math.Max(i, end - 1);
        }

        var length = 0;
        for (var i = 0; i < 8; i++)
        {
            if (i == runStart)
            {
                destination[length++] = (byte)':';
                destination[length++] = (byte)':';
                i += runLength - 1;
                continue;
            }

            if (length != 0 && destination[length - 1] != ':')
            {
                destination[length++] = (byte)':';
            }

            var started = false;
            for (var shift = 12; shift >= 0; shift -= 4)
            {
                var nibble = (uint)(groups[i] >> shift) & 0xF;
                if (started || nibble != 0 || shift == 0)
                {
                    destination[length++] = HexDigit(nibble);
                    started = true;
                }
            }
        }

        return length;
    }

    private static byte HexDigit(uint nibble) => (byte)(nibble < 10 ? '0' + nibble : 'a' + nibble - 10);

    [InlineArray(64)]
    private struct NibbleBuffer
    {
        private byte _first;
    }
}
