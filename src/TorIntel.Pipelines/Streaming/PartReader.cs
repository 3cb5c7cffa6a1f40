namespace TorIntel.Pipelines;

/// <summary>Cuts a log into parts of whole lines, and keeps track of its header. For one thread at a time.</summary>
internal sealed class PartReader(Stream input, IRecordFormat scout, TorClassifier classifier, LogHeader header, bool isAtBeginning)
{
    private readonly EventRecord _record = new();
    private byte[] _rest = [];
    private int _restLength;
    private LogHeader _header = header;
    private bool _isInTooLongLine;
    private bool _hasEnded;
    private long _number;

    /// <summary>Gets how many bytes were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Gets the number of the part that is read next.</summary>
    public long NextNumber => _number;

    /// <summary>Takes what was read already.</summary>
    public void Begin(ReadOnlySpan<byte> bytes) => Keep(bytes);

    /// <summary>Reads the next part: what there is to read, if that has a whole line.</summary>
    /// <returns>False if there is none.</returns>
    public bool TryRead(LogPart part)
    {
        if (_hasEnded)
        {
            return false;
        }

        part.Begin(_rest.AsSpan(0, _restLength));
        part.BeginsInTooLongLine = _isInTooLongLine;
        var lines = part.Bytes.LastIndexOf((byte)'\n') + 1;
        while (lines == 0 && !_hasEnded && !IsTooLong(part))
        {
            var before = part.Filled;
            var read = part.Fill(input);
            BytesRead += read;
            _hasEnded = read == 0;
            lines = part.Bytes[before..].LastIndexOf((byte)'\n') + 1;
            lines = lines == 0 ? 0 : lines + before;
        }

        part.IsFirst = isAtBeginning && _number == 0;
        part.Number = _number++;
        part.IsAtEnd = _hasEnded;
        part.Used = _hasEnded || lines == 0 ? part.Filled : lines;
        _isInTooLongLine = !_hasEnded && lines == 0;
        part.EndsInTooLongLine = _isInTooLongLine;
        Keep(part.Bytes[part.Used..]);
        part.HeaderBefore = _header;
        ReadHeaders(part);
        part.HeaderBehind = _header;
        return true;
    }

    private bool IsTooLong(LogPart part) => _isInTooLongLine ? part.Filled != 0 : part.Filled > LogEnricher.MaxRecordLength;

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_rest.Length < bytes.Length)
        {
            _rest = new byte[Math.Max(bytes.Length, 2 * _rest.Length)];
        }

        bytes.CopyTo(_rest);
        _restLength = bytes.Length;
    }

    // The first line may be a header in any format; later ones are where the format has a byte that begins them.
    private void ReadHeaders(LogPart part)
    {
        var text = part.Bytes[..part.Used];
        if (part.IsFirst)
        {
            ReadHeader(text);
        }

        for (var rest = text; scout.SeeksHeader && !rest.IsEmpty && !part.BeginsInTooLongLine; rest = rest[(rest.IndexOf((byte)'\n') + 1)..])
        {
            ReadHeader(rest);
            if (!rest.Contains((byte)'\n'))
            {
                break;
            }
        }

        if (scout.HeaderStart == 0)
        {
            return;
        }

        Span<byte> mark = [(byte)'\n', scout.HeaderStart];
        if (!part.IsFirst && text is [var first, ..] && first == scout.HeaderStart && !part.BeginsInTooLongLine)
        {
            ReadHeader(text);
        }

        for (int found; (found = text.IndexOf(mark)) >= 0;)
        {
            text = text[(found + 1)..];
            ReadHeader(text);
        }
    }

    private void ReadHeader(ReadOnlySpan<byte> text)
    {
        text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        var end = text.IndexOf((byte)'\n');
        text = (end < 0 ? text : text[..end]).TrimEnd((byte)'\r');
        if (text.Length <= LogEnricher.MaxRecordLength && scout.Read(text, _record, classifier, TorNetwork.Empty) is null && _record.IsHeader)
        {
            _header = new LogHeader(scout.Header);
        }
    }
}
