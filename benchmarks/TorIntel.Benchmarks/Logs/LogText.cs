using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace TorIntel.Benchmarks;

/// <summary>A buffer of UTF-8 in front of a stream, to which interpolated strings are written without a string in between.</summary>
internal sealed class LogText(Stream output)
{
    private const int MaxLine = 8 * 1024;

    private readonly byte[] _buffer = new byte[1 << 18];
    private int _length;

    /// <summary>Gets how many bytes were written.</summary>
    public long Written { get; private set; }

    /// <summary>Writes a line and its line feed.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] Handler line)
    {
        _ = line;
        Append("\n");
        FlushIfFull();
    }

    /// <summary>Makes room for another line; of a line that is longer it makes room for a part.</summary>
    public void FlushIfFull()
    {
        if (_buffer.Length - _length < MaxLine)
        {
            Flush();
        }
    }

    /// <summary>Writes a part of a line.</summary>
    public void Part([InterpolatedStringHandlerArgument("")] Handler part) => _ = part;

    public void Flush()
    {
        output.Write(_buffer, 0, _length);
        _length = 0;
    }

    private void Append(string text) => Advance(Encoding.ASCII.GetBytes(text, _buffer.AsSpan(_length)));

    private void Append<T>(T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        if (!value.TryFormat(_buffer.AsSpan(_length), out var length, format, CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException("The line is longer than a line of a log may be.");
        }

        Advance(length);
    }

    private void Advance(int length)
    {
        _length += length;
        Written += length;
    }

    /// <summary>What the compiler turns an interpolated string into.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly LogText _text;

        public Handler(int literalLength, int formattedCount, LogText text)
        {
            _ = literalLength + formattedCount;
            _text = text;
        }

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(string text) => _text.Append(text);

        public void AppendFormatted<T>(T value)
            where T : IUtf8SpanFormattable => _text.Append(value, default);

        public void AppendFormatted<T>(T value, string format)
            where T : IUtf8SpanFormattable => _text.Append(value, format);
    }
}
