namespace TorIntel.Pipelines;

/// <summary>Reads logs, judges each event, and passes everything on: tagged events with their tag, all others byte for byte as they came.</summary>
/// <remarks>
/// Memory is bounded whatever the input: a record longer than <see cref="MaxRecordLength"/> is passed on unread and counted as bad. Nothing is allocated
/// for an event without evidence. Not safe for several threads; use one enricher for each, they can share view and classifier.
/// </remarks>
public sealed class LogEnricher
{
    /// <summary>The longest record that is read, in bytes.</summary>
    public const int MaxRecordLength = 8 * 1024 * 1024;

    private const int MaxDetectionLength = 1024 * 1024;

    private readonly TorNetwork _network;
    private readonly TorClassifier _classifier;
    private readonly LogEnricherOptions _options;
    private readonly FormatContext _context;

    /// <summary>Initializes a new instance of the <see cref="LogEnricher"/> class.</summary>
    /// <param name="network">The view to judge by.</param>
    /// <param name="classifier">The classifier.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="classifier"/> is null.</exception>
    public LogEnricher(TorNetwork network, TorClassifier classifier, LogEnricherOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(classifier);
        _network = network;
        _classifier = classifier;
        _options = options ?? new LogEnricherOptions();
        _context = new FormatContext("tor", _options.TimeZone, _options.Year, _options.TrustedProxies.Count == 0 ? null : IPPrefixIndex.Create(_options.TrustedProxies.Select(proxy => KeyValuePair.Create(proxy, 0u))));
    }

    /// <summary>Gets what was counted so far, over all inputs.</summary>
    public EnrichmentSummary Summary { get; } = new();

    /// <summary>Gets a value indicating whether what came out of the log that was read last did not end with a line feed, so that another log would run into its last line.</summary>
    public bool EndedWithinLine { get; private set; }

    /// <summary>Reads one log to its end, from its beginning or from where another enricher stopped.</summary>
    /// <param name="input">The log, not compressed, positioned at <see cref="LogCheckpoint.Position"/> if there is a checkpoint. It is read, not closed.</param>
    /// <param name="output">Where everything goes. It is flushed, not closed.</param>
    /// <param name="name">What the log is called, for messages.</param>
    /// <param name="checkpoint">Where to go on; null for the beginning.</param>
    /// <param name="cancellationToken">Stops after the record at hand; what was read is passed on first.</param>
    /// <exception cref="InvalidDataException">The format is not said and cannot be recognised; nothing was written.</exception>
    /// <exception cref="IOException">Reading or writing failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Enrich(Stream input, Stream output, string name, LogCheckpoint? checkpoint = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        var buffer = new RecordBuffer(input);
        var format = checkpoint is null ? DetectFormat(buffer, name) : FormatOf(checkpoint);
        var layout = checkpoint is null ? LayoutOf(buffer, format, isLast: true) : LogLayout.Lines;
        var writer = new OutputBuffer(output);
        var reader = format.CreateReader(_context);
        if (checkpoint is not null)
        {
            reader.Header = checkpoint.Header.ToArray();
            reader.IsHeaderExtended = checkpoint.IsHeaderExtended;
        }

        var tagger = new RecordTagger(_network, _classifier, _options, Summary, buffer, writer, reader, name) { Line = checkpoint?.Line ?? 0 };
        IRecordSplitter splitter = layout == LogLayout.Lines ? new LineSplitter(tagger) : new JsonSplitter(tagger, layout);
        var position = checkpoint?.Position ?? 0;
        try
        {
            while (splitter.Split(buffer.Unread, buffer.IsAtEnd) is var used && !buffer.IsAtEnd)
            {
                tagger.Release(used);
                writer.Flush(); // What a live source has sent so far must not wait for what comes next.
                position += used;
                _options.OnCheckpoint?.Invoke(new LogCheckpoint(format.Name, position, tagger.Line, reader.Header, reader.IsHeaderExtended));
                cancellationToken.ThrowIfCancellationRequested();
                buffer.Fill();
            }

            position += buffer.Unread.Length;
            tagger.Release(buffer.Unread.Length);
            EndedWithinLine = buffer.LastReleased != '\n' && !_options.OnlyTagged; // What is chosen always gets its line feed.
        }
        finally
        {
            writer.Flush();
            Summary.Bytes += buffer.BytesRead;
        }

        output.Flush();
        _options.OnCheckpoint?.Invoke(new LogCheckpoint(format.Name, position, tagger.Line, reader.Header, reader.IsHeaderExtended));
    }

    private LogFormat FormatOf(LogCheckpoint checkpoint) =>
        _options.MoreFormats.Append(_options.Format).FirstOrDefault(format => string.Equals(format?.Name, checkpoint.FormatName, StringComparison.Ordinal))
        ?? LogFormat.Get(checkpoint.FormatName);

    private IReadOnlyList<LogFormat> KnownFormats => [.. _options.MoreFormats, .. LogFormat.BuiltIn];

    private LogFormat DetectFormat(RecordBuffer buffer, string name)
    {
        var format = DetectFormat(buffer);
        if (LogFormatDetector.WhyUnreadable(buffer.Unread) is { } reason)
        {
            throw new InvalidDataException($"{name}: {reason}");
        }

        if (format is not null)
        {
            return format;
        }

        return buffer.IsAtEnd && buffer.Unread.TrimStart(" \t\r\n"u8).IsEmpty
            ? LogFormat.Get("eve") // Nothing, or blank lines: right in every format.
            : throw new InvalidDataException($"{name}: cannot tell the format of this log; say it ({string.Join(", ", LogFormat.BuiltIn.Select(known => known.Name))})");
    }

    // Reads on as long as what came so far does not tell: a pipe may give a few bytes at a time.
    private LogFormat? DetectFormat(RecordBuffer buffer)
    {
        while (true)
        {
            buffer.Fill();
            var isLast = buffer.IsAtEnd || buffer.Unread.Length >= MaxDetectionLength;
            var layout = LayoutOf(buffer, _options.Format, isLast);
            var format = _options.Format;
            if (format is null && layout != LogLayout.Unknown && (isLast || layout != LogLayout.Lines || buffer.Unread.Contains((byte)'\n')))
            {
                format = LogFormatDetector.Detect(buffer.Unread, layout, KnownFormats);
            }

            if (isLast || (format is not null && layout != LogLayout.Unknown))
            {
                return format;
            }
        }
    }

    private LogLayout LayoutOf(RecordBuffer buffer, LogFormat? format, bool isLast) => JsonLayout.Of(buffer.Unread, isLast, format, () => KnownFormats);
}
