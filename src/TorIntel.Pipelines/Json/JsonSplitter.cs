namespace TorIntel.Pipelines;

/// <summary>Cuts JSON text into its records: documents spread over lines, the elements of an array, or of the arrays that documents hold. What lies between them is passed on.</summary>
internal sealed class JsonSplitter : IRecordSplitter
{
    private readonly RecordTagger _tagger;
    private readonly bool _isByLine; // A document ends with its line, also one that is broken.
    private readonly JsonAround _around;

    private JsonObjectScanner _scanner;
    private bool _isInRecord;
    private int _scanned; // How far the record at hand, or the document that is still held back, was looked through.
    private bool _isTooLong;
    private long _lineFeeds; // Of the part of a record that was given up already.

    public JsonSplitter(RecordTagger tagger, LogLayout layout)
    {
        _tagger = tagger;
        _tagger.Line++; // It is the line at hand here.
        _isByLine = layout == LogLayout.EnvelopeLines;
        _around = new JsonAround(layout != LogLayout.Documents, _isByLine);
    }

    /// <summary>Gets a value indicating whether it stands between documents, so that another can go on from there.</summary>
    public bool IsBetweenDocuments => !_isInRecord && !_around.IsOpen && _scanned == 0;

    public int Split(ReadOnlySpan<byte> unread, bool isAtEnd)
    {
        var start = 0;
        var lineEnd = -1;
        while (true)
        {
            if (!_isInRecord && !TryBeginRecord(unread, ref start))
            {
                return PauseAround(unread, start, isAtEnd);
            }

            if (_isByLine && lineEnd < start + _scanned)
            {
                var feed = unread[(start + _scanned)..].IndexOf((byte)'\n');
                lineEnd = feed < 0 ? unread.Length : start + _scanned + feed;
            }

            var end = _isByLine ? lineEnd : unread.Length;
            if (_scanner.TryFindEnd(unread[(start + _scanned)..end], out var length))
            {
                end = start + _scanned + length;
                EndRecord(unread, start, end);
                start = end;
                continue;
            }

            if (end == unread.Length)
            {
                return PauseRecord(unread, start, length, isAtEnd);
            }

            _around.GiveUp();
            BreakOff(EndsInEvent("line"));
            start = end;
        }
    }

    // Goes on to the brace that begins a record. A document that may be a record itself is held back until it is known.
    private bool TryBeginRecord(ReadOnlySpan<byte> unread, ref int start)
    {
        while (true)
        {
            var at = start + _scanned;
            var found = _around.Scan(unread[at..], out var length);
            at += length;
            switch (found)
            {
                case JsonAround.Found.Record:
                    _tagger.Line += unread[start..at].Count((byte)'\n');
                    BeginRecord();
                    start = at;
                    return true;
                case JsonAround.Found.DocumentBegins:
                    _tagger.Line += unread[start..at].Count((byte)'\n');
                    (start, _scanned) = (at, 0);
                    break;
                case JsonAround.Found.PlainDocument:
                    EndRecord(unread, start, at);
                    start = at;
                    break;
                case JsonAround.Found.Junk:
                    _tagger.Line += unread[start..at].Count((byte)'\n');
                    (start, _scanned) = (at, 0);
                    _tagger.Refuse("not a JSON object");
                    break;
                case JsonAround.Found.BrokenOff:
                    BreakOff("the line ends within the document");
                    start = at;
                    break;
                default:
                    _scanned = at - start;
                    return false;
            }
        }
    }

    private static string EndsInEvent(string what) => $"the {what} ends within an event";

    private void BeginRecord()
    {
        _tagger.Line += _lineFeeds;
        (_isInRecord, _scanned, _isTooLong, _lineFeeds) = (true, 0, false, 0);
        _scanner = default;
    }

    private void EndRecord(ReadOnlySpan<byte> unread, int start, int end)
    {
        var text = unread[start..end];
        if (_isTooLong || text.Length > LogEnricher.MaxRecordLength)
        {
            _tagger.Refuse(RecordTagger.TooLong);
        }
        else
        {
            _tagger.Tag(unread, start, text, end);
        }

        _tagger.Line += text.Count((byte)'\n') + _lineFeeds;
        (_isInRecord, _scanned, _isTooLong, _lineFeeds) = (false, 0, false, 0);
    }

    private void BreakOff(string problem)
    {
        _tagger.Refuse(problem);
        (_isInRecord, _scanned, _isTooLong, _lineFeeds) = (false, 0, false, 0);
    }

    // The record goes on behind what was read. One that is too long is given up, but its end still looked for.
    private int PauseRecord(ReadOnlySpan<byte> unread, int start, int length, bool isAtEnd)
    {
        if (isAtEnd)
        {
            _tagger.Refuse(EndsInEvent("file"));
            return unread.Length;
        }

        _scanned += length;
        return GiveUpIfTooLong(unread, start);
    }

    private int PauseAround(ReadOnlySpan<byte> unread, int start, bool isAtEnd)
    {
        if (isAtEnd)
        {
            if (_around.IsOpen)
            {
                _tagger.Refuse(_around.IsHeldBack ? EndsInEvent("file") : _around.IsInArray ? "the file ends within the array" : "the file ends within the document");
            }

            return unread.Length;
        }

        if (_around.IsHeldBack)
        {
            return GiveUpIfTooLong(unread, start);
        }

        _tagger.Line += unread.Slice(start, _scanned).Count((byte)'\n');
        start += _scanned;
        _scanned = 0;
        return start;
    }

    private int GiveUpIfTooLong(ReadOnlySpan<byte> unread, int start)
    {
        if (_scanned <= LogEnricher.MaxRecordLength && !_isTooLong)
        {
            return start;
        }

        _isTooLong = true;
        _lineFeeds += unread.Slice(start, _scanned).Count((byte)'\n');
        start += _scanned;
        _scanned = 0;
        return start;
    }
}
