using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace TorIntel;

/// <summary>An RSA key that checks signatures as Tor makes them: PKCS#1 v1.5 blocks of type 1 around the bare digest, without DigestInfo (dir-spec section 1.3).</summary>
/// <remarks>
/// The classes of the platform want DigestInfo there, so the block is recovered and compared here, the whole of it: what only looks at a part of it can be
/// cheated where the exponent is 3. Immutable.
/// </remarks>
internal sealed class RsaPublicKey
{
    // Tor's keys have 1024 to 4096 bits and the exponent 65537. The bounds keep hostile ones from costing more than a few milliseconds.
    public const int MinBits = 1024;
    public const int MaxBits = 8192;

    private const int MinFiller = 8; // RFC 8017, section 9.2
    private const uint MinExponent = 3;

    private readonly BigInteger _modulus;
    private readonly MontgomeryModulus _powers;
    private readonly uint _exponent;
    private readonly int _length;

    private RsaPublicKey(BigInteger modulus, uint exponent, int length)
    {
        _modulus = modulus;
        _powers = new MontgomeryModulus(modulus);
        _exponent = exponent;
        _length = length;
    }

    /// <summary>Reads <c>RSAPublicKey</c> of PKCS#1 (RFC 8017, appendix A.1.1) in DER, with nothing behind it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> der, [NotNullWhen(true)] out RsaPublicKey? key, [NotNullWhen(false)] out string? reason)
    {
        key = null;
        reason = "it is no RSA key in DER";
        if (!TryTake(ref der, 0x30, out var sequence) || !der.IsEmpty
            || !TryTakeNumber(ref sequence, out var modulus) || !TryTakeNumber(ref sequence, out var exponent) || !sequence.IsEmpty)
        {
            return false;
        }

        var n = new BigInteger(modulus, isUnsigned: true, isBigEndian: true);
        var e = new BigInteger(exponent, isUnsigned: true, isBigEndian: true);
        reason = n.GetBitLength() is < MinBits or > MaxBits ? string.Create(CultureInfo.InvariantCulture, $"its modulus has {n.GetBitLength()} bits; {MinBits} to {MaxBits} are taken")
            : n.IsEven ? "its modulus is even"
            : e.IsEven || e < MinExponent || e > uint.MaxValue ? "its exponent is even, 1, or has more than 32 bits"
            : null;
        key = reason is null ? new RsaPublicKey(n, (uint)e, modulus.Length) : null;
        return key is not null;
    }

    /// <summary>Tells whether a signature is by this key, for exactly these bytes.</summary>
    public bool HasSigned(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        Span<byte> block = stackalloc byte[MaxBits / 8];
        block = block[.._length];
        var filler = _length - payload.Length - 3;
        if (signature.Length != _length || filler < MinFiller)
        {
            return false;
        }

        var number = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        if (number >= _modulus)
        {
            return false;
        }

        var recovered = _powers.Power(number, _exponent);
        var length = recovered.GetByteCount(isUnsigned: true);
        block.Clear();
        recovered.TryWriteBytes(block[(_length - length)..], out _, isUnsigned: true, isBigEndian: true);
        return block.StartsWith((ReadOnlySpan<byte>)[0, 1])
            && !block.Slice(2, filler).ContainsAnyExcept((byte)0xFF)
            && block[2 + filler] == 0
            && block[(3 + filler)..].SequenceEqual(payload);
    }

    // A positive number in its shortest form, without the zero byte that keeps it positive.
    private static bool TryTakeNumber(ref ReadOnlySpan<byte> der, out ReadOnlySpan<byte> number)
    {
        if (!TryTake(ref der, 0x02, out number) || number.IsEmpty || number[0] >= 0x80)
        {
            return false;
        }

        if (number[0] == 0 && number.Length > 1)
        {
            number = number[1..];
            return number[0] >= 0x80;
        }

        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> der, byte tag, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (der.Length < 2 || der[0] != tag)
        {
            return false;
        }

        var (header, length) = der switch
        {
            [_, < 0x80, ..] => (2, (int)der[1]),
            [_, 0x81, >= 0x80, ..] => (3, der[2]),
            [_, 0x82, >= 0x01, _, ..] => (4, (der[2] << 8) | der[3]),
            _ => (0, 0),
        };
        if (header == 0 || der.Length < header + length)
        {
            return false;
        }

        content = der.Slice(header, length);
        der = der[(header + length)..];
        return true;
    }
}
