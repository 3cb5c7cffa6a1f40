using System.Globalization;

namespace TorIntel.Feeds;

/// <summary>Refuses to give more than a number of bytes: a bound for decompression bombs and endless bodies.</summary>
internal sealed class LimitStream(Stream inner, long maxBytes) : ReadOnlyStream
{
    private long _read;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _read += read;
        return _read <= maxBytes ? read : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it is longer than {maxBytes >> 20} MiB"));
    }
}
