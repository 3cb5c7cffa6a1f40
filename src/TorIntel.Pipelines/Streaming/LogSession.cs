namespace TorIntel.Pipelines;

/// <summary>The enrichment of one log, or of parts of one that begin at records: bytes in, output in a buffer. Not safe for several threads.</summary>
internal sealed class LogSession
{
    private readonly RecordTagger _tagger;
    private readonly IRecordSplitter _splitter;
    private long _position;

    public LogSession(LogFormat format, IRecordFormat reader, RecordTagger tagger, IRecordSplitter splitter, OutputBuffer output, LogCheckpoint? checkpoint)
    {
        (Format, Reader, _tagger, _splitter, Output) = (format, reader, tagger, splitter, output);
        if (checkpoint is not null)
        {
            Reader.Header = checkpoint.Header.ToArray();
            Reader.IsHeaderExtended = checkpoint.IsHeaderExtended;
            _position = checkpoint.Position;
        }
    }

    public LogFormat Format { get; }

    public IRecordFormat Reader { get; }

    /// <summary>Gets a value indicating whether each line is a record of its own, so that parts of the log can be dealt with apart.</summary>
    public bool IsOfLines => _splitter is LineSplitter;

    /// <summary>Gets what is to be written.</summary>
    public OutputBuffer Output { get; }

    /// <summary>Deals with the records that are complete.</summary>
    /// <param name="unread">What was read and not dealt with yet.</param>
    /// <param name="isAtEnd">Whether nothing follows.</param>
    /// <returns>How many bytes were dealt with; at the end all.</returns>
    public int Process(ReadOnlySpan<byte> unread, bool isAtEnd)
    {
        var used = _splitter.Split(unread, isAtEnd);
        used = isAtEnd ? unread.Length : used;
        _tagger.Release(unread, used);
        _position += used;
        return used;
    }

    /// <summary>Tells where another can go on; null if that is not possible here.</summary>
    public LogCheckpoint? ToCheckpoint() =>
        _splitter is LineSplitter { IsInTooLongLine: true } or QuotedLineSplitter { IsInTooLongLine: true } or JsonSplitter { IsBetweenDocuments: false }
            ? null
            : new(Format.Name, _position, _splitter is JsonSplitter ? _tagger.Line - 1 : _tagger.Line, Reader.Header, Reader.IsHeaderExtended);
}
