namespace TorIntel.Feeds;

/// <summary>Shows the beginning of a stream before it is read.</summary>
internal sealed class PeekStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private int _position;

    public PeekStream(Stream inner, int length)
    {
        _inner = inner;
        var buffer = new byte[length];
        Head = buffer[..inner.ReadAtLeast(buffer, length, throwOnEndOfStream: false)];
    }

    public byte[] Head { get; }

    public override int Read(Span<byte> buffer)
    {
        if (_position == Head.Length)
        {
            return _inner.Read(buffer);
        }

        var count = Math.Min(buffer.Length, Head.Length - _position);
        Head.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
