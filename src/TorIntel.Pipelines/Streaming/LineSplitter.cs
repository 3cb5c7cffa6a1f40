namespace TorIntel.Pipelines;

/// <summary>Cuts at line feeds; the last line need not have one.</summary>
internal sealed class LineSplitter(RecordTagger tagger, bool isFirstLine = true, bool isInTooLongLine = false) : IRecordSplitter
{
    private int _scanned; // How far the line at hand was looked through already.
    private bool _isInTooLongLine = isInTooLongLine;
    private bool _isFirstLine = isFirstLine;

    /// <summary>Gets a value indicating whether what was dealt with ends within a line that is too long, where none can go on.</summary>
    public bool IsInTooLongLine => _isInTooLongLine;

    public int Split(ReadOnlySpan<byte> unread, bool isAtEnd)
    {
        var start = 0;
        for (int length; (length = unread[(start + _scanned)..].IndexOf((byte)'\n')) >= 0; start += length + 1)
        {
            length += _scanned;
            _scanned = 0;
            EndLine(unread, start, length, length + 1);
        }

        var rest = unread.Length - start;
        if (isAtEnd)
        {
            if (rest != 0 || _isInTooLongLine)
            {
                EndLine(unread, start, rest, rest);
            }

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

    private void EndLine(ReadOnlySpan<byte> unread, int start, int length, int lengthWithEnd)
    {
        tagger.Line++;
        if (_isInTooLongLine || length > LogEnricher.MaxRecordLength)
        {
            _isInTooLongLine = false;
            tagger.Refuse(RecordTagger.TooLong);
        }
        else
        {
            var text = unread.Slice(start, length);
            var mark = _isFirstLine && text.StartsWith("\uFEFF"u8) ? 3 : 0;
            text = text is [.., (byte)'\r'] ? text[mark..^1] : text[mark..];
            tagger.Tag(unread, start + mark, text, start + lengthWithEnd);
        }

        _isFirstLine = false;
    }
}
