using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorIntel;

/// <summary>Strict dotted-quad text: four decimal octets, no leading zero, nothing else.</summary>
internal static partial class IPv4Text
{
    public const int MinLength = 7;
    public const int MaxLength = 15;

    public static bool TryParse(ReadOnlySpan<byte> text, out uint address)
    {
        if ((uint)(text.Length - MinLength) > MaxLength - MinLength)
        {
            address = 0;
            return false;
        }

        return Ssse3.IsSupported ? TryParseVector(Load(ref MemoryMarshal.GetReference(text), text.Length), text.Length, out address) : TryParseScalar(text, out address);
    }

    /// <summary>Reads UTF-16 text without a copy of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParse(ReadOnlySpan<char> text, out uint address)
    {
        if ((uint)(text.Length - MinLength) > MaxLength - MinLength)
        {
            address = 0;
            return false;
        }

        return Ssse3.IsSupported ? TryParseVector(Load(ref MemoryMarshal.GetReference(text), text.Length), text.Length, out address) : TryParseNarrowed(text, out address);
    }

    /// <summary>Reads UTF-16 text of a length in <see cref="MinLength"/>..<see cref="MaxLength"/> on any processor.</summary>
    internal static bool TryParseNarrowed(ReadOnlySpan<char> text, out uint address)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        address = 0;
        return AddressText.TryNarrow(text, buffer, out var utf8) && TryParseScalar(utf8, out address);
    }

    // The positions of the dots pick a row of the table, the row moves every digit into its lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryParseVector(Vector128<byte> bytes, int length, out uint address)
    {
        var separators = Vector128.Equals(bytes, Vector128.Create((byte)'.')).ExtractMostSignificantBits() | (1u << length);
        ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(Layouts), (nint)(separators * LayoutHash >> 24) * 32);

        var control = Unsafe.ReadUnaligned<Vector128<byte>>(ref row);
        var digits = Ssse3.Shuffle(bytes - Vector128.Create((byte)'0'), control);
        var products = Ssse3.MultiplyAddAdjacent(
            digits,
            Vector128.Create(10, 1, 10, 1, 10, 1, 10, 1, 100, 0, 100, 0, 100, 0, 100, 0).AsSByte());
        var octets = products + Sse2.ShiftRightLogical128BitLane(products, 8);

        var lanes = octets.AsUInt64().ToScalar();
        var least = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref row, 16));
        const ulong SignBits = 0x8000_8000_8000_8000;
        var tooLarge = lanes & 0xFF00_FF00_FF00_FF00;
        var leadingZero = ~((lanes | SignBits) - least) & SignBits;
        var notDigits = Sse2.SubtractSaturate(digits, Vector128.Create((byte)9));

        address = Sse2.PackUnsignedSaturate(octets, octets).AsUInt32().ToScalar();
        return (tooLarge | leadingZero) == 0
            & separators == Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref row, 24))
            & notDigits == Vector128<byte>.Zero;
    }

    // Two overlapping loads: never reads outside the text, and what lies behind its end is zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load(ref byte start, int length)
    {
        if (length >= 8)
        {
            var head = Unsafe.ReadUnaligned<ulong>(ref start);
            var tail = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, length - 8));
            return Vector128.Create(head, tail >> (8 * (15 - length)) >> 8).AsByte();
        }

        ulong first = Unsafe.ReadUnaligned<uint>(ref start);
        ulong last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, 3));
        return Vector128.Create(first | (last >> 8 << 32), 0ul).AsByte();
    }

    // Joins the first and the last eight bytes of a text of 8 to 15; what lies behind it becomes zero.
    private static ReadOnlySpan<byte> Joints =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 15, 255, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 14, 15, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 15, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 255, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 255,
    ];

    // As above. What is no byte becomes 0 or 255, and so does not become a digit or a dot.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load(ref char start, int length)
    {
        ref var source = ref Unsafe.As<char, short>(ref start);
        if (length >= 8)
        {
            var both = Sse2.PackUnsignedSaturate(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref source, (nuint)length - 8));
            return Ssse3.Shuffle(both, Unsafe.ReadUnaligned<Vector128<byte>>(ref Unsafe.Add(ref MemoryMarshal.GetReference(Joints), (length - 8) * 16)));
        }

        ref var bytes = ref Unsafe.As<char, byte>(ref start);
        var words = Vector128.Create(Unsafe.ReadUnaligned<ulong>(ref bytes), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, 3 * sizeof(char)))).AsInt16();
        var eight = Sse2.PackUnsignedSaturate(words, words).AsUInt64().ToScalar();
        return Vector128.Create((uint)eight | (eight >> 40 << 32), 0ul).AsByte();
    }

    internal static bool TryParseScalar(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        uint result = 0;
        var octets = 0;
        var position = 0;
        while (octets < 4)
        {
            var start = position;
            uint value = 0;
            while (position < text.Length && position - start < 4 && char.IsAsciiDigit((char)text[position]))
            {
                value = (value * 10) + (uint)(text[position++] - '0');
            }

            var digits = position - start;
            if (digits is 0 or > 3 || value > 255 || (digits > 1 && text[start] == '0'))
            {
                return false;
            }

            result = (result << 8) | value;
            octets++;
            if (octets < 4 && (position >= text.Length || text[position++] != '.'))
            {
                return false;
            }
        }

        address = result;
        return position == text.Length;
    }

    /// <summary>Writes the dotted quad; <paramref name="destination"/> must hold <see cref="MaxLength"/> bytes.</summary>
    public static int Format(uint address, Span<byte> destination)
    {
        var length = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            if (shift != 24)
            {
                destination[length++] = (byte)'.';
            }

            ((byte)(address >> shift)).TryFormat(destination[length..], out var written, default, provider: null);
            length += written;
        }

        return length;
    }
}
