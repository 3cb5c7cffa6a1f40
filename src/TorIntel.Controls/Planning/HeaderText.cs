using System.Globalization;
using System.Text;

namespace TorIntel.Controls;

/// <summary>Makes one plain line of text from outside, such as the names of sources, which end up in comments.</summary>
internal static class HeaderText
{
    // Some readers take lines into a buffer (ipset: 1,024 bytes) and what is left of a longer one for the next line.
    private const int MaxLength = 240;

    /// <summary>Replaces what could end a line or go on in the next one, as a backslash does in httpd's files, and shortens.</summary>
    public static string Clean(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= MaxLength)
            {
                line.Append('…');
                break;
            }

            var isPlain = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            line.Append(!isPlain ? "?" : rune.Value == '\\' ? "/" : rune.ToString());
        }

        return line.ToString();
    }
}
