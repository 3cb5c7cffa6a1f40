using System.Globalization;
using System.Text.Unicode;

namespace TorIntel.Benchmarks;

/// <summary>An address as Suricata writes it: IPv6 with all of its digits.</summary>
internal readonly record struct EveAddress(IPAddressValue Address) : IUtf8SpanFormattable
{
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        if (Address.IsIPv4)
        {
            return Address.TryFormat(utf8Destination, out bytesWritten);
        }

        var (high, low) = ((ulong)(Address.ToIPv6() >> 64), (ulong)Address.ToIPv6());
        return Utf8.TryWrite(
            utf8Destination,
            CultureInfo.InvariantCulture,
            $"{high >> 48:x4}:{(high >> 32) & 0xFFFF:x4}:{(high >> 16) & 0xFFFF:x4}:{high & 0xFFFF:x4}:{low >> 48:x4}:{(low >> 32) & 0xFFFF:x4}:{(low >> 16) & 0xFFFF:x4}:{low & 0xFFFF:x4}",
            out bytesWritten);
    }

    public override string ToString()
    {
        Span<byte> text = stackalloc byte[40];
        TryFormat(text, out var length, default, null);
        return System.Text.Encoding.ASCII.GetString(text[..length]);
    }
}
