using TorIntel.Feeds;

namespace TorIntel.Cli;

/// <summary>Decompressed data, of which damage is told in one sentence. All that was decompressed in front of it is given first.</summary>
internal sealed class CheckedDecompressor(Stream inner, string compression) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException || ZstdCompression.IsItsError(e, compression))
        {
            throw new InvalidDataException(ZstdCompression.IsTooWide(e, compression) ? $"its zstd data need more than {ZstdCompression.MaxWindowMiB} MiB of memory" : $"its {compression} data are damaged or cut", e);
        }
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
