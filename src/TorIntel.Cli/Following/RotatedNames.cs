using System.Buffers;

namespace TorIntel.Cli;

/// <summary>The names that logs get when they are rotated: <c>eve.json.1</c>, <c>eve.json-20261123.gz</c>, <c>eve-20261123.json</c>, <c>eve.json.old</c>.</summary>
internal static class RotatedNames
{
    private static readonly SearchValues<char> s_markLetters = SearchValues.Create("0123456789.-_:+TZ");
    private static readonly string[] s_compressions = [".gz", ".zst"];

    /// <summary>Tells whether a name is one that a log gets when it is rotated.</summary>
    /// <param name="name">The name.</param>
    /// <param name="logName">The name of the log.</param>
    public static bool IsRotated(string name, string logName)
    {
        foreach (var compression in s_compressions)
        {
            if (name.EndsWith(compression, StringComparison.Ordinal))
            {
                name = name[..^compression.Length];
                break;
            }
        }

        var extension = Path.GetExtension(logName);
        var stem = logName[..^extension.Length];
        return (name.StartsWith(logName, StringComparison.Ordinal) && IsMark(name[logName.Length..]))
            || (extension.Length != 0 && name.Length > logName.Length && name.StartsWith(stem, StringComparison.Ordinal) && name.EndsWith(extension, StringComparison.Ordinal)
                && IsMark(name[stem.Length..^extension.Length]));
    }

    // A number, a time, or .old: what programs beside the log write has other names, and must not be taken for it.
    private static bool IsMark(string text) =>
        text is ".old" || (text.Length > 1 && text[0] is '.' or '-' or '_' && text.AsSpan(1).IndexOfAnyInRange('0', '9') >= 0 && !text.AsSpan(1).ContainsAnyExcept(s_markLetters));
}
