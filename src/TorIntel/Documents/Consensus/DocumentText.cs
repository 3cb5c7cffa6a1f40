using System.Buffers.Text;
using System.Security.Cryptography;

namespace TorIntel;

/// <summary>What the texts of directory documents are made of: words, times, base64, fingerprints (dir-spec section 1.2).</summary>
internal static class DocumentText
{
    // Bounds the memory of decoding: a key of 8192 bits and a signature by it fit.
    private const int MaxBase64Length = 2048;

    /// <summary>Takes the next word; empty at the end.</summary>
    public static ReadOnlySpan<byte> NextWord(ref ReadOnlySpan<byte> rest)
    {
        while (true)
        {
            var end = rest.IndexOfAny(" \t\r\v\f"u8);
            var word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!word.IsEmpty || rest.IsEmpty)
            {
                return word;
            }
        }
    }

    /// <summary>Reads <c>2026-11-23 12:44:00</c>, exactly.</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        return text.Length == 19 && text[10] == ' ' && !text.EndsWith("60"u8) && TimeText.TryParseIso(text, out time);
    }

    /// <summary>Decodes base64 with its padding, in lines or not; as Tor, it does not mind unused bits of the last character.</summary>
    /// <returns>Whether it is base64 and fits.</returns>
    public static bool TryDecodeBase64(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        written = 0;
        Span<byte> buffer = stackalloc byte[MaxBase64Length];
        var length = 0;
        foreach (var c in text)
        {
            if (c != '\n')
            {
                if (length == buffer.Length)
                {
                    return false;
                }

                buffer[length++] = c;
            }
        }

        var padding = 0;
        while (padding < 2 && padding < length && buffer[length - padding - 1] == '=')
        {
            padding++;
            buffer[length - padding] = (byte)'A';
        }

        // Padding that is not needed is passed over, as Tor does; padding that is missing is not made up.
        if ((length - padding) % 4 == 0)
        {
            (length, padding) = (length - padding, 0);
        }

        var isWhole = length != 0 && length % 4 == 0 && Base64.DecodeFromUtf8InPlace(buffer[..length], out written) == System.Buffers.OperationStatus.Done;
        written -= padding;
        if (!isWhole || written > destination.Length)
        {
            written = 0;
            return false;
        }

        buffer[..written].CopyTo(destination);
        return true;
    }

    /// <summary>Decodes the 27 characters, without padding, that stand for a digest of 20 bytes.</summary>
    public static bool TryDecodeDigest(ReadOnlySpan<byte> text, out RelayFingerprint digest)
    {
        const int Length = 27;
        Span<byte> buffer = stackalloc byte[Length + 1];
        digest = default;
        if (text.Length != Length)
        {
            return false;
        }

        text.CopyTo(buffer);
        buffer[Length] = (byte)'A';
        var isBase64 = Base64.DecodeFromUtf8InPlace(buffer, out var written) == System.Buffers.OperationStatus.Done && written == SHA1.HashSizeInBytes + 1;
        digest = isBase64 ? ToFingerprint(buffer[..SHA1.HashSizeInBytes]) : default;
        return isBase64;
    }

    /// <summary>Makes a fingerprint of the 20 bytes of a SHA-1 digest.</summary>
    public static RelayFingerprint ToFingerprint(ReadOnlySpan<byte> digest)
    {
        Span<byte> hex = stackalloc byte[RelayFingerprint.TextLength];
        Convert.TryToHexString(digest, hex, out _);
        return RelayFingerprint.TryParse(hex, out var fingerprint) ? fingerprint : default;
    }

    /// <summary>For messages: a short piece of whatever stands there, safe to print.</summary>
    public static string Quote(ReadOnlySpan<byte> text)
    {
        const int MaxLength = 60;
        var length = Math.Min(text.Length, MaxLength);
        Span<char> chars = stackalloc char[MaxLength + 3];
        chars[0] = '\'';
        for (var i = 0; i < length; i++)
        {
            chars[i + 1] = text[i] is >= (byte)' ' and <= (byte)'~' ? (char)text[i] : '\uFFFD';
        }

        var end = length + 1;
        if (length < text.Length)
        {
            chars[end++] = '…';
        }

        chars[end++] = '\'';
        return new string(chars[..end]);
    }
}
