namespace TorIntel.Pipelines;

/// <summary>The part of an input that is being looked at. It grows as far as the longest record needs, not further.</summary>
internal sealed class RecordBuffer(Stream input)
{
    private const int InitialLength = 256 * 1024; // Stays in the second-level cache between being read and being scanned.

    private byte[] _buffer = new byte[InitialLength];
    private int _start;
    private int _end;

    /// <summary>Gets what was read and not released yet.</summary>
    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Gets a value indicating whether the input has ended; what is unread is its rest.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Gets how many bytes were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads what there is to read, at least one byte, or finds the end of the input.</summary>
    public void Fill()
    {
        if (_start != 0)
        {
            Unread.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = input.Read(_buffer, _end, _buffer.Length - _end);
        IsAtEnd = read == 0;
        BytesRead += read;
        _end += read;
    }

    /// <summary>Gets the last byte that was given up; a line feed at the beginning.</summary>
    public byte LastReleased { get; private set; } = (byte)'\n';

    /// <summary>Gives up the first bytes.</summary>
    public void Release(int count)
    {
        _start += count;
        LastReleased = count > 0 ? _buffer[_start - 1] : LastReleased;
    }
}
