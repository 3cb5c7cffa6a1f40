using System.Buffers.Text;

namespace TorIntel.Pipelines;

/// <summary>Bytes on their way to a stream: small pieces are collected, large ones go straight through.</summary>
internal sealed class OutputBuffer(Stream stream)
{
    private const int LargePiece = 64 * 1024;

    private readonly byte[] _buffer = new byte[2 * LargePiece];
    private int _length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= LargePiece)
        {
            Flush();
            stream.Write(bytes);
            return;
        }

        if (_buffer.Length - _length < bytes.Length)
        {
            Flush();
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    public void Write(byte value)
    {
        if (_length == _buffer.Length)
        {
            Flush();
        }

        _buffer[_length++] = value;
    }

    public void Write(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var written);
        Write(digits[..written]);
    }

    public void Flush()
    {
        if (_length != 0)
        {
            stream.Write(_buffer, 0, _length);
            _length = 0;
        }
    }
}
