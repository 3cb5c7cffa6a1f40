using System.Text;

namespace TorIntel.Pipelines.Tests;

/// <summary>Gives one piece at each read, and notes at each what there is to see then.</summary>
internal sealed class WatchedStream(string[] pieces, Func<int> look, Action? afterRead = null) : Stream
{
    private int _next;

    public List<int> Seen { get; } = [];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Seen.Add(look());
        if (_next == pieces.Length)
        {
            return 0;
        }

        var read = Encoding.UTF8.GetBytes(pieces[_next++], buffer.AsSpan(offset, count));
        afterRead?.Invoke();
        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
