using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorIntel;

/// <summary>IPv6 text in all forms of RFC 4291 section 2.2, written back to RFC 5952.</summary>
internal static partial class IPv6Text
{
    /// <summary>Length of <c>ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255</c>.</summary>
    public const int MaxLength = 45;

    internal const int MinHexLength = 2;
    internal const int MaxHexLength = 39;

    public static bool TryParse(ReadOnlySpan<byte> text, out ulong high, out ulong low)
    {
        if ((uint)(text.Length - MinHexLength) <= MaxHexLength - MinHexLength && TryParseHex(text, out high, out low))
        {
            return true;
        }

        return TryParseWithIPv4Tail(text, out high, out low);
    }

    private static bool TryParseHex(ReadOnlySpan<byte> text, out ulong high, out ulong low) =>
        Avx512Vbmi2.IsSupported ? TryParseVbmi2(text, out high, out low) : TryParsePortable(text, out high, out low);

    /// <summary>Reads text without a dotted tail, of a length in <see cref="MinHexLength"/>..<see cref="MaxHexLength"/>, on any processor.</summary>
    [SkipLocalsInit]
    internal static bool TryParsePortable(ReadOnlySpan<byte> text, out ulong high, out ulong low)
    {
        high = low = 0;
        var length = text.Length;
        scoped ref var source = ref MemoryMarshal.GetReference(text);
        Unsafe.SkipInit(out Vector128<byte> padded);
        if (length < Vector128<byte>.Count)
        {
            padded = Vector128.Create((byte)'0');
            source = ref Unsafe.As<Vector128<byte>, byte>(ref padded);
            text.CopyTo(MemoryMarshal.CreateSpan(ref source, Vector128<byte>.Count));
        }

        var last = Math.Max(length, Vector128<byte>.Count) - Vector128<byte>.Count;
        if (!TryClassify(ref source, last, out var colons) || !TryCountGroups(colons, length, out var before, out var behind))
        {
            return false;
        }

        var digits = ~colons & (ulong.MaxValue >> (64 - length));
        var pairs = digits & (digits >> 1);
        if ((pairs & (pairs >> 2) & (digits >> 4)) != 0)
        {
            return false; // Five digits.
        }

        var (upper, lower) = (0ul, 0ul);
        for (var starts = digits & ~(digits << 1); starts != 0; starts &= starts - 1)
        {
            var start = BitOperations.TrailingZeroCount(starts);
            var count = BitOperations.TrailingZeroCount(~(digits >> start));
            upper = (upper << 16) | (lower >> 48);
            lower = (lower << 16) | ReadGroup(ref source, start + count, count);
        }

        (high, low) = (upper, lower);
        if (behind >= 0)
        {
            InsertGap(ref high, ref low, before, behind);
        }

        return true;
    }

    // Reads the four bytes before the end of the group, at the start of the text the first four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ReadGroup(ref byte source, int end, int count)
    {
        var four = end >= sizeof(uint)
            ? BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, end - sizeof(uint))))
            : BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(ref source)) >> (32 - (8 * end));
        var unused = 32 - (8 * count);
        four = (four << unused) >> unused;
        return JoinNibbles((four & 0x0F0F_0F0F) + (9 * ((four >> 6) & 0x0101_0101)));
    }

    private static void InsertGap(ref ulong high, ref ulong low, int before, int behind)
    {
        var groups = new UInt128(high, low);
        var tail = (UInt128.One << (16 * behind)) - 1;
        groups = ((groups & ~tail) << (128 - (16 * (before + behind)))) | (groups & tail);
        (high, low) = ((ulong)(groups >> 64), (ulong)groups);
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

    /// <summary>Counts the groups before and behind "::"; without one there are eight "before" it and minus one "behind".</summary>
    /// <returns>Whether there are as many groups as there may be, and no colon stands alone at either end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryCountGroups(ulong colons, int length, out int before, out int behind)
    {
        var doubles = colons & (colons >> 1);
        var singles = colons & ~(doubles | (doubles << 1));
        before = BitOperations.PopCount(colons & (doubles - 1)) + 1 - (int)(doubles & 1);
        behind = BitOperations.PopCount(colons & ~(doubles - 1)) - 1 - (int)((doubles >> (length - 2)) & 1);
        var groups = before + behind;
        return groups <= 7
            & (doubles != 0 | groups == 7)
            & ((doubles & (doubles - 1)) | (singles & (1 | (1ul << (length - 1))))) == 0;
    }

    // Finds the colons; false if there is anything but colons and hexadecimal digits. Three vectors that may overlap hold every text.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryClassify(ref byte source, int last, out ulong colons)
    {
        var middle = Math.Min(last, Vector128<byte>.Count);
        colons = 0;
        var valid = Classify(ref source, 0, ref colons) & Classify(ref source, middle, ref colons) & Classify(ref source, last, ref colons);
        return valid == Vector128<byte>.AllBitsSet;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Classify(ref byte source, int offset, ref ulong colons)
    {
        var bytes = Vector128.LoadUnsafe(ref source, (nuint)offset);
        var isColon = Vector128.Equals(bytes, Vector128.Create((byte)':'));
        var isDigit = Vector128.LessThan(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)10));
        var isLetter = Vector128.LessThan((bytes | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)6));
        colons |= (ulong)isColon.ExtractMostSignificantBits() << offset;
        return isColon | isDigit | isLetter;
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
}
