using System.IO.Pipelines;

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
    /// <exception cref="ArgumentException">The name of the tag is a field of the schema itself.</exception>
    public LogEnricher(TorNetwork network, TorClassifier classifier, LogEnricherOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(classifier);
        _network = network;
        _classifier = classifier;
        _options = options ?? new LogEnricherOptions();
        _ = new TagInserter(network, classifier, _options); // A name that cannot be used is told now, not at the first log.
        _context = new FormatContext(_options.TagName, _options.TimeZone, _options.Year, _options.TrustedProxies.Count == 0 ? null : IPPrefixIndex.Create(_options.TrustedProxies.Select(proxy => KeyValuePair.Create(proxy, 0u))));
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
        ArgumentNullException.ThrowIfNull(name);
        var buffer = new RecordBuffer();
        LogSession? session = null;
        var linesBefore = Summary.Lines;
        try
        {
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                buffer.Fill(input);
                session ??= TryStart(buffer, name, checkpoint);
                if (session is { IsOfLines: true } && _options.Threads > 1)
                {
                    EnrichInParallel(session, buffer, input, output, name, cancellationToken);
                    return;
                }

                if (session is not null)
                {
                    var used = session.Process(buffer.Unread, buffer.IsAtEnd);
                    session.Output.FlushTo(output, buffer.Unread); // What a live source has sent so far must not wait for what comes next.
                    buffer.Release(used);
                    Report(session);
                }
            }
            while (!buffer.IsAtEnd);
        }
        finally
        {
            Summary.Bytes += buffer.BytesRead;
            if (session is not null && Summary.Lines != linesBefore)
            {
                Summary.CountFormat(session.Format, Summary.Lines - linesBefore);
            }
        }

        SetEnd(buffer.LastReleased);
        output.Flush();
    }

    /// <summary>Reads one log to its end, from its beginning or from where another enricher stopped, without holding a thread while it waits.</summary>
    /// <param name="input">The log, not compressed, positioned at <see cref="LogCheckpoint.Position"/> if there is a checkpoint. It is read, not completed.</param>
    /// <param name="output">Where everything goes. It is flushed after each part, so that its pressure is felt, and not completed.</param>
    /// <param name="name">What the log is called, for messages.</param>
    /// <param name="checkpoint">Where to go on; null for the beginning.</param>
    /// <param name="cancellationToken">Stops while waiting; what was read is passed on first.</param>
    /// <exception cref="InvalidDataException">The format is not said and cannot be recognised; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>Ends also when the reader of the output has completed, or a read or flush was cancelled. <see cref="LogEnricherOptions.Threads"/> is not used.</remarks>
    public async Task EnrichAsync(PipeReader input, PipeWriter output, string name, LogCheckpoint? checkpoint = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(name);
        var buffer = new RecordBuffer();
        LogSession? session = null;
        var linesBefore = Summary.Lines;
        try
        {
            while (!buffer.IsAtEnd)
            {
                var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (read.IsCanceled)
                {
                    input.AdvanceTo(read.Buffer.Start);
                    break;
                }

                if (!read.Buffer.IsEmpty || read.IsCompleted)
                {
                    buffer.Fill(read.Buffer);
                    input.AdvanceTo(read.Buffer.End);
                    session ??= TryStart(buffer, name, checkpoint);
                }

                if (session is null)
                {
                    continue;
                }

                Process(session, buffer, output);
                var flushed = await output.FlushAsync(cancellationToken).ConfigureAwait(false);
                Report(session);
                if (flushed.IsCompleted || flushed.IsCanceled)
                {
                    break;
                }
            }
        }
        finally
        {
            Summary.Bytes += buffer.BytesRead;
            if (session is not null && Summary.Lines != linesBefore)
            {
                Summary.CountFormat(session.Format, Summary.Lines - linesBefore);
            }
        }

        SetEnd(buffer.LastReleased);
    }

    private void Report(LogSession session)
    {
        if (_options.OnCheckpoint is { } onCheckpoint && session.ToCheckpoint() is { } checkpoint)
        {
            onCheckpoint(checkpoint);
        }
    }

    // The session was made for one thread: its format goes on as what looks for headers.
    private void EnrichInParallel(LogSession session, RecordBuffer buffer, Stream input, Stream output, string name, CancellationToken cancellationToken)
    {
        var start = session.ToCheckpoint()!;
        var (position, lines, last) = (start.Position, start.Line, (byte)'\n');
        var header = new LogHeader(start.Header.ToArray()) { IsExtended = start.IsHeaderExtended };
        var parts = new PartReader(input, session.Reader, _classifier, header, isAtBeginning: position == 0);
        parts.Begin(buffer.Unread);
        var parallel = new ParallelEnrichment(
            output,
            parts,
            () => new PartEnricher(_network, _classifier, _options, session.Format.CreateReader(_context), name),
            (enricher, part) =>
            {
                foreach (var bad in enricher.BadLines)
                {
                    _options.OnBadLine?.Invoke(bad with { Line = bad.Line + lines });
                }

                Summary.Add(enricher.Summary);
                position += part.Used;
                lines += enricher.Lines;
                last = part.Used == 0 ? last : part.Bytes[part.Used - 1];
                SetEnd(last);
                if (!part.EndsInTooLongLine)
                {
                    _options.OnCheckpoint?.Invoke(new LogCheckpoint(session.Format.Name, position, lines, part.HeaderBehind.Lines, part.HeaderBehind.IsExtended));
                }
            },
            cancellationToken);
        try
        {
            parallel.Run(_options.Threads);
        }
        finally
        {
            Summary.Bytes += parts.BytesRead;
        }

        output.Flush();
    }

    private static void Process(LogSession session, RecordBuffer buffer, PipeWriter output)
    {
        var used = session.Process(buffer.Unread, buffer.IsAtEnd);
        session.Output.CopyTo(output, buffer.Unread);
        buffer.Release(used);
    }

    private void SetEnd(byte last) => EndedWithinLine = last != '\n' && !_options.OnlyTagged; // What is chosen always gets its line feed.

    // Null as long as what came so far does not tell the format: a pipe may give a few bytes at a time.
    private LogSession? TryStart(RecordBuffer buffer, string name, LogCheckpoint? checkpoint)
    {
        var isLast = buffer.IsAtEnd || buffer.Unread.Length >= MaxDetectionLength;
        if (LogFormatDetector.WhyUnreadable(buffer.Unread) is { } reason)
        {
            throw new InvalidDataException($"{name}: {reason}");
        }

        var format = checkpoint is null ? _options.Format : FormatOf(checkpoint);
        var layout = JsonLayout.Of(buffer.Unread, isLast, format, () => KnownFormats);
        if (format is null && layout != LogLayout.Unknown && (isLast || layout != LogLayout.Lines || buffer.Unread.Contains((byte)'\n')))
        {
            format = (_options.MoreFormats.Count == 0 ? null : LogFormatDetector.Detect(buffer.Unread, layout, _options.MoreFormats, isLast))
                ?? LogFormatDetector.Detect(buffer.Unread, layout, LogFormat.BuiltIn, isLast);
        }

        if (format is null && isLast)
        {
            format = buffer.IsAtEnd && buffer.Unread.TrimStart("\uFEFF \t\r\n"u8).IsEmpty
                ? LogFormat.Get("eve") // Nothing, or blank lines: right in every format.
                : throw new InvalidDataException($"{name}: cannot tell the format of this log; say it; there are {string.Join(", ", KnownFormats.Select(known => known.Name))}");
        }

        return format is not null && layout != LogLayout.Unknown ? Start(format, name, format.Mapping.Syntax == LogSyntax.Json ? layout : LogLayout.Lines, checkpoint) : null;
    }

    private LogSession Start(LogFormat format, string name, LogLayout layout, LogCheckpoint? checkpoint)
    {
        var output = new OutputBuffer();
        var reader = format.CreateReader(_context);
        var tagger = new RecordTagger(_network, _classifier, _options, Summary, output, reader, name) { Line = checkpoint?.Line ?? 0 };
        var isFirstLine = checkpoint is null or { Position: 0 };
        IRecordSplitter splitter = layout != LogLayout.Lines ? new JsonSplitter(tagger, layout)
            : reader.HasOpenRecords ? new QuotedLineSplitter(tagger, reader, isFirstLine)
            : new LineSplitter(tagger, isFirstLine);
        return new LogSession(format, reader, tagger, splitter, output, checkpoint);
    }

    private IReadOnlyList<LogFormat> KnownFormats => [.. _options.MoreFormats, .. LogFormat.BuiltIn];

    private LogFormat FormatOf(LogCheckpoint checkpoint) =>
        _options.MoreFormats.Append(_options.Format).FirstOrDefault(format => string.Equals(format?.Name, checkpoint.FormatName, StringComparison.Ordinal))
        ?? LogFormat.Get(checkpoint.FormatName);
}
