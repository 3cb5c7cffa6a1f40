using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>An IPv4 or IPv6 address as a 16-byte value: the counterpart of <see cref="IPAddress"/> that never allocates.</summary>
/// <remarks>
/// <para>
/// An IPv4-mapped IPv6 address (<c>::ffff:192.0.2.1</c>, RFC 4291 section 2.5.5.2) <em>is</em> the IPv4 address: both have one value,
/// and it prints as IPv4. Zone identifiers are accepted in text and dropped. <c>default</c> is <c>::</c>, which no host can have, and
/// stands for "no address" (<see cref="IsNone"/>).
/// </para>
/// <para>
/// Text is read strictly (see <see cref="TryParse(ReadOnlySpan{byte}, out IPAddressValue)"/>) and written to RFC 5952. Immutable, and safe
/// to share between threads.
/// </para>
/// </remarks>
public readonly struct IPAddressValue :
    IEquatable<IPAddressValue>, IComparable<IPAddressValue>, ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<IPAddressValue>, IUtf8SpanParsable<IPAddressValue>
{
    private const ulong MappedPrefix = 0xFFFF_0000_0000;

    private readonly ulong _high;
    private readonly ulong _low;

    internal IPAddressValue(ulong high, ulong low)
    {
        _high = high;
        _low = low;
    }

    /// <summary>Gets a value indicating whether this is <c>::</c>, the unspecified address, which stands for "no address".</summary>
    public bool IsNone => (_high | _low) == 0;

    /// <summary>Gets a value indicating whether this is an IPv4 address, also when it was given as an IPv4-mapped IPv6 address.</summary>
    public bool IsIPv4 => _high == 0 && _low >> 32 == 0xFFFF;

    internal ulong High => _high;

    internal ulong Low => _low;

    /// <summary>Makes an IPv4 address; 192.0.2.1 is <c>0xC0000201</c>.</summary>
    /// <param name="address">The address as a number, first octet in the highest eight bits.</param>
    public static IPAddressValue FromIPv4(uint address) => new(0, MappedPrefix | address);

    /// <summary>Makes an address from 128 bits; IPv4-mapped values become IPv4 addresses.</summary>
    /// <param name="address">The address as a number, first group in the highest sixteen bits.</param>
    public static IPAddressValue FromIPv6(UInt128 address) => new((ulong)(address >> 64), (ulong)address);

    /// <summary>Converts an <see cref="IPAddress"/> without allocating; the scope identifier is dropped.</summary>
    /// <param name="address">The address to convert.</param>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is null.</exception>
    [SkipLocalsInit]
    public static IPAddressValue FromIPAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return FromIPv4(IPv4Of(address));
        }

        Unsafe.SkipInit(out UInt128 bytes);
        var span = System.Runtime.InteropServices.MemoryMarshal.AsBytes(new Span<UInt128>(ref bytes));
        address.TryWriteBytes(span, out _);
        return new IPAddressValue(BinaryPrimitives.ReadUInt64BigEndian(span), BinaryPrimitives.ReadUInt64BigEndian(span[8..]));
    }

    /// <summary>Gets the IPv4 address as a number, first octet in the highest eight bits.</summary>
    /// <exception cref="InvalidOperationException">This is not an IPv4 address.</exception>
    public uint ToIPv4() => IsIPv4 ? (uint)_low : throw new InvalidOperationException("The address is not an IPv4 address.");

    /// <summary>Gets the 128 bits of the address; an IPv4 address in its mapped form.</summary>
    public UInt128 ToIPv6() => new(_high, _low);

    /// <summary>Makes an <see cref="IPAddress"/>, of the IPv4 family for an IPv4 address. Allocates.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
        return new IPAddress(IsIPv4 ? bytes[12..] : bytes);
    }

    /// <summary>Reads an address from UTF-8 text.</summary>
    /// <remarks>
    /// IPv4: four decimal octets without leading zeros, nothing else (no <c>010.8.8.8</c>, <c>1.2</c> or <c>0x7f.1</c>). IPv6: all forms of
    /// RFC 4291 section 2.2, either case, dotted tail allowed, and a zone identifier (<c>fe80::1%eth0</c>, RFC 4007), which is dropped.
    /// No white space, no brackets, no port. Allocates nothing.
    /// </remarks>
    /// <param name="utf8Text">The text, the whole of which must be the address.</param>
    /// <param name="result">The address, or <c>default</c>.</param>
    /// <returns>Whether the text is an address.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out IPAddressValue result) => AddressText.TryParseAddress(utf8Text, out result);

    /// <summary>Reads an address from UTF-16 text, by the rules of <see cref="TryParse(ReadOnlySpan{byte}, out IPAddressValue)"/>.</summary>
    /// <param name="s">The text, the whole of which must be the address.</param>
    /// <param name="result">The address, or <c>default</c>.</param>
    /// <returns>Whether the text is an address.</returns>
    public static bool TryParse(ReadOnlySpan<char> s, out IPAddressValue result)
    {
        if (IPv4Text.TryParse(s, out var ipv4))
        {
            result = FromIPv4(ipv4);
            return true;
        }

        return TryParseNarrowed(s, out result);
    }

    [SkipLocalsInit]
    private static bool TryParseNarrowed(ReadOnlySpan<char> s, out IPAddressValue result)
    {
        Span<byte> buffer = stackalloc byte[AddressText.MaxLength];
        result = default;
        return AddressText.TryNarrow(s, buffer, out var utf8) && TryParse(utf8, out result);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out IPAddressValue)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out IPAddressValue result) => TryParse(s.AsSpan(), out result);

    /// <summary>Reads an address, or throws.</summary>
    /// <param name="s">The text, the whole of which must be the address.</param>
    /// <returns>The address.</returns>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static IPAddressValue Parse(ReadOnlySpan<char> s) =>
        TryParse(s, out var result) ? result : throw new FormatException($"'{s}' is not an IPv4 or IPv6 address.");

    /// <inheritdoc cref="Parse(ReadOnlySpan{char})"/>
    public static IPAddressValue Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan());
    }

    static IPAddressValue IUtf8SpanParsable<IPAddressValue>.Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) =>
        TryParse(utf8Text, out var result) ? result : throw new FormatException("The text is not an IPv4 or IPv6 address.");

    static bool IUtf8SpanParsable<IPAddressValue>.TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out IPAddressValue result) => TryParse(utf8Text, out result);

    static IPAddressValue ISpanParsable<IPAddressValue>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<IPAddressValue>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out IPAddressValue result) => TryParse(s, out result);

    static IPAddressValue IParsable<IPAddressValue>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<IPAddressValue>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out IPAddressValue result) => TryParse(s, out result);

    /// <summary>Writes the address as UTF-8 text: dotted quad or RFC 5952; at most 39 bytes.</summary>
    /// <param name="utf8Destination">Where to write.</param>
    /// <param name="bytesWritten">How many bytes were written.</param>
    /// <returns>Whether the text fitted.</returns>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten)
    {
        Span<byte> buffer = stackalloc byte[AddressText.MaxLength];
        var text = buffer[..AddressText.Format(this, buffer)];
        bytesWritten = text.TryCopyTo(utf8Destination) ? text.Length : 0;
        return bytesWritten != 0;
    }

    /// <summary>Writes the address as UTF-16 text: dotted quad or RFC 5952; at most 39 characters.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="charsWritten">How many characters were written.</param>
    /// <returns>Whether the text fitted.</returns>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        Span<byte> buffer = stackalloc byte[AddressText.MaxLength];
        return AddressText.TryWiden(buffer[..AddressText.Format(this, buffer)], destination, out charsWritten);
    }

    bool IUtf8SpanFormattable.TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) => TryFormat(utf8Destination, out bytesWritten);

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) => TryFormat(destination, out charsWritten);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Writes the address: dotted quad, or the canonical IPv6 form of RFC 5952.</summary>
    public override string ToString()
    {
        Span<byte> buffer = stackalloc byte[AddressText.MaxLength];
        return System.Text.Encoding.ASCII.GetString(buffer[..AddressText.Format(this, buffer)]);
    }

    /// <inheritdoc/>
    public bool Equals(IPAddressValue other) => _high == other._high && _low == other._low;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is IPAddressValue other && Equals(other);

    /// <inheritdoc/>
    /// <remarks>Takes the words one by one: a <see cref="ulong"/> folded in half would give whole subnets one hash code.</remarks>
    public override int GetHashCode() => HashCode.Combine((uint)(_high >> 32), (uint)_high, (uint)(_low >> 32), (uint)_low);

    /// <summary>Orders by the 128 bits, IPv4 addresses in their mapped form: they come together, before all global IPv6 addresses.</summary>
    /// <param name="other">The address to compare with.</param>
    public int CompareTo(IPAddressValue other) => ToIPv6().CompareTo(other.ToIPv6());

    /// <summary>Compares for equality.</summary>
    public static bool operator ==(IPAddressValue left, IPAddressValue right) => left.Equals(right);

    /// <summary>Compares for inequality.</summary>
    public static bool operator !=(IPAddressValue left, IPAddressValue right) => !left.Equals(right);

    /// <summary>Orders two addresses, see <see cref="CompareTo"/>.</summary>
    public static bool operator <(IPAddressValue left, IPAddressValue right) => left.CompareTo(right) < 0;

    /// <summary>Orders two addresses, see <see cref="CompareTo"/>.</summary>
    public static bool operator <=(IPAddressValue left, IPAddressValue right) => left.CompareTo(right) <= 0;

    /// <summary>Orders two addresses, see <see cref="CompareTo"/>.</summary>
    public static bool operator >(IPAddressValue left, IPAddressValue right) => left.CompareTo(right) > 0;

    /// <summary>Orders two addresses, see <see cref="CompareTo"/>.</summary>
    public static bool operator >=(IPAddressValue left, IPAddressValue right) => left.CompareTo(right) >= 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint IPv4Of(IPAddress address)
    {
#pragma warning disable CS0618 // The obsolete property is the cheapest way to the four bytes, and right for this family.
        return BinaryPrimitives.ReverseEndianness((uint)address.Address);
#pragma warning restore CS0618
    }
}
