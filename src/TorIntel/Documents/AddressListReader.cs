using System.Globalization;

namespace TorIntel;

/// <summary>Reads the Tor bulk exit list and every other list of one address or prefix a line.</summary>
/// <remarks>
/// Accepts LF and CRLF, blanks at the ends of lines, blank lines, comments from <c>#</c> on, duplicates, IPv4, IPv6 and CIDR notation, a byte order
/// mark, and a missing last newline where the last line is whole. FireHOL's ipsets and netsets are such lists, and tell their time (<see cref="AddressList.Time"/>). A line that is none of these is reported and the others are kept. What is no list
/// at all is refused: nothing in it is an address, or more lines are bad than good.
/// </remarks>
public static class AddressListReader
{
    /// <summary>The longest line, in bytes.</summary>
    public const int MaxLineLength = 1024;

    /// <summary>The most entries that a list may have: two hundred times what the Tor network has.</summary>
    public const int MaxEntries = 2_000_000;

    private const int MaxErrorsKept = 100;

    /// <summary>Reads a list to its end.</summary>
    /// <param name="utf8">The list. It is read, not closed.</param>
    /// <returns>What was read; also for a refused list, with the reason.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="utf8"/> is null.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static AddressList Read(Stream utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        var reader = new LineReader(utf8, MaxLineLength);
        List<IPPrefix> entries = [];
        List<LineError> errors = [];
        long errorCount = 0;
        var form = new IPv6Form();
        var header = default(IpsetHeader);
        string? firstText = null;
        while (reader.TryRead(out var line))
        {
            var text = Content(line, isFirst: reader.LineNumber == 1);
            if (text.IsEmpty)
            {
                if (firstText is null)
                {
                    header.Read(line);
                }

                continue;
            }

            firstText ??= PrintableText.Of(text);
            var error = reader.IsTooLong ? $"longer than {MaxLineLength} bytes" : ReadEntry(text, reader.IsTerminated, ref form, entries);
            if (error is not null)
            {
                errorCount++;
                if (errors.Count < MaxErrorsKept)
                {
                    errors.Add(new LineError(reader.LineNumber, error));
                }
            }
            else if (entries.Count > MaxEntries)
            {
                return new AddressList([], errors, errorCount, reader.LineNumber, header.Time, $"more than {MaxEntries} entries: no list of the Tor network");
            }
        }

        var refusal = Refusal(entries.Count, errorCount, firstText);
        return new AddressList(refusal is null ? entries : [], errors, errorCount, reader.LineNumber, header.Time, refusal);
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> line, bool isFirst)
    {
        if (isFirst && line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        var comment = line.IndexOf((byte)'#');
        return (comment < 0 ? line : line[..comment]).Trim(" \t\r"u8);
    }

    private static string? ReadEntry(ReadOnlySpan<byte> text, bool isTerminated, ref IPv6Form form, List<IPPrefix> entries)
    {
        var problem = AddressText.TryParsePrefix(text, out var prefix);
        if (problem != PrefixTextError.None)
        {
            return !isTerminated ? $"'{PrintableText.Of(text)}' is cut: the file ends in the middle of the line"
                : IsConflictMarker(text) ? "a conflict marker of a version control system"
                : problem switch
                {
                    PrefixTextError.HostBits => $"'{PrintableText.Of(text)}' has bits set behind its prefix length",
                    PrefixTextError.Length => $"'{PrintableText.Of(text)}' has no valid prefix length",
                    _ => $"'{PrintableText.Of(text)}' is no address or prefix",
                };
        }

        if (!isTerminated && form.LooksCut(text))
        {
            return $"'{PrintableText.Of(text)}' is cut: no newline ends the file, and the address is not written as the others are";
        }

        form.Note(text);
        entries.Add(prefix);
        return null;
    }

    private static bool IsConflictMarker(ReadOnlySpan<byte> text) =>
        text.StartsWith("<<<<<<<"u8) || text.StartsWith(">>>>>>>"u8) || text.StartsWith("|||||||"u8) || text.SequenceEqual("======="u8);

    private static string? Refusal(int entryCount, long errorCount, string? firstText)
    {
        if (firstText is null)
        {
            return "it is empty: no address in it";
        }

        if (entryCount != 0 && entryCount >= errorCount)
        {
            return null;
        }

        var kind = firstText.StartsWith('<') && !firstText.StartsWith("<<", StringComparison.Ordinal) ? "an HTML page"
            : firstText.Contains('\uFFFD', StringComparison.Ordinal) ? "binary data"
            : firstText.StartsWith("--", StringComparison.Ordinal) && firstText.Contains("://", StringComparison.Ordinal) ? "the log of a downloader"
            : "text";
        return entryCount == 0 ? $"it is {kind}, not a list of addresses; it begins '{firstText}'" : string.Create(CultureInfo.InvariantCulture, $"more lines are bad ({errorCount}) than good ({entryCount}); it begins '{firstText}'");
    }

    // Publishers that write IPv6 in full write all of it in full: then a shorter last line without newline was cut, even if it still parses.
    private struct IPv6Form
    {
        private const int FullLength = 39;

        private bool _hasFull;
        private bool _hasShort;

        public void Note(ReadOnlySpan<byte> text)
        {
            var isIPv6 = text.Contains((byte)':');
            _hasFull |= isIPv6 && text.Length == FullLength;
            _hasShort |= isIPv6 && text.Length != FullLength;
        }

        public readonly bool LooksCut(ReadOnlySpan<byte> text) =>
            text.Contains((byte)':') && ((_hasFull && !_hasShort && text.Length != FullLength) || text[^1] == ':');
    }
}
