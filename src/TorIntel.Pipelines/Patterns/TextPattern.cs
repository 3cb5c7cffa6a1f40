namespace TorIntel.Pipelines;

/// <summary>A pattern of a line or of a part of one, to be fitted by all of it. Immutable.</summary>
/// <remarks>Each step is looked for at most once from where the one before ended: time is linear in the length of the line.</remarks>
internal sealed class TextPattern(PatternStep[] steps, byte[][] unset)
{
    /// <summary>The most steps that a pattern can have.</summary>
    public const int MaxSteps = 32;

    /// <summary>Tells whether a text that begins with a byte may fit.</summary>
    public bool MayBeginWith(byte first) => steps[0].HasGap || steps[0].Text.Length == 0 || steps[0].Text[0] == first;

    /// <summary>Fits this on a part of a record, and captures what it finds there.</summary>
    /// <param name="text">The record.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="record">What takes the fields; unchanged if the pattern does not fit.</param>
    /// <param name="rest">What further patterns are tried on; the empty part at the end if there is no such.</param>
    /// <returns>Whether it fits.</returns>
    public bool TryMatch(ReadOnlySpan<byte> text, int start, int end, EventRecord record, out (int Start, int End) rest)
    {
        rest = (end, end);
        text = text[..end];
        Span<int> ends = stackalloc int[3 * steps.Length]; // For each step: where its gap begins, where its text ends, where its value ends.
        var position = start;
        for (var i = 0; i < steps.Length; i++)
        {
            var step = steps[i];
            ends[3 * i] = position;
            if (!(step.HasGap ? TryGap(text, ref position, step, i == steps.Length - 1, out ends[(3 * i) + 1]) : TryHere(text, ref position, step, out ends[(3 * i) + 1])))
            {
                return false;
            }

            ends[(3 * i) + 2] = position;
        }

        if (position != end)
        {
            return false;
        }

        for (var i = 0; i < steps.Length; i++)
        {
            var step = steps[i];
            var gapEnd = ends[(3 * i) + 1] - step.Text.Length;
            if (step.Gap is { } gap)
            {
                Capture(text, ends[3 * i], gapEnd, record, gap);
            }

            if (step.Value is { } value)
            {
                Capture(text, ends[(3 * i) + 1], ends[(3 * i) + 2], record, value);
            }

            rest = step.IsRest ? (ends[3 * i], gapEnd) : rest;
        }

        return true;
    }

    private void Capture(ReadOnlySpan<byte> text, int start, int end, EventRecord record, MappedMember member)
    {
        if (start == end)
        {
            return;
        }

        foreach (var value in unset)
        {
            if (text[start..end].SequenceEqual(value))
            {
                return;
            }
        }

        record.Capture(member, start, end - start);
    }

    private static bool TryHere(ReadOnlySpan<byte> text, ref int position, PatternStep step, out int textEnd)
    {
        textEnd = position + step.Text.Length;
        if (!text[position..].StartsWith(step.Text))
        {
            return false;
        }

        position = textEnd;
        return step.Kind == PlaceholderKind.None || TryValue(text, ref position, step, isLast: false);
    }

    private static bool TryGap(ReadOnlySpan<byte> text, ref int position, PatternStep step, bool isLast, out int textEnd)
    {
        if (step.Text.Length == 0)
        {
            position = textEnd = text.Length; // The gap at the end.
            return true;
        }

        if (isLast && step.Kind == PlaceholderKind.None)
        {
            textEnd = text.Length;
            var fits = text[position..].EndsWith(step.Text);
            position = textEnd;
            return fits;
        }

        var (from, to) = (position, text.Length);
        textEnd = 0;
        for (int found; (found = step.IsGapGreedy ? text[from..to].LastIndexOf(step.Text) : text[from..to].IndexOf(step.Text)) >= 0;)
        {
            found += from;
            position = textEnd = found + step.Text.Length;
            if (step.Kind == PlaceholderKind.None || TryValue(text, ref position, step, isLast))
            {
                return true;
            }

            (from, to) = step.IsGapGreedy ? (from, textEnd - 1) : (found + 1, to);
        }

        return false;
    }

    private static bool TryValue(ReadOnlySpan<byte> text, ref int position, PatternStep step, bool isLast)
    {
        var length = Placeholder.Measure(step.Kind, text[position..], step.Stop);
        position += length;
        return length != 0 && (isLast ? position == text.Length : step.Stop == 0 || (position < text.Length && text[position] == step.Stop));
    }
}
