using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TorIntel;

/// <summary>The text of one certificate while it is checked (dir-spec section 3.1).</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The Tor directory protocol, version 3, is made with SHA-1.")]
internal ref struct KeyCertificateDraft(ReadOnlySpan<byte> text)
{
    private const int MaxObject = 1280; // A key of 8192 bits in DER.

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly byte[] _buffer = new byte[MaxObject];
    private Key _identity;
    private Key _signing;
    private RelayFingerprint? _fingerprint;
    private DateTimeOffset? _published;
    private DateTimeOffset? _expires;
    private byte[]? _crosscert;
    private byte[]? _certification;
    private int _fingerprintAt;
    private int _crosscertAt;
    private int _certificationAt;
    private int _signedLength;

    /// <summary>Reads and checks the certificate.</summary>
    /// <param name="reason">Why it is bad; null if it is good.</param>
    /// <param name="position">Where it is bad.</param>
    /// <returns>The certificate; null if it is bad.</returns>
    public KeyCertificate? Check(out string? reason, out int position)
    {
        position = 0;
        if (_text.ContainsAnyExceptInRange((byte)0x01, (byte)0x7F))
        {
            position = _text.IndexOfAnyExceptInRange((byte)0x01, (byte)0x7F);
            reason = "it has a byte that is not ASCII";
            return null;
        }

        var items = new DocumentItems(_text);
        while (items.MoveNext())
        {
            position = items.Position;
            reason = _certification is not null ? "something stands behind the certification"
                : position == 0 && !items.Arguments.SequenceEqual("3"u8) ? $"its version {DocumentText.Quote(items.Arguments)} is not known; 3 is"
                : Read(items);
            if (reason is not null)
            {
                return null;
            }
        }

        position = items.Error is null ? 0 : items.Position;
        reason = items.Error ?? Missing();
        if (reason is not null)
        {
            return null;
        }

        (reason, position) = Verify();
        return reason is null ? new KeyCertificate(_identity.Digest, _signing.Digest, _signing.Rsa!, _published!.Value, _expires!.Value) : null;
    }

    private string? Read(DocumentItems item)
    {
        var keyword = item.Keyword;
        return keyword switch
        {
            _ when keyword.SequenceEqual("fingerprint"u8) => ReadFingerprint(item),
            _ when keyword.SequenceEqual("dir-key-published"u8) => ReadTime(item.Arguments, ref _published, "dir-key-published"),
            _ when keyword.SequenceEqual("dir-key-expires"u8) => ReadTime(item.Arguments, ref _expires, "dir-key-expires"),
            _ when keyword.SequenceEqual("dir-identity-key"u8) => ReadKey(item, ref _identity, "dir-identity-key"),
            _ when keyword.SequenceEqual("dir-signing-key"u8) => ReadKey(item, ref _signing, "dir-signing-key"),
            _ when keyword.SequenceEqual("dir-key-crosscert"u8) => ReadCrosscert(item),
            _ when keyword.SequenceEqual("dir-key-certification"u8) => ReadCertification(item),
            _ => null,
        };
    }

    private string? ReadFingerprint(DocumentItems item)
    {
        if (_fingerprint is not null)
        {
            return "a second fingerprint";
        }

        _fingerprintAt = item.Position;
        var isRight = RelayFingerprint.TryParse(item.Arguments, out var fingerprint);
        _fingerprint = fingerprint;
        return isRight ? null : $"{DocumentText.Quote(item.Arguments)} is no fingerprint of 40 hexadecimal digits";
    }

    private static string? ReadTime(ReadOnlySpan<byte> text, ref DateTimeOffset? time, string name)
    {
        if (time is not null)
        {
            return "a second " + name;
        }

        var isTime = DocumentText.TryParseTime(text, out var value);
        time = value;
        return isTime ? null : $"{name} has {DocumentText.Quote(text)}, which is no time";
    }

    private readonly string? ReadKey(DocumentItems item, ref Key key, string name)
    {
        if (key.Rsa is not null)
        {
            return "a second " + name;
        }

        if (!item.TryDecode("RSA PUBLIC KEY"u8, _buffer, out var length))
        {
            return $"{name} has no object RSA PUBLIC KEY, or it is no base64";
        }

        var der = _buffer.AsSpan(0, length);
        if (!RsaPublicKey.TryRead(der, out var rsa, out var reason))
        {
            return $"{name}: {reason}";
        }

        key = new Key(rsa, DocumentText.ToFingerprint(SHA1.HashData(der)));
        return null;
    }

    private string? ReadCrosscert(DocumentItems item)
    {
        if (_crosscert is not null)
        {
            return "a second dir-key-crosscert";
        }

        _crosscertAt = item.Position;
        if (!item.TryDecode("ID SIGNATURE"u8, _buffer, out var length) && !item.TryDecode("SIGNATURE"u8, _buffer, out length))
        {
            return "dir-key-crosscert has no object ID SIGNATURE, or it is no base64";
        }

        _crosscert = [.. _buffer.AsSpan(0, length)];
        return null;
    }

    private string? ReadCertification(DocumentItems item)
    {
        _certificationAt = item.Position;
        _signedLength = item.LineEnd;
        if (_text[item.Position..item.LineEnd].Length != "dir-key-certification\n".Length)
        {
            return "dir-key-certification has arguments";
        }

        if (!item.TryDecode("SIGNATURE"u8, _buffer, out var length))
        {
            return "dir-key-certification has no object SIGNATURE, or it is no base64";
        }

        _certification = [.. _buffer.AsSpan(0, length)];
        return null;
    }

    private readonly string? Missing() =>
        _fingerprint is null ? "it has no fingerprint"
        : _identity.Rsa is null ? "it has no dir-identity-key"
        : _signing.Rsa is null ? "it has no dir-signing-key"
        : _published is null ? "it has no dir-key-published"
        : _expires is null ? "it has no dir-key-expires"
        : _crosscert is null ? "it has no dir-key-crosscert"
        : _certification is null ? "it is cut: no dir-key-certification is at its end"
        : null;

    private readonly (string? Reason, int Position) Verify()
    {
        // The fingerprint comes first: without it anybody could claim to be any authority.
        if (_fingerprint != _identity.Digest)
        {
            return ("the fingerprint is not that of dir-identity-key", _fingerprintAt);
        }

        var identity = Convert.FromHexString(_identity.Digest.ToString());
        if (!_signing.Rsa!.HasSigned(identity, _crosscert))
        {
            return ("dir-key-crosscert is not by dir-signing-key", _crosscertAt);
        }

        return _identity.Rsa!.HasSigned(SHA1.HashData(_text[.._signedLength]), _certification)
            ? (null, 0)
            : ("dir-key-certification is not by dir-identity-key over this text", _certificationAt);
    }

    private readonly record struct Key(RsaPublicKey? Rsa, RelayFingerprint Digest);
}
