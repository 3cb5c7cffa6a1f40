namespace TorIntel;

/// <summary>Reads lines of bytes with a bound on their length; what is longer is cut, and said to be.</summary>
internal sealed class LineReader(Stream stream, int maxLineLength)
{
    // Behind the beginning of a line that is too long there must be place for much of its rest, else it would come byte by byte.
    private readonly byte[] _buffer = new byte[Math.Max(64 * 1024, 2 * maxLineLength)];
    private int _start;
    private int _end;
    private bool _isStreamAtEnd;

    /// <summary>Gets the number of the line that was read last, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Gets how many bytes were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Gets a value indicating whether the line was longer than the bound: its rest was passed over.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Gets a value indicating whether a line feed stood behind the line.</summary>
    public bool IsTerminated { get; private set; }

    /// <summary>Gets a value indicating whether another line can be had without waiting for the stream.</summary>
    public bool HasBufferedLine => _isStreamAtEnd || _buffer.AsSpan(_start, _end - _start).Contains((byte)'\n');

    /// <summary>Reads a line, without its line feed and a carriage return before that.</summary>
    /// <param name="line">The line; valid until the next call.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        IsTooLong = false;
        var searched = 0; // What comes in small pieces is not to be searched again and again.
        while (true)
        {
            var available = _buffer.AsSpan(_start, _end - _start);
            var length = available[searched..].IndexOf((byte)'\n');
            if (length >= 0)
            {
                length += searched;
                IsTooLong |= length > maxLineLength;
                return Take(length, 1, out line);
            }

            if (_isStreamAtEnd)
            {
                IsTooLong |= available.Length > maxLineLength;
                return Take(available.Length, 0, out line);
            }

            if (available.Length > maxLineLength)
            {
                // Keeps the beginning for the message and drops the rest as it comes.
                IsTooLong = true;
                _end = _start + maxLineLength;
            }

            searched = _end - _start;
            Fill();
        }
    }

    private bool Take(int length, int terminator, out ReadOnlySpan<byte> line)
    {
        line = _buffer.AsSpan(_start, Math.Min(length, maxLineLength));
        _start += length + terminator;
        IsTerminated = terminator != 0;
        if (length + terminator == 0 && !IsTooLong)
        {
            return false;
        }

        LineNumber++;
        line = line is [.., (byte)'\r'] ? line[..^1] : line;
        return true;
    }

    private void Fill()
    {
        if (_start != 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        BytesRead += read;
        _end += read;
        _isStreamAtEnd = read == 0;
    }
}
