using System.Buffers;

namespace TorIntel;

/// <summary>Watches the lines behind the signed part of a consensus, where nothing but signatures may stand: what stands there is signed by nobody.</summary>
internal sealed class SignatureLines
{
    private static readonly SearchValues<byte> s_base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    private Expected _expected;

    private enum Expected
    {
        Item = 0,
        FirstLine = 1,
        Body = 2,
    }

    /// <summary>Gets a value indicating whether the document may end here.</summary>
    public bool IsWhole => _expected == Expected.Item;

    /// <summary>Takes the next line.</summary>
    /// <returns>Whether it may stand there.</returns>
    public bool Take(ReadOnlySpan<byte> line)
    {
        switch (_expected)
        {
            case Expected.Item:
                _expected = Expected.FirstLine;
                return line.StartsWith("directory-signature "u8);
            case Expected.FirstLine:
                _expected = Expected.Body;
                return line.SequenceEqual("-----BEGIN SIGNATURE-----"u8);
            default:
                if (!line.SequenceEqual("-----END SIGNATURE-----"u8))
                {
                    return !line.ContainsAnyExcept(s_base64);
                }

                _expected = Expected.Item;
                return true;
        }
    }
}
