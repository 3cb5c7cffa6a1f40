namespace TorIntel.Feeds;

/// <summary>A stream with a few bytes behind its end. The stream is not closed.</summary>
internal sealed class AppendedStream(Stream inner, byte[] end) : ReadOnlyStream
{
    private int _position = -1; // In the end; -1 while the stream goes on.

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_position < 0)
        {
            if (inner.Read(buffer) is var read and > 0)
            {
                return read;
            }

            _position = 0;
        }

        var count = Math.Min(buffer.Length, end.Length - _position);
        end.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
