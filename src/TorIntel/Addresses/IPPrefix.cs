using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>An IPv4 or IPv6 prefix in CIDR notation (RFC 4632, RFC 4291 section 2.3).</summary>
/// <remarks>
/// The bits behind the prefix length are always zero: a text or value that has some set is refused, not cut, because nobody can tell whether the
/// host or the network was meant. A single address is a host prefix (/32 or /128). <c>default</c> is <c>::/0</c>. Immutable.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly struct IPPrefix : IEquatable<IPPrefix>, IComparable<IPPrefix>
{
    private readonly byte _length;

    private IPPrefix(IPAddressValue address, int length)
    {
        Address = address;
        _length = (byte)length;
    }

    /// <summary>Gets the first address of the prefix.</summary>
    public IPAddressValue Address { get; }

    /// <summary>Gets the prefix length: 0 to 32 for IPv4, 0 to 128 for IPv6.</summary>
    public int Length => _length;

    /// <summary>Gets a value indicating whether this is an IPv4 prefix.</summary>
    public bool IsIPv4 => Address.IsIPv4;

    /// <summary>Gets a value indicating whether the prefix holds one address.</summary>
    public bool IsHost => _length == (IsIPv4 ? 32 : 128);

    /// <summary>Gets the address left-aligned in 128 bits, so that bit 0 of either family is the highest.</summary>
    internal UInt128 Bits => IsIPv4 ? (UInt128)(uint)Address.Low << 96 : Address.ToIPv6();

    /// <summary>Makes the host prefix of an address.</summary>
    /// <param name="address">The address.</param>
    public static IPPrefix Host(IPAddressValue address) => new(address, address.IsIPv4 ? 32 : 128);

    /// <summary>Makes a prefix.</summary>
    /// <param name="address">The first address.</param>
    /// <param name="length">The prefix length, 0 to 32 for IPv4, 0 to 128 for IPv6.</param>
    /// <param name="result">The prefix, or <c>default</c>.</param>
    /// <returns>Whether the length is in range and no bit behind it is set.</returns>
    public static bool TryCreate(IPAddressValue address, int length, out IPPrefix result)
    {
        result = default;
        if (length < 0 || length > (address.IsIPv4 ? 32 : 128))
        {
            return false;
        }

        var candidate = new IPPrefix(address, length);
        if ((candidate.Bits & ~Mask(length)) != 0)
        {
            return false;
        }

        result = candidate;
        return true;
    }

    /// <summary>Reads an address or a prefix (<c>192.0.2.0/24</c>) from UTF-8 text; no zone identifier, no set bit behind the prefix length.</summary>
    /// <param name="utf8Text">The text, the whole of which must be the prefix.</param>
    /// <param name="result">The prefix, or <c>default</c>.</param>
    /// <returns>Whether the text is a prefix.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out IPPrefix result) => AddressText.TryParsePrefix(utf8Text, out result) == PrefixTextError.None;

    /// <summary>Reads a prefix from UTF-16 text, by the rules of <see cref="TryParse(ReadOnlySpan{byte}, out IPPrefix)"/>.</summary>
    /// <param name="text">The text, the whole of which must be the prefix.</param>
    /// <param name="result">The prefix, or <c>default</c>.</param>
    /// <returns>Whether the text is a prefix.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out IPPrefix result)
    {
        Span<byte> buffer = stackalloc byte[AddressText.MaxLength];
        result = default;
        return AddressText.TryNarrow(text, buffer, out var utf8) && TryParse(utf8, out result);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out IPPrefix)"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out IPPrefix result) => TryParse(text.AsSpan(), out result);

    /// <summary>Reads a prefix, or throws.</summary>
    /// <param name="text">An address or CIDR text.</param>
    /// <returns>The prefix.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is not a prefix.</exception>
    public static IPPrefix Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var result) ? result : throw new FormatException($"'{text}' is not an address or prefix, or has bits set behind its prefix length.");
    }

    /// <summary>Tells whether an address of the same family lies within the prefix.</summary>
    /// <param name="address">The address.</param>
    public bool Contains(IPAddressValue address) => IsIPv4 == address.IsIPv4 && ((Host(address).Bits ^ Bits) & Mask(_length)) == 0;

    /// <summary>Tells whether another prefix of the same family lies within this one.</summary>
    /// <param name="other">The other prefix.</param>
    public bool Contains(IPPrefix other) => other._length >= _length && Contains(other.Address);

    /// <inheritdoc/>
    public bool Equals(IPPrefix other) => Address == other.Address && _length == other._length;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is IPPrefix other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, _length);

    /// <summary>Orders by first address, then by length: a covering prefix comes before what it covers.</summary>
    /// <param name="other">The prefix to compare with.</param>
    public int CompareTo(IPPrefix other)
    {
        var order = Address.CompareTo(other.Address);
        return order != 0 ? order : _length.CompareTo(other._length);
    }

    /// <summary>Writes CIDR notation, also for a host prefix.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{_length}");

    /// <summary>Compares for equality.</summary>
    public static bool operator ==(IPPrefix left, IPPrefix right) => left.Equals(right);

    /// <summary>Compares for inequality.</summary>
    public static bool operator !=(IPPrefix left, IPPrefix right) => !left.Equals(right);

    /// <summary>Orders two prefixes, see <see cref="CompareTo"/>.</summary>
    public static bool operator <(IPPrefix left, IPPrefix right) => left.CompareTo(right) < 0;

    /// <summary>Orders two prefixes, see <see cref="CompareTo"/>.</summary>
    public static bool operator <=(IPPrefix left, IPPrefix right) => left.CompareTo(right) <= 0;

    /// <summary>Orders two prefixes, see <see cref="CompareTo"/>.</summary>
    public static bool operator >(IPPrefix left, IPPrefix right) => left.CompareTo(right) > 0;

    /// <summary>Orders two prefixes, see <see cref="CompareTo"/>.</summary>
    public static bool operator >=(IPPrefix left, IPPrefix right) => left.CompareTo(right) >= 0;

    internal static UInt128 Mask(int length) => length == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - length);
}
