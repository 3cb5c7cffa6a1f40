using System.Text.Unicode;

namespace TorIntel.Pipelines;

/// <summary>Walks through one JSON object and captures the members that a key map names.</summary>
/// <remarks>
/// Checks strings, brackets and UTF-8 of the whole text, and the grammar of what it walks through, of numbers both ends; objects and arrays in which
/// nothing is sought are passed over. A valid object is never refused. No DOM, no allocation, nesting up to <see cref="JsonText.MaxDepth"/>. Not safe for several threads.
/// </remarks>
/// <param name="unset">Values that stand for none, as <c>null</c> and the empty string do always; null if there are no others.</param>
internal sealed partial class JsonEventReader(byte[][]? unset = null)
{
    private const string NotAnObject = "not a JSON object";
    private const string BadGrammar = "not valid JSON";
    private const string MoreValues = "more than one JSON value in a line";
    private const string TooDeep = "nested deeper than 64 levels";

    private readonly JsonStructure _structure = new();
    private readonly byte[] _keyBuffer = new byte[256];

    /// <summary>Scans a text, which <see cref="Read"/> can then be asked about several times.</summary>
    /// <param name="text">The text.</param>
    /// <param name="readable">How many bytes can be read from its first on.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Scan(ReadOnlySpan<byte> text, int readable)
    {
        if (text is not [(byte)'{', ..] && text.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            return text.Contains((byte)0) ? "NUL bytes: part of the file was never written" : NotAnObject;
        }

        return _structure.Scan(text, readable) ?? (_structure.HasNonAscii && !Utf8.IsValid(text) ? "not valid UTF-8" : null);
    }

    /// <summary>Reads the object that was scanned.</summary>
    /// <param name="text">The record; white space around the object is allowed.</param>
    /// <param name="map">What is sought.</param>
    /// <param name="record">What captures the members.</param>
    /// <param name="isStrict">Whether all of it is checked, to the last escape, by RFC 8259.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Read(ReadOnlySpan<byte> text, JsonKeyMap map, EventRecord record, bool isStrict = false)
    {
        record.HasEscapes = _structure.HasBackslash;
        var walk = new Walk(text, _structure.Blocks, record, _structure.HasBackslash ? _keyBuffer : null, unset, isStrict);
        var problem = walk.ReadAll(map);
        if (isStrict && problem is null && walk.StringCount * 2 != _structure.QuoteCount)
        {
            problem = BadGrammar; // What began and ended with a quote was more than one string.
        }

        record.InsertAt = walk.Last; // In front of the closing brace.
        return (ReferenceEquals(problem, BadGrammar) || ReferenceEquals(problem, MoreValues)) && !_structure.IsBalanced(text) ? "brackets do not match" : problem;
    }
}
