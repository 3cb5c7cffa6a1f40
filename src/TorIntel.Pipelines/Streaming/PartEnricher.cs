namespace TorIntel.Pipelines;

/// <summary>Deals with parts of a log on one thread.</summary>
internal sealed class PartEnricher
{
    private readonly IRecordFormat _reader;
    private readonly RecordTagger _tagger;
    private readonly OutputBuffer _output = new();
    private readonly List<BadLine> _badLines = [];
    private LogHeader _header = LogHeader.None;
    private bool _hasHeaderTag; // It came with the columns of the tag.

    public PartEnricher(TorNetwork network, TorClassifier classifier, LogEnricherOptions options, IRecordFormat reader, string name)
    {
        _reader = reader;
        _tagger = new RecordTagger(network, classifier, options with { OnBadLine = _badLines.Add }, Summary, _output, reader, name);
    }

    /// <summary>Gets what was counted in the part dealt with last.</summary>
    public EnrichmentSummary Summary { get; } = new();

    /// <summary>Gets the lines of that part that could not be read, counted from its first.</summary>
    public IReadOnlyList<BadLine> BadLines => _badLines;

    /// <summary>Gets the number of lines of that part.</summary>
    public long Lines => _tagger.Line;

    public void Process(LogPart part)
    {
        Summary.Clear();
        _badLines.Clear();
        _tagger.Restart();
        if (!ReferenceEquals(part.HeaderBefore, _header))
        {
            _reader.Header = part.HeaderBefore.Lines;
            _hasHeaderTag = _reader.IsHeaderExtended;
        }

        // Whether a part before this one writes the header again is known when this one is written.
        _reader.IsHeaderExtended = _hasHeaderTag;
        var text = part.Bytes[..part.Used];
        var splitter = new LineSplitter(_tagger, part.IsFirst, part.BeginsInTooLongLine);
        splitter.Split(text, part.IsAtEnd);
        _tagger.Release(text, text.Length);
        _header = part.HeaderBehind;
        _hasHeaderTag = _tagger.HasReadHeader ? _tagger.HasHeaderTag : _hasHeaderTag;
    }

    /// <summary>Writes what was made of the part; the parts before it must be written.</summary>
    public void WriteTo(Stream output, LogPart part)
    {
        var writesHeader = _output.HasHeader;
        _output.FlushTo(output, part.Bytes, withHeader: !part.HeaderBefore.IsExtended);
        part.HeaderBefore.IsExtended |= writesHeader;
        if (_tagger.HasReadHeader)
        {
            part.HeaderBehind.IsExtended = _reader.IsHeaderExtended;
        }
    }
}
