namespace TorIntel.Pipelines;

/// <summary>Cuts at line feeds that do not stand in quotes. A record that does not end within some lines is none: its first line then stands alone.</summary>
internal sealed class QuotedLineSplitter(RecordTagger tagger, IRecordFormat format, bool isFirstLine = true) : IRecordSplitter
{
    private const int MaxLines = 64;
    private const int MaxLength = 64 * 1024;

    private int _scanned; // How far the line at hand was looked through already.
    private bool _isInTooLongLine;
    private bool _isFirstLine = isFirstLine;

    /// <summary>Gets a value indicating whether what was dealt with ends within a line that is too long, where none can go on.</summary>
    public bool IsInTooLongLine => _isInTooLongLine;

    public int Split(ReadOnlySpan<byte> unread, bool isAtEnd)
    {
        var start = 0;
        while (TryFindLineEnd(unread, start, _scanned, isAtEnd, out var end))
        {
            _scanned = 0;
            var isComplete = EndRecord(unread, start, ref end, isAtEnd);
            if (!isComplete)
            {
                return start; // More of the record may come.
            }

            start = end;
        }

        var rest = unread.Length - start;
        if (isAtEnd)
        {
            return unread.Length;
        }

        if (rest <= LogEnricher.MaxRecordLength && !_isInTooLongLine)
        {
            _scanned = rest;
            return start;
        }

        _isInTooLongLine = true;
        _scanned = 0;
        return unread.Length;
    }

    // The end is behind the line feed; at the end of the input there need be none.
    private bool TryFindLineEnd(ReadOnlySpan<byte> unread, int start, int scanned, bool isAtEnd, out int end)
    {
        var length = unread[(start + scanned)..].IndexOf((byte)'\n');
        end = length < 0 ? unread.Length : start + scanned + length + 1;
        return length >= 0 || (isAtEnd && (start < unread.Length || _isInTooLongLine));
    }

    private static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> line)
    {
        line = line is [.., (byte)'\n'] ? line[..^1] : line;
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private bool EndRecord(ReadOnlySpan<byte> unread, int start, ref int end, bool isAtEnd)
    {
        if (_isInTooLongLine || end - start > LogEnricher.MaxRecordLength)
        {
            tagger.Line++;
            _isInTooLongLine = false;
            _isFirstLine = false;
            tagger.Refuse(RecordTagger.TooLong);
            return true;
        }

        var mark = _isFirstLine && unread[start..].StartsWith("\uFEFF"u8) ? 3 : 0;
        var text = WithoutLineEnd(unread[(start + mark)..end]);
        var lines = 1;
        if (text.Contains((byte)'"') && format.IsOpen(text))
        {
            var isComplete = TryFindRecordEnd(unread, start + mark, end, isAtEnd, out var recordEnd, out var recordLines);
            if (!isComplete)
            {
                return false;
            }

            if (recordLines != 0)
            {
                (end, lines) = (recordEnd, recordLines);
                text = WithoutLineEnd(unread[(start + mark)..end]);
            }
        }

        _isFirstLine = false;
        tagger.Line++;
        tagger.Tag(unread, start + mark, text, end);
        tagger.Line += lines - 1;
        return true;
    }

    // Says where the record ends and how many lines it has, 0 if it does not end in time; or that more must be read to tell.
    private bool TryFindRecordEnd(ReadOnlySpan<byte> unread, int start, int firstEnd, bool isAtEnd, out int end, out int lines)
    {
        end = firstEnd;
        for (lines = 2; lines <= MaxLines && end - start <= MaxLength; lines++)
        {
            if (end == unread.Length && isAtEnd)
            {
                break;
            }

            if (!TryFindLineEnd(unread, end, 0, isAtEnd, out var next))
            {
                if (unread.Length - start > MaxLength)
                {
                    break;
                }

                return false;
            }

            var line = unread[end..next];
            end = next;
            if (end - start <= MaxLength && line.Contains((byte)'"') && !format.IsOpen(WithoutLineEnd(unread[start..end])))
            {
                return true;
            }
        }

        lines = 0;
        return true;
    }
}
