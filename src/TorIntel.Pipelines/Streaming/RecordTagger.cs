using System.Globalization;

namespace TorIntel.Pipelines;

/// <summary>Judges the records of one input and writes them, those with evidence with their tag.</summary>
internal sealed class RecordTagger(
    TorNetwork network,
    TorClassifier classifier,
    LogEnricherOptions options,
    EnrichmentSummary summary,
    OutputBuffer output,
    IRecordFormat format,
    string name)
{
    public static readonly string TooLong = string.Create(CultureInfo.InvariantCulture, $"longer than {LogEnricher.MaxRecordLength >> 20} MiB");

    private readonly EventRecord _record = new();
    private readonly TagInserter _inserter = new(network, classifier, options);
    private int _written; // How many of the unread bytes were written, or dropped.

    /// <summary>Gets or sets the number of the line that the record at hand begins in, for messages.</summary>
    public long Line { get; set; }

    /// <summary>Gets a value indicating whether the header in force is of the part of the log that this tagger has seen.</summary>
    public bool HasReadHeader { get; private set; }

    /// <summary>Gets a value indicating whether that header came with the columns of the tag.</summary>
    public bool HasHeaderTag { get; private set; }

    /// <summary>Judges a record.</summary>
    /// <param name="unread">What was read and not released yet.</param>
    /// <param name="start">Where the record begins there.</param>
    /// <param name="text">The record.</param>
    /// <param name="end">Where what belongs to the record ends, its line end included.</param>
    public void Tag(ReadOnlySpan<byte> unread, int start, ReadOnlySpan<byte> text, int end)
    {
        summary.Lines++;
        _record.Readable = unread.Length - start;
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
            HasReadHeader = true;
            HasHeaderTag = format.IsHeaderExtended;
            WriteHeader(unread, start, text, end);
            return;
        }

        if (format.HoldsSeveral)
        {
            TagSeveral(unread, start, text, end);
            return;
        }

        var verdict = classifier.Classify(network, _record.Event);
        if (verdict.Confidence >= options.MinConfidence && verdict.HasEvidence && MayTag(text, verdict))
        {
            summary.CountTagged(verdict);
            Write(unread, start, text, end);
        }
    }

    /// <summary>Begins another part of the log.</summary>
    public void Restart()
    {
        Line = 0;
        _written = 0;
        HasReadHeader = false;
    }

    /// <summary>Counts a record that cannot be read.</summary>
    public void Refuse(string problem)
    {
        summary.Lines++;
        Report(problem);
    }

    /// <summary>Passes on what was not written yet of the first bytes, which are given up then.</summary>
    public void Release(ReadOnlySpan<byte> unread, int count)
    {
        PassOn(unread, count);
        _written -= count;
    }

    private void Report(string problem)
    {
        summary.BadLines++;
        options.OnBadLine?.Invoke(new BadLine(name, Line, problem));
    }

    // No field is to be set twice, and nothing broken further.
    private bool MayTag(ReadOnlySpan<byte> text, in TorVerdict verdict)
    {
        var problem = _inserter.Prepare(text, _record, verdict, format);
        if (problem is not null)
        {
            Report(problem);
        }

        return problem is null;
    }

    // The tags of a record that holds several events are the elements of one array. A schema that has fields for one event takes the surest, of equals the first.
    private void TagSeveral(ReadOnlySpan<byte> unread, int start, ReadOnlySpan<byte> text, int end)
    {
        TorVerdict? best = null;
        do
        {
            var verdict = classifier.Classify(network, _record.Event);
            if (verdict.Confidence < options.MinConfidence || !verdict.HasEvidence)
            {
                continue;
            }

            if (best is null || (!_inserter.TakesSeveral && verdict.Confidence > best.Value.Confidence))
            {
                if (!MayTag(text, verdict))
                {
                    return;
                }

                best = verdict;
            }
            else if (_inserter.TakesSeveral)
            {
                summary.CountTagged(verdict);
                _inserter.Append(text, _record, verdict);
            }
        }
        while (format.ReadNext(text, _record, classifier, network));

        if (best is null)
        {
            return;
        }

        summary.CountTagged(best.Value);
        if (_inserter.TakesSeveral)
        {
            _inserter.EndSeveral();
        }

        Write(unread, start, text, end);
    }

    private void Write(ReadOnlySpan<byte> unread, int start, ReadOnlySpan<byte> text, int end)
    {
        PassOn(unread, start);
        var header = format.IsHeaderExtendedInPlace ? default : format.TakeHeaderForTag(unread[(start + text.Length)..end], _inserter.Columns);
        if (HasReadHeader)
        {
            output.Write(header);
        }
        else
        {
            output.WriteHeader(header);
        }

        foreach (var insertion in _inserter.Insertions)
        {
            var insertAt = start + insertion.At;
            WriteText(unread[_written..insertAt]);
            output.Write(_inserter.TextOf(insertion));
            _written = insertAt;
        }

        if (options.OnlyTagged)
        {
            // The objects of an array come out as lines of their own.
            var textEnd = start + text.Length;
            WriteText(unread[_written..textEnd]);
            WriteLine(unread, textEnd, end);
        }
    }

    // Line breaks of an object stand between its parts, for it was checked: none is needed.
    private void WriteText(ReadOnlySpan<byte> text)
    {
        if (!options.OnlyTagged || format.TagForm != TagForm.JsonMember || !text.Contains((byte)'\n'))
        {
            output.Write(text);
            return;
        }

        foreach (var part in text.SplitAny((byte)'\r', (byte)'\n'))
        {
            output.Write(text[part]);
        }
    }

    private void WriteHeader(ReadOnlySpan<byte> unread, int start, ReadOnlySpan<byte> text, int end)
    {
        var textEnd = start + text.Length;
        if (format.IsHeaderExtendedInPlace && format.TakeHeaderForTag(unread[textEnd..end], _inserter.Columns) is { IsEmpty: false } extension)
        {
            PassOn(unread, start);
            output.Write(text);
            output.Write(extension);
            _written = textEnd;
            start = textEnd;
        }

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
            if (!options.OnlyTagged)
            {
                output.PassOn(unread, _written, upTo);
            }

            _written = upTo;
        }
    }
}
