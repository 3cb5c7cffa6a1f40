using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorIntel.Pipelines;

/// <summary>Finds the braces, brackets, colons and commas of a JSON text that stand outside strings: one bit for each byte, 64 bytes at a time.</summary>
/// <remarks>Source: stage one of Langdale and Lemire, "Parsing Gigabytes of JSON per Second" (VLDB Journal 2019). Not safe for several threads.</remarks>
internal sealed class JsonStructure
{
    private const int BlockLength = 64;
    private const ulong EvenBits = 0x5555_5555_5555_5555;

    private Block[] _blocks = new Block[64];
    private int _count;

    /// <summary>Gets the blocks, the last of which reaches behind the end of the text.</summary>
    public ReadOnlySpan<Block> Blocks => _blocks.AsSpan(0, _count);

    /// <summary>Gets a value indicating whether there is any byte above 0x7F.</summary>
    public bool HasNonAscii { get; private set; }

    /// <summary>Gets a value indicating whether there is any backslash.</summary>
    public bool HasBackslash { get; private set; }

    /// <summary>Scans a text.</summary>
    /// <returns>What is wrong with its strings or the number of its brackets, or null.</returns>
    public string? Scan(ReadOnlySpan<byte> text)
    {
        var state = default(State);
        _count = (text.Length / BlockLength) + 1;
        if (_blocks.Length < _count)
        {
            _blocks = new Block[Math.Max(_count, _blocks.Length * 2)];
        }

        ref var start = ref MemoryMarshal.GetReference(text);
        ref var block = ref MemoryMarshal.GetArrayDataReference(_blocks);
        var whole = text.Length & ~(BlockLength - 1);
        for (var offset = 0; offset < whole; offset += BlockLength)
        {
            ScanBlock(Vector512.LoadUnsafe(ref start, (nuint)offset), ref block, ref state);
            block = ref Unsafe.Add(ref block, 1);
        }

        Unsafe.SkipInit(out Padding padding);
        Span<byte> padded = padding;
        padded.Fill((byte)' ');
        text[whole..].CopyTo(padded);
        ScanBlock(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(padded)), ref block, ref state);

        HasNonAscii = state.NonAscii != 0;
        HasBackslash = state.Backslashes != 0;
        return state.InString != 0 ? "a string is not closed"
            : state.ControlInString != 0 ? "a control character in a string"
            : state.Balance != 0 ? "brackets do not match"
            : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScanBlock(Vector512<byte> bytes, ref Block block, ref State state)
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
        var opens = Vector512.Equals(folded, Vector512.Create((byte)'{')).ExtractMostSignificantBits() & ~inString;
        var closes = Vector512.Equals(folded, Vector512.Create((byte)'}')).ExtractMostSignificantBits() & ~inString;
        var others = (Vector512.Equals(bytes, Vector512.Create((byte)':')) | Vector512.Equals(bytes, Vector512.Create((byte)','))).ExtractMostSignificantBits() & ~inString;
        block.Structural = opens | closes | others;
        block.Brackets = opens | closes;
        state.Balance += BitOperations.PopCount(opens) - BitOperations.PopCount(closes);
    }

    // The characters behind an odd run of backslashes.
    internal static ulong Escaped(ulong backslashes, ref ulong endsInEscape)
    {
        backslashes &= ~endsInEscape;
        var follows = (backslashes << 1) | endsInEscape;
        var oddStarts = backslashes & ~EvenBits & ~follows;
        var evenSequences = oddStarts + backslashes;
        endsInEscape = evenSequences < oddStarts ? 1ul : 0ul;
        return (EvenBits ^ (evenSequences << 1)) & follows;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong PrefixXor(ulong bits)
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

    /// <summary>What stands outside strings in 64 bytes.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct Block
    {
        /// <summary>Braces, brackets, colons and commas.</summary>
        public ulong Structural;

        /// <summary>Braces and brackets.</summary>
        public ulong Brackets;
    }

    private struct State
    {
        public ulong EndsInEscape;
        public ulong InString;
        public ulong NonAscii;
        public ulong Backslashes;
        public ulong ControlInString;
        public int Balance;
    }

    [InlineArray(BlockLength)]
    private struct Padding
    {
        private byte _first;
    }
}
