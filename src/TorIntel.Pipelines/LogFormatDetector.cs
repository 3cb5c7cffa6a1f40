namespace TorIntel.Pipelines;

/// <summary>Recognises the format of a log by its beginning.</summary>
internal static class LogFormatDetector
{
    private const int MaxLines = 20;

    private static readonly JsonKeyMap s_hints = JsonKeyMap.Create(
    [
        ("event_type", EventMember.EventType),
        ("src_ip", EventMember.Source),
        ("dest_ip", EventMember.Destination),
        ("id.orig_h", EventMember.LogName),
        ("id_orig_h", EventMember.LogName),
        ("id", EventMember.LogName),
        ("_path", EventMember.LogName),
        ("@stream", EventMember.LogName),
        ("uid", EventMember.LogName),
        ("certificate.subject", EventMember.LogName),
    ]);

    /// <summary>Recognises a format.</summary>
    /// <param name="head">The beginning of the log.</param>
    /// <returns>The format; <see cref="LogFormat.Auto"/> if it is none that is known.</returns>
    public static LogFormat Detect(ReadOnlySpan<byte> head)
    {
        if (IsJsonArray(head))
        {
            return DetectJson(FirstObject(head));
        }

        // A bad line in front must not decide for the whole file.
        for (var i = 0; i < MaxLines && !head.IsEmpty; i++)
        {
            var end = head.IndexOf((byte)'\n');
            var line = (end < 0 ? head : head[..end]).Trim(" \t\r"u8);
            head = end < 0 ? default : head[(end + 1)..];
            var format = DetectLine(line);
            if (format != LogFormat.Auto)
            {
                return format;
            }
        }

        return LogFormat.Auto;
    }

    public static bool IsJsonArray(ReadOnlySpan<byte> head)
    {
        head = head.TrimStart(" \t\r\n"u8);
        return head is [(byte)'[', ..] && head[1..].TrimStart(" \t\r\n"u8) is [] or [(byte)'{' or (byte)']', ..];
    }

    public static IRecordFormat Create(LogFormat format) => format switch
    {
        LogFormat.SuricataEve => new EveFormat(),
        LogFormat.ZeekJson => new ZeekJsonFormat(),
        LogFormat.ZeekTsv => new ZeekTsvFormat(),
        LogFormat.AccessLog => new AccessLogFormat(),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No format of records."),
    };

    private static LogFormat DetectLine(ReadOnlySpan<byte> line)
    {
        if (line is [(byte)'{', ..])
        {
            return DetectJson(line);
        }

        if (line.StartsWith("#separator"u8) || line.StartsWith("#fields\t"u8))
        {
            return LogFormat.ZeekTsv;
        }

        return new AccessLogFormat().Read(line, new EventRecord(), new TorClassifier(), TorNetwork.Empty) is null ? LogFormat.AccessLog : LogFormat.Auto;
    }

    private static LogFormat DetectJson(ReadOnlySpan<byte> text)
    {
        // The end of the object may be missing here: what was captured before that is enough.
        var record = new EventRecord();
        var reader = new JsonEventReader();
        if (!text.IsEmpty)
        {
            reader.Scan(text);
            reader.Read(text, s_hints, record);
        }

        return record.Has(EventMember.EventType) || (record.Has(EventMember.Source) && record.Has(EventMember.Destination)) ? LogFormat.SuricataEve
            : record.Has(EventMember.LogName) ? LogFormat.ZeekJson
            : LogFormat.Auto;
    }

    private static ReadOnlySpan<byte> FirstObject(ReadOnlySpan<byte> head)
    {
        var splitter = new JsonArraySplitter();
        var start = head.IndexOf((byte)'{');
        return start < 0 ? default : splitter.TryFindEnd(head[start..], out var length) ? head.Slice(start, length) : head[start..];
    }
}
