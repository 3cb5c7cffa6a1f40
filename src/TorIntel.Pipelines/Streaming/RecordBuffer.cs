using System.Buffers;

namespace TorIntel.Pipelines;

/// <summary>The part of an input that is being looked at. It grows as far as the longest record needs, not further.</summary>
internal sealed class RecordBuffer
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

    /// <summary>Gets the last byte that was given up; a line feed at the beginning.</summary>
    public byte LastReleased { get; private set; } = (byte)'\n';

    /// <summary>Reads what there is to read, at least one byte, or finds the end of the input.</summary>
    public void Fill(Stream input)
    {
        MakeSpace(1);
        Advance(input.Read(_buffer, _end, _buffer.Length - _end));
    }

    /// <summary>Takes in what was read elsewhere; nothing if the input has ended.</summary>
    public void Fill(ReadOnlySequence<byte> bytes)
    {
        MakeSpace((int)bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_end));
        Advance((int)bytes.Length);
    }

    /// <summary>Gives up the first bytes.</summary>
    public void Release(int count)
    {
        _start += count;
        LastReleased = count > 0 ? _buffer[_start - 1] : LastReleased;
    }

    private void MakeSpace(int length)
    {
        if (_start != 0)
        {
            Unread.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_buffer.Length - _end < length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _end + length));
        }
    }

    private void Advance(int read)
    {
        IsAtEnd = read == 0;
        BytesRead += read;
        _end += read;
    }
}
