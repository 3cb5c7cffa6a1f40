using System.Text.Json;

namespace TorIntel.Pipelines;

/// <summary>Recognises the format of a log by its beginning.</summary>
internal static class LogFormatDetector
{
    private const int MaxLines = 20;

    /// <summary>Recognises a format.</summary>
    /// <param name="head">The beginning of the log.</param>
    /// <returns>The format; <see cref="LogFormat.Auto"/> if it is none that is known.</returns>
    public static LogFormat Detect(ReadOnlySpan<byte> head)
    {
        head = WithoutMark(head);
        if (IsJsonArray(head) == true)
        {
            return DetectJson(head[Math.Max(0, head.IndexOf((byte)'{'))..]);
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

    /// <summary>Tells whether a log is one JSON array of events, rather than lines.</summary>
    /// <param name="head">The beginning of the log.</param>
    /// <returns>Null if more of it is needed to tell.</returns>
    public static bool? IsJsonArray(ReadOnlySpan<byte> head)
    {
        if (head.Length < 3 && "\uFEFF"u8.StartsWith(head))
        {
            return null;
        }

        head = WithoutMark(head).TrimStart(" \t\r\n"u8);
        var inside = head.IsEmpty ? head : head[1..].TrimStart(" \t\r\n"u8);
        return head.IsEmpty || (head[0] == '[' && inside.IsEmpty) ? null : head[0] == '[' && inside[0] is (byte)'{' or (byte)']';
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

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> head) => head.StartsWith("\uFEFF"u8) ? head[3..] : head;

    // The end of the object may be missing here: what stands in front of that is enough.
    private static LogFormat DetectJson(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
        var (hasSource, hasDestination, isZeek, hasTime, hasUid) = (false, false, false, false, false);
        try
        {
            while (reader.Read() && (reader.CurrentDepth > 0 || reader.TokenType == JsonTokenType.StartObject))
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                {
                    continue;
                }

                if (reader.ValueTextEquals("event_type"u8))
                {
                    return LogFormat.SuricataEve;
                }

                hasSource |= reader.ValueTextEquals("src_ip"u8);
                hasDestination |= reader.ValueTextEquals("dest_ip"u8);
                isZeek |= IsZeekKey(reader);
                hasTime |= reader.ValueTextEquals("ts"u8);
                hasUid |= reader.ValueTextEquals("uid"u8);
            }
        }
        catch (JsonException)
        {
            // A bad line: what stands in front of the fault still tells.
        }

        return hasSource && hasDestination ? LogFormat.SuricataEve : isZeek || (hasTime && hasUid) ? LogFormat.ZeekJson : LogFormat.Auto;
    }

    private static bool IsZeekKey(in Utf8JsonReader reader) =>
        reader.ValueTextEquals("id.orig_h"u8) || reader.ValueTextEquals("id_orig_h"u8)
        || reader.ValueTextEquals("_path"u8) || reader.ValueTextEquals("@stream"u8)
        || reader.ValueTextEquals("certificate.subject"u8);
}
