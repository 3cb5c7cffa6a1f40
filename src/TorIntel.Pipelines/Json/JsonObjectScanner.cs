using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TorIntel.Pipelines;

/// <summary>Finds the end of a JSON object by its braces outside strings, 64 bytes at a time; the object may come in pieces.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct JsonObjectScanner
{
    private const int BlockLength = 64;

    private int _depth;
    private ulong _inString;
    private ulong _endsInEscape;

    /// <summary>Goes on with an object.</summary>
    /// <param name="text">What was not scanned yet; at first it begins with the opening brace.</param>
    /// <param name="scanned">How many bytes were: behind the closing brace, or what need not come again.</param>
    /// <returns>Whether the closing brace was found.</returns>
    public bool TryFindEnd(ReadOnlySpan<byte> text, out int scanned)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        var whole = text.Length & ~(BlockLength - 1);
        int found;
        for (scanned = 0; scanned < whole; scanned += BlockLength)
        {
            if ((found = Scan(Vector512.LoadUnsafe(ref start, (nuint)scanned))) >= 0)
            {
                scanned += found + 1;
                return true;
            }
        }

        // What stands behind the last whole block comes again, with more.
        Span<byte> rest = stackalloc byte[BlockLength];
        rest.Fill((byte)' ');
        text[whole..].CopyTo(rest);
        var before = this;
        found = Scan(Vector512.Create<byte>(rest));
        if (found < 0)
        {
            this = before;
            return false;
        }

        scanned += found + 1;
        return true;
    }

    private int Scan(Vector512<byte> bytes)
    {
        var quotes = Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits();
        var backslashes = Vector512.Equals(bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits();
        if ((backslashes | _endsInEscape) != 0)
        {
            quotes &= ~JsonStructure.Escaped(backslashes, ref _endsInEscape);
        }

        var inString = ByteMasks.PrefixXor(quotes) ^ _inString;
        _inString = (ulong)((long)inString >> 63);
        var opens = Vector512.Equals(bytes, Vector512.Create((byte)'{')).ExtractMostSignificantBits() & ~inString;
        var closes = Vector512.Equals(bytes, Vector512.Create((byte)'}')).ExtractMostSignificantBits() & ~inString;
        var closeCount = BitOperations.PopCount(closes);
        if (_depth > closeCount)
        {
            _depth += BitOperations.PopCount(opens) - closeCount;
            return -1;
        }

        for (var braces = opens | closes; braces != 0; braces &= braces - 1)
        {
            var lowest = braces & (0 - braces);
            _depth += (opens & lowest) != 0 ? 1 : -1;
            if (_depth == 0)
            {
                return BitOperations.TrailingZeroCount(lowest);
            }
        }

        return -1;
    }
}
