using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorIntel.Pipelines;

/// <summary>Finds the braces, brackets, colons and commas of a JSON text that stand outside strings, 64 bytes at a time.</summary>
/// <remarks>Source: stage one of Langdale and Lemire, "Parsing Gigabytes of JSON per Second" (VLDB Journal 2019). Not safe for several threads.</remarks>
internal sealed class JsonStructure
{
    private const int BlockLength = 64;
    private const ulong EvenBits = 0x5555_5555_5555_5555;

    private int[] _positions = new int[1024];
    private int _count;

    /// <summary>Gets the positions, in ascending order.</summary>
    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, _count);

    /// <summary>Gets a value indicating whether there is any byte above 0x7F.</summary>
    public bool HasNonAscii { get; private set; }

    /// <summary>Gets a value indicating whether there is any backslash.</summary>
    public bool HasBackslash { get; private set; }

    /// <summary>Scans a text.</summary>
    /// <returns>What is wrong with its strings, or null.</returns>
    public string? Scan(ReadOnlySpan<byte> text)
    {
        var state = default(State);
        _count = 0;
        ref var start = ref MemoryMarshal.GetReference(text);
        var whole = text.Length & ~(BlockLength - 1);
        for (var offset = 0; offset < whole; offset += BlockLength)
        {
            ScanBlock(Vector512.LoadUnsafe(ref start, (nuint)offset), offset, ref state);
        }

        if (whole != text.Length)
        {
            Unsafe.SkipInit(out Block block);
            Span<byte> padded = block;
            padded.Fill((byte)' ');
            text[whole..].CopyTo(padded);
            ScanBlock(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(padded)), whole, ref state);
        }

        HasNonAscii = state.NonAscii != 0;
        HasBackslash = state.Backslashes != 0;
        return state.InString != 0 ? "a string is not closed"
            : state.ControlInString != 0 ? "a control character in a string"
            : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ScanBlock(Vector512<byte> bytes, int offset, ref State state)
    {
        var quotes = Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits();
        var backslashes = Vector512.Equals(bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits();
        state.NonAscii |= bytes.ExtractMostSignificantBits();
        state.Backslashes |= backslashes;
        if ((backslashes | state.EndsInEscape) != 0)
        {
            quotes &= ~Escaped(backslashes, ref state.EndsInEscape);
        }

        var inString = PrefixXor(quotes) ^ state.InString;
        state.InString = (ulong)((long)inString >> 63);
        state.ControlInString |= Vector512.LessThan(bytes, Vector512.Create((byte)' ')).ExtractMostSignificantBits() & inString;

        // '[' and ']' become '{' and '}' by the bit that also makes letters lower case.
        var folded = bytes | Vector512.Create((byte)0x20);
        var structural = (Vector512.Equals(folded, Vector512.Create((byte)'{')) | Vector512.Equals(folded, Vector512.Create((byte)'}'))
            | Vector512.Equals(bytes, Vector512.Create((byte)':')) | Vector512.Equals(bytes, Vector512.Create((byte)','))).ExtractMostSignificantBits();
        structural &= ~inString;
        Store(structural, offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(ulong bits, int offset)
    {
        if (_positions.Length - _count < BlockLength)
        {
            Array.Resize(ref _positions, _positions.Length * 2);
        }

        ref var next = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_positions), _count);
        _count += BitOperations.PopCount(bits);
        while (bits != 0)
        {
            next = offset + BitOperations.TrailingZeroCount(bits);
            next = ref Unsafe.Add(ref next, 1);
            bits &= bits - 1;
        }
    }

    // The characters behind an odd run of backslashes.
    private static ulong Escaped(ulong backslashes, ref ulong endsInEscape)
    {
        backslashes &= ~endsInEscape;
        var follows = (backslashes << 1) | endsInEscape;
        var oddStarts = backslashes & ~EvenBits & ~follows;
        var evenSequences = oddStarts + backslashes;
        endsInEscape = evenSequences < oddStarts ? 1ul : 0ul;
        return (EvenBits ^ (evenSequences << 1)) & follows;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PrefixXor(ulong bits)
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

    private struct State
    {
        public ulong EndsInEscape;
        public ulong InString;
        public ulong NonAscii;
        public ulong Backslashes;
        public ulong ControlInString;
    }

    [InlineArray(BlockLength)]
    private struct Block
    {
        private byte _first;
    }
}
