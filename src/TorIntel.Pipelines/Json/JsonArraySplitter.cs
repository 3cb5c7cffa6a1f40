namespace TorIntel.Pipelines;

/// <summary>Cuts a JSON array into its objects, however they are spread over lines; what lies between them is passed on.</summary>
internal sealed class JsonArraySplitter(RecordTagger tagger) : IRecordSplitter
{
    private int _scanned; // How far the object at hand was looked through already.
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isInTooLongObject;
    private bool _isClosed; // The bracket that ends the array was seen.
    private long _lineFeedsInObject;

    public int Split(ReadOnlySpan<byte> unread, bool isAtEnd)
    {
        var start = 0;
        while (true)
        {
            if (_depth == 0)
            {
                var isObject = TryFindObject(unread[start..], out var gap);
                tagger.Line += unread.Slice(start, gap).Count((byte)'\n');
                start += gap;
                if (!isObject)
                {
                    if (isAtEnd && !_isClosed)
                    {
                        tagger.Refuse("the file ends within the array");
                    }

                    return start;
                }
            }

            if (!TryFindEnd(unread[(start + _scanned)..], out var length))
            {
                return Pause(unread, start, isAtEnd);
            }

            var end = start + _scanned + length;
            EndObject(unread, start, end);
            start = end;
            _scanned = 0;
        }
    }

    // Looks for the beginning of the next object, not in the strings of an array that has other things too.
    private bool TryFindObject(ReadOnlySpan<byte> text, out int length)
    {
        for (length = 0; length < text.Length; length++)
        {
            var c = text[length];
            if (_isInString)
            {
                _isInString = _isEscaped || c != '"';
                _isEscaped = !_isEscaped && c == '\\';
                continue;
            }

            if (c == '{')
            {
                return true;
            }

            _isInString = c == '"';
            _isClosed |= c == ']';
        }

        return false;
    }

    // Goes on with text that begins in or at an object; says how many bytes of it belong to the object, and whether it ends there.
    private bool TryFindEnd(ReadOnlySpan<byte> text, out int length)
    {
        var i = 0;
        while (i < text.Length)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                i++;
                continue;
            }

            var skip = _isInString ? text[i..].IndexOfAny((byte)'"', (byte)'\\') : text[i..].IndexOfAny((byte)'"', (byte)'{', (byte)'}');
            if (skip < 0)
            {
                break;
            }

            i += skip;
            var c = text[i++];
            _isEscaped = c == '\\';
            _isInString ^= c == '"';
            _depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (_depth == 0 && c == '}')
            {
                length = i;
                return true;
            }
        }

        length = text.Length;
        return false;
    }

    // The object goes on behind what was read. One that is too long is given up, but its end still looked for.
    private int Pause(ReadOnlySpan<byte> unread, int start, bool isAtEnd)
    {
        if (isAtEnd)
        {
            tagger.Refuse("the file ends within an event");
            return unread.Length;
        }

        _scanned = unread.Length - start;
        if (_scanned <= LogEnricher.MaxRecordLength && !_isInTooLongObject)
        {
            return start;
        }

        _isInTooLongObject = true;
        _lineFeedsInObject += unread[start..].Count((byte)'\n');
        _scanned = 0;
        return unread.Length;
    }

    private void EndObject(ReadOnlySpan<byte> unread, int start, int end)
    {
        var text = unread[start..end];
        if (_isInTooLongObject || text.Length > LogEnricher.MaxRecordLength)
        {
            _isInTooLongObject = false;
            tagger.Refuse(RecordTagger.TooLong);
        }
        else
        {
            tagger.Tag(unread, start, text, end);
        }

        tagger.Line += text.Count((byte)'\n') + _lineFeedsInObject;
        _lineFeedsInObject = 0;
    }
}
