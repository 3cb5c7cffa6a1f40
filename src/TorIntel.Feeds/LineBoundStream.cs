namespace TorIntel.Feeds;

/// <summary>Passes a stream on, but cuts each line after a number of bytes, so that one endless line cannot end the reading of the others.</summary>
internal sealed class LineBoundStream(Stream inner, int maxLineBytes) : ReadOnlyStream
{
    private int _lineBytes;

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            var read = inner.Read(buffer);
            var kept = Cut(buffer[..read]);
            if (kept > 0 || read == 0)
            {
                return kept;
            }
        }
    }

    // Moves what is kept to the front, and returns how much that is. Line breaks are always kept.
    private int Cut(Span<byte> buffer)
    {
        var kept = 0;
        var rest = buffer;
        while (!rest.IsEmpty)
        {
            var lineBreak = rest.IndexOfAny((byte)'\n', (byte)'\r');
            var text = rest[..(lineBreak < 0 ? rest.Length : lineBreak)];
            var room = Math.Min(text.Length, maxLineBytes - _lineBytes);
            text[..room].CopyTo(buffer[kept..]);
            kept += room;
            _lineBytes += room;
            if (lineBreak < 0)
            {
                break;
            }

            buffer[kept++] = rest[lineBreak];
            _lineBytes = 0;
            rest = rest[(lineBreak + 1)..];
        }

        return kept;
    }
}
