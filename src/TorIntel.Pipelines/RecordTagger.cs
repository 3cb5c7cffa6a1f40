using System.Globalization;

namespace TorIntel.Pipelines;

/// <summary>Judges the records of one input and writes them, those with evidence with their tag.</summary>
internal sealed class RecordTagger(
    TorNetwork network,
    TorClassifier classifier,
    LogEnricherOptions options,
    EnrichmentSummary summary,
    RecordBuffer buffer,
    OutputBuffer output,
    IRecordFormat format,
    string name)
{
    public static readonly string TooLong = string.Create(CultureInfo.InvariantCulture, $"longer than {LogEnricher.MaxRecordLength >> 20} MiB");

    private readonly EventRecord _record = new();
    private readonly TagWriter _tagWriter = new(output, network, classifier, options.StaleAfter);
    private int _written; // How many of the unread bytes were written, or dropped.

    /// <summary>Gets or sets the number of the line that the record at hand begins in, for messages.</summary>
    public long Line { get; set; }

    /// <summary>Judges a record.</summary>
    /// <param name="unread">What was read and not released yet.</param>
    /// <param name="start">Where the record begins there.</param>
    /// <param name="text">The record.</param>
    /// <param name="end">Where what belongs to the record ends, its line end included.</param>
    public void Tag(ReadOnlySpan<byte> unread, int start, ReadOnlySpan<byte> text, int end)
    {
        summary.Lines++;
        var problem = format.Read(text, _record, classifier, network);
        if (problem is not null)
        {
            if (!text.IsEmpty && text.ContainsAnyExcept(" \t\r\n"u8))
            {
                Report(problem);
            }

            return;
        }

        if (_record.IsPlain)
        {
            return;
        }

        if (_record.IsHeader)
        {
            WriteHeader(unread, start, end);
            return;
        }

        if (format.HoldsSeveral)
        {
            TagSeveral(unread, start, text, end);
            return;
        }

        var verdict = classifier.Classify(network, _record.Event);
        if (verdict.Confidence >= options.MinConfidence && verdict.HasEvidence && MayTag(text))
        {
            summary.CountTagged(verdict);
            Write(unread, start, text, end, verdict);
        }
    }

    /// <summary>Counts a record that cannot be read.</summary>
    public void Refuse(string problem)
    {
        summary.Lines++;
        Report(problem);
    }

    /// <summary>Passes on what was not written yet and gives up the first bytes of the buffer.</summary>
    public void Release(int count)
    {
        PassOn(buffer.Unread, count);
        buffer.Release(count);
        _written -= count;
    }

    private void Report(string problem)
    {
        summary.BadLines++;
        options.OnBadLine?.Invoke(new BadLine(name, Line, problem));
    }

    // No field is to be set twice, and nothing broken further.
    private bool MayTag(ReadOnlySpan<byte> text)
    {
        var problem = _record.Has(EventMember.Tag) ? "it has a field 'tor' already"
            : format.WhyNotTag(text, _record);
        if (problem is not null)
        {
            Report(problem);
        }

        return problem is null;
    }

    // The tags of a record that holds several events are the elements of one array.
    private void TagSeveral(ReadOnlySpan<byte> unread, int start, ReadOnlySpan<byte> text, int end)
    {
        var isFirst = true;
        do
        {
            var verdict = classifier.Classify(network, _record.Event);
            if (verdict.Confidence < options.MinConfidence || !verdict.HasEvidence)
            {
                continue;
            }

            if (isFirst)
            {
                if (!MayTag(text))
                {
                    return;
                }

                WriteStart(unread, start, text, end);
            }

            output.Write(isFirst ? (byte)'[' : (byte)',');
            isFirst = false;
            summary.CountTagged(verdict);
            _tagWriter.Write(text, _record, verdict);
        }
        while (format.ReadNext(text, _record, classifier, network));

        if (!isFirst)
        {
            output.Write((byte)']');
            WriteEnd(unread, start, text, end);
        }
    }

    private void Write(ReadOnlySpan<byte> unread, int start, ReadOnlySpan<byte> text, int end, in TorVerdict verdict)
    {
        WriteStart(unread, start, text, end);
        _tagWriter.Write(text, _record, verdict);
        WriteEnd(unread, start, text, end);
    }

    private void WriteStart(ReadOnlySpan<byte> unread, int start, ReadOnlySpan<byte> text, int end)
    {
        PassOn(unread, start);
        output.Write(format.TakeHeaderForTag(unread[(start + text.Length)..end]));
        var insertAt = start + _record.InsertAt;
        WriteText(unread[start..insertAt]);
        output.Write(format.TagForm switch
        {
            TagForm.JsonMember => ",\"tor\":"u8,
            TagForm.TabColumn => "\t"u8,
            _ => " tor="u8,
        });
        _written = insertAt;
    }

    private void WriteEnd(ReadOnlySpan<byte> unread, int start, ReadOnlySpan<byte> text, int end)
    {
        var insertAt = start + _record.InsertAt;
        if (options.OnlyTagged)
        {
            // The objects of an array come out as lines of their own.
            var textEnd = start + text.Length;
            WriteText(unread[insertAt..textEnd]);
            WriteLine(unread, textEnd, end);
        }
    }

    // Line breaks of an object stand between its parts, for it was checked: none is needed.
    private void WriteText(ReadOnlySpan<byte> text)
    {
        if (!options.OnlyTagged || !text.Contains((byte)'\n'))
        {
            output.Write(text);
            return;
        }

        foreach (var part in text.SplitAny((byte)'\r', (byte)'\n'))
        {
            output.Write(text[part]);
        }
    }

    private void WriteHeader(ReadOnlySpan<byte> unread, int start, int end)
    {
        if (options.OnlyTagged)
        {
            WriteLine(unread, start, end);
        }
    }

    private void WriteLine(ReadOnlySpan<byte> unread, int start, int end)
    {
        output.Write(unread[start..end]);
        output.Write(unread[end - 1] == '\n' ? default : "\n"u8);
        _written = end;
    }

    private void PassOn(ReadOnlySpan<byte> unread, int upTo)
    {
        if (upTo > _written)
        {
            output.Write(options.OnlyTagged ? default : unread[_written..upTo]);
            _written = upTo;
        }
    }
}
