namespace TorIntel.Cli;

/// <summary>An output whose failures are told in one sentence that names it.</summary>
internal sealed class OutputStream(Stream inner, string name) : Stream
{
    private const int UnixClosedPipe = 32; // EPIPE, the same on all systems that .NET runs on.
    private const int WindowsNoData = unchecked((int)0x800700E8);
    private const int WindowsClosedPipe = unchecked((int)0x8007006D);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Describe(e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        try
        {
            inner.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Describe(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private IOException Describe(Exception exception) => exception.HResult switch
    {
        UnixClosedPipe or WindowsClosedPipe or WindowsNoData => new ClosedPipeException(exception),
        _ => new IOException(FileErrors.Describe(name, exception), exception),
    };
}
