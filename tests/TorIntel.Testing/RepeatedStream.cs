namespace TorIntel.Testing;

/// <summary>Gives one piece of text over and over, then an end: files of any size without the memory for them.</summary>
public sealed class RepeatedStream(byte[] piece, long length, byte[]? end = null) : Stream
{
    private readonly byte[] _end = end ?? [];
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length + _end.Length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> rest = _position < length
            ? piece.AsSpan((int)(_position % piece.Length), (int)Math.Min(piece.Length - (_position % piece.Length), length - _position))
            : _end.AsSpan((int)(_position - length));
        var count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
