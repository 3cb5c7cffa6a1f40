using System.Text;

namespace TorIntel;

/// <summary>Reads one line of a list of trusted authorities.</summary>
internal static class TrustedAuthorityText
{
    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="authority">The authority; null if the line names none that votes.</param>
    /// <returns>Why the line cannot be used; null if it can.</returns>
    public static string? Read(ReadOnlySpan<byte> line, out TrustedAuthority? authority)
    {
        authority = null;
        var comment = line.IndexOf((byte)'#');
        var rest = (comment < 0 ? line : line[..comment]).Trim(" \t\r"u8);
        if (rest.IsEmpty)
        {
            return null;
        }

        var word = DocumentText.NextWord(ref rest);
        if (Ascii.EqualsIgnoreCase(word, "DirAuthority"u8))
        {
            return ReadDirAuthority(rest, out authority);
        }

        if (rest.IsEmpty && RelayFingerprint.TryParse(word, out var identity))
        {
            authority = new TrustedAuthority(identity);
            return null;
        }

        return $"{DocumentText.Quote(line)} is neither a v3 identity of 40 hexadecimal digits nor a DirAuthority line";
    }

    // [nickname] flag… IPv4:port fingerprint, the fingerprint with blanks or without (tor's manual, DirAuthority).
    private static string? ReadDirAuthority(ReadOnlySpan<byte> rest, out TrustedAuthority? authority)
    {
        authority = null;
        string? nickname = null;
        RelayFingerprint? identity = null;
        var isBridge = false;
        for (var count = 0; DocumentText.NextWord(ref rest) is { IsEmpty: false } word; count++)
        {
            if (IPEndpointValue.TryParse(word, out _))
            {
                break; // The fingerprint of the relay follows, which signs nothing.
            }

            var value = word.StartsWith("v3ident="u8) ? word["v3ident="u8.Length..] : default;
            if (!value.IsEmpty)
            {
                if (identity is not null || !RelayFingerprint.TryParse(value, out var parsed))
                {
                    return $"{DocumentText.Quote(word)} is no v3 identity of 40 hexadecimal digits, or a second one";
                }

                identity = parsed;
            }

            isBridge |= word.SequenceEqual("bridge"u8);
            if (count == 0 && IsNickname(word))
            {
                nickname = Encoding.ASCII.GetString(word);
            }
        }

        authority = identity is { } known ? new TrustedAuthority(known, nickname) : null;
        return authority is null && !isBridge ? "the DirAuthority line has no v3ident=" : null;
    }

    private static bool IsNickname(ReadOnlySpan<byte> word)
    {
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterOrDigit((char)c))
            {
                return false;
            }
        }

        return word.Length <= 19;
    }
}
