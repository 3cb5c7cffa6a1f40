namespace TorIntel.Cli;

/// <summary>Collects what comes out between two checkpoints, so that it can be passed on as one.</summary>
internal sealed class BatchStream : Stream
{
    private const int KeptLength = 1024 * 1024;

    private byte[] _bytes = new byte[64 * 1024];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > KeptLength)
        {
            _bytes = new byte[KeptLength];
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_bytes.Length - _length < buffer.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + buffer.Length));
        }

        buffer.CopyTo(_bytes.AsSpan(_length));
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
