using System.Text;

namespace TorIntel;

/// <summary>Recognises Tor by the image of a process.</summary>
public static class ProcessClassifier
{
    /// <summary>Tells whether a path is <c>tor</c> or <c>tor.exe</c>, or lies under a <c>Tor Browser</c> folder. Pure and total.</summary>
    /// <param name="utf8Image">The path of the image, with either kind of separator.</param>
    public static bool IsTor(ReadOnlySpan<byte> utf8Image)
    {
        var name = utf8Image[(utf8Image.LastIndexOfAny((byte)'\\', (byte)'/') + 1)..];
        if (Ascii.EqualsIgnoreCase(name, "tor"u8) || Ascii.EqualsIgnoreCase(name, "tor.exe"u8))
        {
            return true;
        }

        // The last part is the file, so only a part with another behind it is a folder.
        for (int end; (end = utf8Image.IndexOfAny((byte)'\\', (byte)'/')) >= 0; utf8Image = utf8Image[(end + 1)..])
        {
            if (Ascii.EqualsIgnoreCase(utf8Image[..end], "Tor Browser"u8))
            {
                return true;
            }
        }

        return false;
    }
}
