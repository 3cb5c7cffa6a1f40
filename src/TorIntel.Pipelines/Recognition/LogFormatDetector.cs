namespace TorIntel.Pipelines;

/// <summary>Recognises the format of a log by its beginning.</summary>
internal static class LogFormatDetector
{
    private const int MaxLines = 20;

    /// <summary>Recognises a format.</summary>
    /// <param name="head">The beginning of the log.</param>
    /// <param name="formats">The formats that it can be of; of those that fit equally well the first is taken.</param>
    /// <param name="isAll">Whether no more of the log is to come: a format that only fits otherwise waits for that, or for enough lines.</param>
    /// <returns>The format; null if it is none of these.</returns>
    public static LogFormat? Detect(ReadOnlySpan<byte> head, IReadOnlyList<LogFormat> formats, bool isAll = true)
    {
        head = WithoutMark(head);
        if (IsJsonArray(head) == true)
        {
            return JsonRecognizer.Recognize(head[Math.Max(0, head.IndexOf((byte)'{'))..], formats);
        }

        // A bad line in front must not decide for the whole file.
        LineRecognizer? lines = null;
        LogFormat? first = null;
        for (var i = 0; i < MaxLines && !head.IsEmpty; i++)
        {
            var end = head.IndexOf((byte)'\n');
            var line = (end < 0 ? head : head[..end]).Trim(" \t\r"u8);
            head = end < 0 ? default : head[(end + 1)..];
            var isSure = true;
            var format = line is [(byte)'{', ..] ? JsonRecognizer.Recognize(line, formats) : (lines ??= new LineRecognizer(formats)).Recognize(line, out isSure);
            if (format is not null && isSure)
            {
                return format;
            }

            first ??= format;
        }

        return isAll || !head.IsEmpty ? first : null;
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

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> head) => head.StartsWith("\uFEFF"u8) ? head[3..] : head;
}
