namespace TorIntel.Pipelines;

/// <summary>Walks through what stands around the records of JSON text, a byte at a time: arrays, and documents that hold the records in an array.</summary>
/// <param name="isEnvelope">Whether documents hold records; else they are records.</param>
/// <param name="isByLine">Whether a line feed ends a document.</param>
internal sealed class JsonAround(bool isEnvelope, bool isByLine)
{
    private readonly byte[] _key = new byte[16]; // Longer ones are none that matter.
    private int _keyLength;
    private bool _readsKey;
    private bool _expectsKey;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isInJunk;
    private bool _isAtDocument; // Its brace was announced, and comes again.
    private bool _hasRecords;
    private int _arrayDepth; // Of brackets outside documents.
    private int _documentDepth; // Of braces and brackets in a document, without the array of its records.
    private int _recordsDepth; // Of the brackets of that array, and of brackets in it.

    /// <summary>What was found.</summary>
    internal enum Found
    {
        /// <summary>Nothing: the text is at its end.</summary>
        Nothing,

        /// <summary>The brace of a record.</summary>
        Record,

        /// <summary>The brace of a document that may hold records.</summary>
        DocumentBegins,

        /// <summary>The end of a document that held none: it is a record itself.</summary>
        PlainDocument,

        /// <summary>Something that is no JSON document; the rest of its line is passed over.</summary>
        Junk,

        /// <summary>The end of the line within a document; the document is given up.</summary>
        BrokenOff,
    }

    /// <summary>Gets a value indicating whether the document at hand may turn out to be a record itself.</summary>
    public bool IsHeldBack => _documentDepth != 0 && !_hasRecords;

    /// <summary>Gets a value indicating whether text is in the array of records, or in the array that is the log.</summary>
    public bool IsInArray => _recordsDepth != 0 || (_documentDepth == 0 && _arrayDepth != 0);

    /// <summary>Gets a value indicating whether anything is not closed.</summary>
    public bool IsOpen => _documentDepth != 0 || _arrayDepth != 0;

    /// <summary>Goes on.</summary>
    /// <param name="text">What was not walked through yet.</param>
    /// <param name="length">How much of it was: up to the brace that was found, or behind everything else.</param>
    public Found Scan(ReadOnlySpan<byte> text, out int length)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n' && (_isInJunk || (isByLine && _documentDepth != 0)))
            {
                length = i;
                var isBrokenOff = !_isInJunk;
                _isInJunk = false;
                if (isBrokenOff)
                {
                    GiveUp();
                    return Found.BrokenOff;
                }

                continue;
            }

            if (_isInJunk)
            {
                continue;
            }

            if (_isInString)
            {
                PassString(c);
                continue;
            }

            var found = Take(c);
            if (found != Found.Nothing)
            {
                length = found == Found.PlainDocument ? i + 1 : i;
                return found;
            }
        }

        length = text.Length;
        return Found.Nothing;
    }

    /// <summary>Gives the document at hand up.</summary>
    public void GiveUp() => (_documentDepth, _recordsDepth, _isInString, _isEscaped) = (0, 0, false, false);

    private void PassString(byte c)
    {
        if (!_isEscaped && c == '"')
        {
            _isInString = false;
            return;
        }

        _isEscaped = !_isEscaped && c == '\\';
        if (_readsKey)
        {
            _key[Math.Min(_keyLength, _key.Length - 1)] = c;
            _keyLength++;
        }
    }

    private Found Take(byte c)
    {
        switch (c)
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                return Found.Nothing;
            case (byte)'{':
                return Open();
            case (byte)'}':
                return _recordsDepth == 0 && _documentDepth != 0 && --_documentDepth == 0 && !_hasRecords ? Found.PlainDocument : Found.Nothing;
            case (byte)'[':
                OpenArray();
                return Found.Nothing;
            case (byte)']' when IsOpen:
                CloseArray();
                return Found.Nothing;
            case (byte)'"' when IsOpen:
                _isInString = true;
                _readsKey = _expectsKey && _documentDepth == 1 && _recordsDepth == 0;
                _keyLength = _readsKey ? 0 : _keyLength;
                return Found.Nothing;
            case (byte)':' or (byte)',' when IsOpen:
                _expectsKey = c == ',';
                return Found.Nothing;
            default:
                _isInJunk = !IsOpen && c != ',';
                return _isInJunk ? Found.Junk : Found.Nothing;
        }
    }

    private Found Open()
    {
        if (_recordsDepth != 0)
        {
            _hasRecords = true;
            return Found.Record;
        }

        if (_documentDepth != 0)
        {
            _documentDepth++;
            _expectsKey = false;
            return Found.Nothing;
        }

        if (!isEnvelope)
        {
            return Found.Record;
        }

        _isAtDocument = !_isAtDocument;
        if (_isAtDocument)
        {
            return Found.DocumentBegins;
        }

        _documentDepth = 1;
        _hasRecords = false;
        _expectsKey = true;
        return Found.Nothing;
    }

    private void OpenArray()
    {
        if (_recordsDepth != 0 || (_documentDepth == 1 && !_expectsKey && _keyLength <= _key.Length && Envelope.HoldsRecords(_key.AsSpan(0, _keyLength))))
        {
            _recordsDepth++;
        }
        else if (_documentDepth != 0)
        {
            _documentDepth++;
        }
        else
        {
            _arrayDepth++;
        }
    }

    private void CloseArray()
    {
        if (_recordsDepth != 0)
        {
            _recordsDepth--;
        }
        else if (_documentDepth > 1)
        {
            _documentDepth--;
        }
        else if (_documentDepth == 0)
        {
            _arrayDepth--;
        }
    }
}
