namespace TorIntel.Pipelines;

/// <summary>Recognises the format of a log by its beginning.</summary>
internal static class LogFormatDetector
{
    private const int MaxRecords = 20;
    private const int MaxSignLength = 64;

    /// <summary>Recognises a format.</summary>
    /// <param name="head">The beginning of the log.</param>
    /// <param name="layout">How its records lie.</param>
    /// <param name="formats">The formats that it can be of; of those that fit equally well the first is taken.</param>
    /// <param name="isAll">Whether no more of the log is to come: a format that only fits otherwise waits for that, or for enough lines.</param>
    /// <returns>The format; null if it is none of these.</returns>
    public static LogFormat? Detect(ReadOnlySpan<byte> head, LogLayout layout, IReadOnlyList<LogFormat> formats, bool isAll = true)
    {
        head = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        var votes = new Votes();
        if (layout != LogLayout.Lines)
        {
            foreach (var record in JsonHead.Records(head, layout, MaxRecords))
            {
                votes.Add(JsonRecognizer.Recognize(head[record], formats));
            }

            return votes.Winner;
        }

        // A bad line in front must not decide for the whole file.
        LineRecognizer? lines = null;
        LogFormat? first = null;
        for (var i = 0; i < MaxRecords && !head.IsEmpty; i++)
        {
            var end = head.IndexOf((byte)'\n');
            var line = (end < 0 ? head : head[..end]).Trim(" \t\r"u8);
            head = end < 0 ? default : head[(end + 1)..];
            if (line is [(byte)'{', ..])
            {
                votes.Add(JsonRecognizer.Recognize(line, formats));
                continue;
            }

            var isSure = true;
            var format = votes.Winner is null ? (lines ??= new LineRecognizer(formats)).Recognize(line, out isSure) : null;
            if (format is not null && isSure)
            {
                return format;
            }

            first ??= format;
        }

        return votes.Winner ?? (isAll || !head.IsEmpty ? first : null);
    }

    /// <summary>Says what is wrong with a log that no format can be read in; null if nothing is.</summary>
    /// <param name="head">The beginning of the log.</param>
    public static string? WhyUnreadable(ReadOnlySpan<byte> head) =>
        head is [0xFF, 0xFE, _, 0, ..] or [0xFE, 0xFF, 0, _, ..] || IsEveryOtherNul(head, 0) || IsEveryOtherNul(head, 1) ? "UTF-16: convert it to UTF-8" : null;

    // Logs begin with ASCII, whatever comes later.
    private static bool IsEveryOtherNul(ReadOnlySpan<byte> head, int first)
    {
        head = head[..(Math.Min(head.Length, MaxSignLength) & ~1)];
        for (var i = 0; i < head.Length; i++)
        {
            if ((head[i] == 0) != ((i & 1) == first))
            {
                return false;
            }
        }

        return head.Length >= 4;
    }

    // Logs mix events of many kinds, and some of them look like those of other formats: most records decide, among equals the first.
    private sealed class Votes
    {
        private readonly List<(LogFormat Format, int Count)> _counts = [];

        public LogFormat? Winner => _counts.Count == 0 ? null : _counts.MaxBy(entry => entry.Count).Format;

        public void Add(LogFormat? format)
        {
            if (format is null)
            {
                return;
            }

            var index = _counts.FindIndex(entry => ReferenceEquals(entry.Format, format));
            if (index < 0)
            {
                _counts.Add((format, 1));
                return;
            }

            _counts[index] = (format, _counts[index].Count + 1);
        }
    }
}
