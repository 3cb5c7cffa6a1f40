using TorIntel.Feeds;

namespace TorIntel.Cli;

/// <summary>Tells how much is read.</summary>
internal sealed class CountedStream(Stream inner, Action<int> count) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        count(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
