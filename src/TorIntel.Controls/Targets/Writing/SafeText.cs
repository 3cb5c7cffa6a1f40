using System.Globalization;
using System.Text;

namespace TorIntel.Controls;

/// <summary>Makes text from outside harmless where it is written. Names of sources are free text; nicknames, names and addresses are not, but are treated alike.</summary>
internal static class SafeText
{
    /// <summary>Keeps text on its line and in its direction: control characters, separators of lines and marks of direction become question marks.</summary>
    public static string OneLine(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        return string.Create(text.Length, text, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = IsUnsafe(from[i]) ? '?' : from[i];
            }
        });
    }

    /// <summary>A field of RFC 4180. What a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    public static string Csv(string text)
    {
        text = OneLine(text);
        if (text is ['=' or '+' or '-' or '@', ..])
        {
            text = "'" + text;
        }

        return text.AsSpan().IndexOfAny(',', '"') >= 0 || text is [' ', ..] or [.., ' '] ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    /// <summary>A double-quoted scalar of YAML.</summary>
    public static string Yaml(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in OneLine(text))
        {
            quoted.Append(c is '"' or '\\' ? "\\" : "").Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A single-quoted string of PowerShell, which takes the typographical quotes for quotes too.</summary>
    public static string PowerShell(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var c in OneLine(text))
        {
            quoted.Append(c).Append(c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? c.ToString() : "");
        }

        return quoted.Append('\'').ToString();
    }

    private static bool IsUnsafe(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse;
}
