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

    /// <summary>Gets the number of quotes, without those that are escaped.</summary>
    public int QuoteCount { get; private set; }

    /// <summary>Gets a value indicating whether there is any byte above 0x7F.</summary>
    public bool HasNonAscii { get; private set; }

    /// <summary>Gets a value indicating whether there is any backslash.</summary>
    public bool HasBackslash { get; private set; }

    /// <summary>Scans a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="readable">How many bytes can be read from its first on: if there are enough behind it, its end needs no copy.</param>
    /// <returns>What is wrong with its strings, or null.</returns>
    public string? Scan(ReadOnlySpan<byte> text, int readable)
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
            ScanBlock(Vector512.LoadUnsafe(ref start, (nuint)offset), ulong.MaxValue, ref block, ref state);
            block = ref Unsafe.Add(ref block, 1);
        }

        var rest = (1ul << (text.Length - whole)) - 1;
        if (readable >= whole + BlockLength)
        {
            ScanBlock(Vector512.LoadUnsafe(ref start, (nuint)whole), rest, ref block, ref state);
        }
        else
        {
            Unsafe.SkipInit(out Padding padding);
            Span<byte> padded = padding;
            text[whole..].CopyTo(padded);
            ScanBlock(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(padded)), rest, ref block, ref state);
        }

        QuoteCount = state.Quotes;
        HasNonAscii = state.NonAscii != 0;
        HasBackslash = state.Backslashes != 0;
        return state.InString != 0 ? "a string is not closed"
            : state.ControlInString != 0 ? "a control character in a string"
            : null;
    }

    /// <summary>Tells whether as many brackets are opened as closed in the text that was scanned.</summary>
    public bool IsBalanced(ReadOnlySpan<byte> text)
    {
        var balance = 0;
        for (var i = 0; i < _count; i++)
        {
            for (var brackets = _blocks[i].Brackets; brackets != 0; brackets &= brackets - 1)
            {
                balance += text[(i * BlockLength) + BitOperations.TrailingZeroCount(brackets)] is (byte)'{' or (byte)'[' ? 1 : -1;
            }
        }

        return balance == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScanBlock(Vector512<byte> bytes, ulong inText, ref Block block, ref State state)
    {
        var quotes = Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits() & inText;
        var backslashes = Vector512.Equals(bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits() & inText;
        state.NonAscii |= bytes.ExtractMostSignificantBits() & inText;
        state.Backslashes |= backslashes;
        if ((backslashes | state.EndsInEscape) != 0)
        {
            quotes &= ~Escaped(backslashes, ref state.EndsInEscape);
        }

        state.Quotes += BitOperations.PopCount(quotes);
        var inString = ByteMasks.PrefixXor(quotes) ^ state.InString;
        state.InString = (ulong)((long)inString >> 63);
        state.ControlInString |= Vector512.LessThan(bytes, Vector512.Create((byte)' ')).ExtractMostSignificantBits() & inString & inText;

        // Of each low half of a byte at most one character matters; '[' and ']' become '{' and '}' by the bit that also makes letters lower case.
        var folded = bytes | Vector512.Create((byte)0x20);
        var wanted = Shuffle(bytes);
        var structural = Vector512.Equals(folded, wanted).ExtractMostSignificantBits() & ~inString & inText;
        block.Structural = structural;

        // Of these, brackets alone have bit 6.
        block.Brackets = structural & (bytes.AsUInt16() << 1).AsByte().ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Shuffle(Vector512<byte> bytes)
    {
        // By the low half: 0xA ':', 0xB '{', 0xC ',', 0xD '}'. Bytes above 0x7F, for which some machines give 0, are equal to none of them.
        var table = Vector128.Create((byte)0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, (byte)':', (byte)'{', (byte)',', (byte)'}', 0xFF, 0xFF);
        if (Avx512BW.IsSupported)
        {
            return Avx512BW.Shuffle(Vector512.Create(Vector256.Create(table, table), Vector256.Create(table, table)), bytes);
        }

        if (Avx2.IsSupported)
        {
            var both = Vector256.Create(table, table);
            return Vector512.Create(Avx2.Shuffle(both, bytes.GetLower()), Avx2.Shuffle(both, bytes.GetUpper()));
        }

        var low = Vector512.Create((byte)0x0F) & bytes;
        return Vector512.Create(
            Vector256.Create(Vector128.Shuffle(table, low.GetLower().GetLower()), Vector128.Shuffle(table, low.GetLower().GetUpper())),
            Vector256.Create(Vector128.Shuffle(table, low.GetUpper().GetLower()), Vector128.Shuffle(table, low.GetUpper().GetUpper())));
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
        public int Quotes;
    }

    [InlineArray(BlockLength)]
    private struct Padding
    {
        private byte _first;
    }
}
