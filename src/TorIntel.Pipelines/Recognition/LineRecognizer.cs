using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Recognises the format of a line that is no JSON: by its beginning, by texts in it, or by whether it can be read; the surer ways first.</summary>
internal sealed class LineRecognizer(IReadOnlyList<LogFormat> formats)
{
    private readonly (LogFormat Format, Recognition Recognition)[] _recognitions =
    [
        .. formats.SelectMany(format => format.Mapping.Recognitions.Select(recognition => (Format: format, Recognition: recognition)))
            .Where(entry => entry.Recognition.Kind != RecognitionKind.Fields)
            .OrderBy(entry => entry.Recognition.Kind)
            .ThenByDescending(entry => entry.Recognition.Words.Sum(word => word.Length)),
    ];

    private readonly Dictionary<LogFormat, IRecordFormat> _readers = [];
    private readonly EventRecord _record = new();
    private readonly TorClassifier _classifier = new();

    /// <summary>Recognises a format.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isSure">Whether no other line is to be asked.</param>
    public LogFormat? Recognize(ReadOnlySpan<byte> line, out bool isSure)
    {
        isSure = true;
        foreach (var (format, recognition) in _recognitions)
        {
            if (Fits(line, format, recognition))
            {
                isSure = recognition.Kind != RecognitionKind.Otherwise;
                return format;
            }
        }

        return null;
    }

    private bool Fits(ReadOnlySpan<byte> line, LogFormat format, Recognition recognition)
    {
        switch (recognition.Kind)
        {
            case RecognitionKind.Starts:
                return line.StartsWith(Encoding.UTF8.GetBytes(recognition.Words[0]));
            case RecognitionKind.Contains:
                return ContainsAll(line, recognition.Words) && (format.Mapping.Syntax is not (LogSyntax.Pairs or LogSyntax.Text) || CanRead(line, format));
            case RecognitionKind.Header:
                return Reader(format) is ColumnsFormat named && named.HasHeader(line, recognition.Words);
            case RecognitionKind.Columns:
                return Reader(format) is ColumnsFormat columns && columns.HasColumns(line, recognition.Words);
            case RecognitionKind.Line or RecognitionKind.Otherwise:
                return CanRead(line, format);
            default:
                return false;
        }
    }

    private bool CanRead(ReadOnlySpan<byte> line, LogFormat format) => Reader(format).Read(line, _record, _classifier, TorNetwork.Empty) is null;

    private static bool ContainsAll(ReadOnlySpan<byte> line, IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            if (line.IndexOf(Encoding.UTF8.GetBytes(word)) < 0)
            {
                return false;
            }
        }

        return true;
    }

    private IRecordFormat Reader(LogFormat format)
    {
        if (!_readers.TryGetValue(format, out var reader))
        {
            _readers.Add(format, reader = format.CreateReader(FormatContext.Default));
        }

        return reader;
    }
}
