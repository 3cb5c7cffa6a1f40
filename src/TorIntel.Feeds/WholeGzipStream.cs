using System.IO.Compression;

namespace TorIntel.Feeds;

/// <summary>Decompresses gzip, and refuses what is damaged or cut: for the platform's stream the end of the input is the end of the data.</summary>
/// <remarks>A last member is put behind the input. Its content comes out at the end only if every member in front of it is whole.</remarks>
internal sealed class WholeGzipStream : ReadOnlyStream
{
    private static readonly byte[] s_mark = [0, .. "end of TorIntel's input"u8, 0];
    private static readonly byte[] s_markMember = Compress(s_mark);

    private readonly GZipStream _gzip;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    public WholeGzipStream(Stream compressed) => _gzip = new GZipStream(new AppendedStream(compressed, s_markMember), CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        // What may be the mark is held back.
        while (!_isAtEnd && _end - _start <= s_mark.Length)
        {
            Fill();
        }

        var count = _isAtEnd ? 0 : Math.Min(buffer.Length, _end - _start - s_mark.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return member.ToArray();
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = ReadMembers();
        _end += read;
        _isAtEnd = read == 0;
        if (_isAtEnd && !_buffer.AsSpan(0, _end).SequenceEqual(s_mark))
        {
            throw Damaged(null);
        }
    }

    private int ReadMembers()
    {
        try
        {
            return _gzip.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    private static InvalidDataException Damaged(Exception? inner) => new("its gzip data are damaged or cut", inner);
}
