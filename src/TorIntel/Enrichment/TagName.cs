using System.Buffers;

namespace TorIntel;

/// <summary>The rules for the name of a tag.</summary>
internal static class TagName
{
    public const string Rule = "it is 1 to 64 letters, digits, '_', '-', '.' or '@', the first of them a letter or '_'";

    private const int MaxLength = 64;

    private static readonly SearchValues<char> s_allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.@");

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && (char.IsAsciiLetter(name[0]) || name[0] == '_') && !name.AsSpan().ContainsAnyExcept(s_allowed);
}
