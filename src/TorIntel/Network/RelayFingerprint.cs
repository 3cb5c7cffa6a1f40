using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace TorIntel;

/// <summary>A relay's identity: the SHA-1 digest of its identity key, written as 40 hexadecimal digits (dir-spec section 2.1.1).</summary>
/// <remarks>Twenty bytes, immutable; <c>default</c> is all zeros, which stands for "unknown".</remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly struct RelayFingerprint : IEquatable<RelayFingerprint>, IComparable<RelayFingerprint>
{
    /// <summary>Number of hexadecimal digits of a fingerprint.</summary>
    public const int TextLength = 40;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly uint _third;

    private RelayFingerprint(ReadOnlySpan<byte> digest)
    {
        _first = BinaryPrimitives.ReadUInt64BigEndian(digest);
        _second = BinaryPrimitives.ReadUInt64BigEndian(digest[8..]);
        _third = BinaryPrimitives.ReadUInt32BigEndian(digest[16..]);
    }

    /// <summary>Gets a value indicating whether this is the default value, which names no relay.</summary>
    public bool IsNone => (_first | _second | _third) == 0;

    /// <summary>Reads 40 hexadecimal digits of either case, nothing else.</summary>
    /// <param name="utf8Text">The text.</param>
    /// <param name="result">The fingerprint, or <c>default</c>.</param>
    /// <returns>Whether the text is a fingerprint.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out RelayFingerprint result)
    {
        Span<byte> digest = stackalloc byte[20];
        var parsed = utf8Text.Length == TextLength
            && Convert.FromHexString(utf8Text, digest, out _, out _) == System.Buffers.OperationStatus.Done;
        result = parsed ? new RelayFingerprint(digest) : default;
        return parsed;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out RelayFingerprint)"/>
    /// <param name="text">The text.</param>
    /// <param name="result">The fingerprint, or <c>default</c>.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out RelayFingerprint result)
    {
        Span<byte> utf8 = stackalloc byte[TextLength];
        result = default;
        return text?.Length == TextLength
            && Ascii.FromUtf16(text, utf8, out _) == System.Buffers.OperationStatus.Done
            && TryParse(utf8, out result);
    }

    /// <summary>Reads a fingerprint, or throws.</summary>
    /// <param name="text">40 hexadecimal digits.</param>
    /// <returns>The fingerprint.</returns>
    /// <exception cref="FormatException">The text is not a fingerprint.</exception>
    public static RelayFingerprint Parse(string text) =>
        TryParse(text, out var result) ? result : throw new FormatException($"'{text}' is not a relay fingerprint of 40 hexadecimal digits.");

    /// <summary>Writes 40 upper-case hexadecimal digits as UTF-8.</summary>
    /// <param name="utf8Destination">Where to write; at least 40 bytes.</param>
    /// <returns>Whether they fitted.</returns>
    public bool TryFormat(Span<byte> utf8Destination)
    {
        Span<byte> digest = stackalloc byte[20];
        CopyTo(digest);
        return Convert.TryToHexString(digest, utf8Destination, out _);
    }

    /// <inheritdoc/>
    public bool Equals(RelayFingerprint other) => _first == other._first && _second == other._second && _third == other._third;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is RelayFingerprint other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_first, _second, _third);

    /// <summary>Orders as the text does.</summary>
    /// <param name="other">The fingerprint to compare with.</param>
    public int CompareTo(RelayFingerprint other)
    {
        var order = _first.CompareTo(other._first);
        order = order != 0 ? order : _second.CompareTo(other._second);
        return order != 0 ? order : _third.CompareTo(other._third);
    }

    /// <summary>Writes 40 upper-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> digest = stackalloc byte[20];
        CopyTo(digest);
        return Convert.ToHexString(digest);
    }

    /// <summary>Compares for equality.</summary>
    public static bool operator ==(RelayFingerprint left, RelayFingerprint right) => left.Equals(right);

    /// <summary>Compares for inequality.</summary>
    public static bool operator !=(RelayFingerprint left, RelayFingerprint right) => !left.Equals(right);

    /// <summary>Orders two fingerprints.</summary>
    public static bool operator <(RelayFingerprint left, RelayFingerprint right) => left.CompareTo(right) < 0;

    /// <summary>Orders two fingerprints.</summary>
    public static bool operator <=(RelayFingerprint left, RelayFingerprint right) => left.CompareTo(right) <= 0;

    /// <summary>Orders two fingerprints.</summary>
    public static bool operator >(RelayFingerprint left, RelayFingerprint right) => left.CompareTo(right) > 0;

    /// <summary>Orders two fingerprints.</summary>
    public static bool operator >=(RelayFingerprint left, RelayFingerprint right) => left.CompareTo(right) >= 0;

    private void CopyTo(Span<byte> digest)
    {
        BinaryPrimitives.WriteUInt64BigEndian(digest, _first);
        BinaryPrimitives.WriteUInt64BigEndian(digest[8..], _second);
        BinaryPrimitives.WriteUInt32BigEndian(digest[16..], _third);
    }
}
