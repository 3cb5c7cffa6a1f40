using System.Buffers;

namespace TorIntel.Pipelines;

/// <summary>The rules for the name of the tag.</summary>
internal static class TagNames
{
    public const string Default = "tor";

    private const int MaxLength = 64;

    private static readonly SearchValues<char> s_allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.@");

    public static string Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= MaxLength && (char.IsAsciiLetter(name[0]) || name[0] == '_') && !name.AsSpan().ContainsAnyExcept(s_allowed)
            ? name
            : throw new ArgumentException($"'{name}' cannot be the name of the tag: it is 1 to 64 letters, digits, '_', '-', '.' or '@', the first of them a letter or '_'", nameof(name));
    }

    /// <summary>Says why a record is not tagged that has a field of our own already.</summary>
    public static string AlreadyThere(string field) => $"it has a field '{field}' already";
}
