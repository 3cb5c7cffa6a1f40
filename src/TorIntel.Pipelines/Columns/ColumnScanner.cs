using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorIntel.Pipelines;

/// <summary>Finds where the columns of a record end: 64 bytes at a time the separators are found as bits, as far as columns are asked for. Not safe for several threads.</summary>
internal sealed class ColumnScanner(ColumnSyntax syntax)
{
    private const int BlockLength = ByteMasks.BlockLength;

    private readonly byte _separator = syntax.Separator;
    private readonly bool _isPlain = syntax is { HasQuotes: false, IsRun: false };
    private int[] _ends = new int[128];
    private int _start;

    /// <summary>Gets a value indicating whether any quote was seen.</summary>
    public bool SawQuotes { get; private set; }

    /// <summary>Gets a value indicating whether the record ends within quotes.</summary>
    public bool EndsInQuotes { get; private set; }

    /// <summary>Finds the first columns of a record.</summary>
    /// <param name="text">The record.</param>
    /// <param name="start">Where its columns begin.</param>
    /// <param name="columns">How many are needed, at least one.</param>
    /// <returns>How many there are, at most <paramref name="columns"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Scan(ReadOnlySpan<byte> text, int start, int columns) =>
        Vector512.IsHardwareAccelerated ? Scan<ByteMasks.Wide>(text, start, columns)
        : Avx2.IsSupported ? Scan<ByteMasks.Avx>(text, start, columns)
        : Scan<ByteMasks.Narrow>(text, start, columns);

    /// <summary>Finds the first columns of a record by what a processor offers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Scan<TBlocks>(ReadOnlySpan<byte> text, int start, int columns)
        where TBlocks : ByteMasks.IBlocks
    {
        _start = start;
        if (_ends.Length < columns + BlockLength + 8)
        {
            _ends = new int[(columns + BlockLength + 8) * 2];
        }

        return _isPlain ? ScanPlain<TBlocks>(text, start, columns) : ScanOther<TBlocks>(text, start, columns);
    }

    /// <summary>Counts the columns of a record.</summary>
    public int Count(ReadOnlySpan<byte> text, int start) => _isPlain ? text[start..].Count(_separator) + 1 : Scan(text, start, ColumnSyntax.MaxColumns);

    /// <summary>Gives a column of the record that was scanned last, without quotes around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Get(ReadOnlySpan<byte> text, int column, out int start, out int length)
    {
        start = column == 0 ? _start : _ends[column - 1] + 1;
        length = _ends[column] - start;
        if (!_isPlain)
        {
            Strip(text, ref start, ref length);
        }
    }

    private int ScanPlain<TBlocks>(ReadOnlySpan<byte> text, int start, int columns)
        where TBlocks : ByteMasks.IBlocks
    {
        ref var ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        var count = 0;
        for (var at = start; at < text.Length; at += BlockLength)
        {
            count += ByteMasks.Store<TBlocks>(ByteMasks.FindAt<TBlocks>(text, at, _separator), at, ref Unsafe.Add(ref ends, count));
            if (count >= columns)
            {
                return columns;
            }
        }

        Unsafe.Add(ref ends, count) = text.Length;
        return count + 1;
    }

    private int ScanOther<TBlocks>(ReadOnlySpan<byte> text, int start, int columns)
        where TBlocks : ByteMasks.IBlocks
    {
        ref var ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        var count = 0;
        ulong inQuotes = 0;
        ulong mayOpen = 1; // Whether a quote at the beginning of the next block would open a value.
        ulong endsInSeparator = 1;
        SawQuotes = false;
        EndsInQuotes = false;
        for (var at = start; at < text.Length; at += BlockLength)
        {
            var separators = ByteMasks.FindAt<TBlocks>(text, at, _separator);
            if (syntax.HasQuotes && ByteMasks.FindAt<TBlocks>(text, at, (byte)'"') is var quotes && (quotes | inQuotes) != 0)
            {
                SawQuotes = true;
                var inside = ByteMasks.PrefixXor(quotes) ^ inQuotes;
                separators &= ~inside;
                var opening = quotes & inside;
                var closing = quotes & ~inside;
                if ((opening & ~(((separators | closing) << 1) | mayOpen)) != 0 || (syntax.HasBackslashes && ByteMasks.FindAt<TBlocks>(text, at, (byte)'\\') != 0))
                {
                    return ScanSlowly(text, start, columns); // A quote within a value, or one that is escaped.
                }

                inQuotes = (ulong)((long)inside >> 63);
                mayOpen = (separators | closing) >> 63;
            }
            else
            {
                mayOpen = separators >> 63;
            }

            if (syntax.IsRun)
            {
                var firsts = separators & ~((separators << 1) | endsInSeparator);
                endsInSeparator = separators >> 63;
                separators = firsts;
            }

            count += ByteMasks.Store<TBlocks>(separators, at, ref Unsafe.Add(ref ends, count));
            if (count >= columns)
            {
                return columns;
            }
        }

        EndsInQuotes = inQuotes != 0;
        return End(text, count);
    }

    // The last column ends with the record; behind separators that count as one there is none.
    private int End(ReadOnlySpan<byte> text, int count)
    {
        if (syntax.IsRun && count != 0 && text[^1] == _separator && !EndsInQuotes)
        {
            return count;
        }

        _ends[count] = text.Length;
        return count + 1;
    }

    // By RFC 4180: a value is quoted if it begins with a quote; two quotes inside stand for one.
    private int ScanSlowly(ReadOnlySpan<byte> text, int start, int columns)
    {
        SawQuotes = true;
        var at = start;
        for (var count = 0; count < columns; count++)
        {
            while (syntax.IsRun && at < text.Length && text[at] == _separator)
            {
                at++;
            }

            if (syntax.IsRun && at == text.Length && count != 0)
            {
                return count;
            }

            if (at < text.Length && text[at] == '"' && !TrySkipQuoted(text, ref at))
            {
                EndsInQuotes = true;
            }

            var length = text[at..].IndexOf(_separator);
            if (length < 0)
            {
                _ends[count] = text.Length;
                return count + 1;
            }

            at += length;
            _ends[count] = at++;
        }

        return columns;
    }

    private bool TrySkipQuoted(ReadOnlySpan<byte> text, ref int at)
    {
        for (at++; ; at += 2)
        {
            var length = syntax.HasBackslashes ? text[at..].IndexOfAny((byte)'"', (byte)'\\') : text[at..].IndexOf((byte)'"');
            if (length < 0)
            {
                at = text.Length;
                return false;
            }

            at += length;
            if (text[at] == '"' && (at + 1 == text.Length || text[at + 1] != '"'))
            {
                at++;
                return true;
            }

            if (at + 2 > text.Length)
            {
                at = text.Length;
                return false;
            }
        }
    }

    private void Strip(ReadOnlySpan<byte> text, ref int start, ref int length)
    {
        while (syntax.IsRun && length > 0 && text[start] == _separator)
        {
            start++;
            length--;
        }

        if (syntax.HasQuotes && length >= 2 && text[start] == '"' && text[start + length - 1] == '"')
        {
            start++;
            length -= 2;
        }
    }
}
