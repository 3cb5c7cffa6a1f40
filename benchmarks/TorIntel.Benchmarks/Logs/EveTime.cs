namespace TorIntel.Benchmarks;

/// <summary>A time as Suricata writes it.</summary>
internal readonly record struct EveTime(DateTime Time) : IUtf8SpanFormattable
{
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Time.TryFormat(utf8Destination, out bytesWritten, "yyyy-MM-dd'T'HH:mm:ss.ffffff'+0000'", provider);
}
