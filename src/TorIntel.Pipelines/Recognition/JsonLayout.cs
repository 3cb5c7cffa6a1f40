using System.Runtime.InteropServices;
using System.Text.Json;

namespace TorIntel.Pipelines;

/// <summary>Tells how the records of a JSON log lie in it, by its first document.</summary>
internal static class JsonLayout
{
    private const int MaxEventLength = 64 * 1024;

    // What stands around an event adds two levels: the document and its array.
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = JsonText.MaxDepth + 2 };

    /// <summary>Tells the layout.</summary>
    /// <param name="head">The beginning of the log.</param>
    /// <param name="isLast">Whether no more of it is to be had.</param>
    /// <param name="format">The format of the log, if it is known.</param>
    /// <param name="formats">Gives the formats that it can be of, asked only where it matters.</param>
    /// <returns>The layout; <see cref="LogLayout.Unknown"/> only if more is to be had.</returns>
    public static LogLayout Of(ReadOnlySpan<byte> head, bool isLast, LogFormat? format, Func<IReadOnlyList<LogFormat>> formats)
    {
        if (format is not null && format.Mapping.Syntax != LogSyntax.Json)
        {
            return LogLayout.Lines;
        }

        if (head.Length < 3 && "\uFEFF"u8.StartsWith(head))
        {
            return isLast ? LogLayout.Lines : LogLayout.Unknown;
        }

        var text = (head.StartsWith("\uFEFF"u8) ? head[3..] : head).TrimStart(" \t\r\n"u8);
        var inside = text.IsEmpty ? text : text[1..].TrimStart(" \t\r\n"u8);
        switch (text)
        {
            case [] or [(byte)'[', ..] when inside.IsEmpty:
                return isLast ? LogLayout.Lines : LogLayout.Unknown;
            case [(byte)'[', ..]:
                return inside[0] == ']' ? LogLayout.Documents : inside[0] != '{' ? LogLayout.Lines : OfArray(inside, isLast, format, formats);
            case [(byte)'{', ..]:
                return OfDocument(text, isLast, format, formats);
            default:
                return LogLayout.Lines;
        }
    }

    // Reads a document as far as is needed to tell: up to its end or, once it is known to hold records, up to the end of its first line.
    private static Probe Read(ReadOnlySpan<byte> document, int lineEnd)
    {
        var probe = new Probe { Length = -1 };
        var reader = new Utf8JsonReader(document, isFinalBlock: false, new JsonReaderState(s_options));
        try
        {
            var isNamed = false;
            var isInNamed = false;
            var mayEnd = lineEnd >= 0 || document.TrimEnd(" \t\r"u8) is [.., (byte)'}'];
            while (!(probe.HoldsRecords && (!mayEnd || (lineEnd >= 0 && reader.TokenStartIndex > lineEnd))) && reader.Read())
            {
                probe.HoldsRecords |= isInNamed && reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == 2;
                isInNamed = reader.CurrentDepth == 1 ? isNamed && reader.TokenType == JsonTokenType.StartArray : isInNamed;
                isNamed = reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && Envelope.HoldsRecords(reader.ValueSpan);
                if (reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.EndObject)
                {
                    probe.Length = (int)reader.BytesConsumed;
                    break;
                }
            }
        }
        catch (JsonException)
        {
            probe.IsBroken = true;
        }

        probe.IsWithinLine = lineEnd < 0 || reader.BytesConsumed <= lineEnd;
        return probe;
    }

    private static LogLayout OfArray(ReadOnlySpan<byte> first, bool isLast, LogFormat? format, Func<IReadOnlyList<LogFormat>> formats)
    {
        var probe = Read(first, lineEnd: -1);
        return probe.HoldsRecords && !IsEvent(first, format, formats) ? LogLayout.Envelopes
            : probe is { HoldsRecords: false, IsBroken: false, Length: < 0 } && !isLast ? LogLayout.Unknown
            : LogLayout.Documents;
    }

    private static LogLayout OfDocument(ReadOnlySpan<byte> text, bool isLast, LogFormat? format, Func<IReadOnlyList<LogFormat>> formats)
    {
        var lineEnd = text.IndexOf((byte)'\n');
        var probe = Read(text, lineEnd);
        if (probe is { Length: < 0, IsBroken: false } && (probe.IsWithinLine || !probe.HoldsRecords) && !isLast)
        {
            return LogLayout.Unknown;
        }

        var isByLine = probe.IsWithinLine || BeginsAnew(text, lineEnd);
        return probe.HoldsRecords && !IsEvent(probe.Length < 0 ? text : text[..probe.Length], format, formats)
            ? isByLine ? LogLayout.EnvelopeLines : LogLayout.Envelopes
            : isByLine || probe.IsBroken ? LogLayout.Lines : LogLayout.Documents;
    }

    // What an event is shows early.
    private static bool IsEvent(ReadOnlySpan<byte> text, LogFormat? format, Func<IReadOnlyList<LogFormat>> formats) =>
        JsonRecognizer.IsEvent(text[..Math.Min(text.Length, MaxEventLength)], formats(), format?.Mapping);

    // Where one line breaks off and the next is another document: nobody who spreads a document over lines begins one with a brace there.
    private static bool BeginsAnew(ReadOnlySpan<byte> document, int lineEnd) =>
        document[(lineEnd + 1)..] is [(byte)'{', ..] && document[..lineEnd].TrimEnd(" \t\r"u8) is not [.., (byte)'[' or (byte)','];

    /// <summary>What was found out of a document.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Probe
    {
        /// <summary>Whether it has an array of records under a name that says so.</summary>
        public bool HoldsRecords;

        /// <summary>Its length; -1 if it was not read to its end.</summary>
        public int Length;

        /// <summary>Whether it is not JSON from some place on.</summary>
        public bool IsBroken;

        /// <summary>Whether all that was read stands in its first line.</summary>
        public bool IsWithinLine;
    }
}
