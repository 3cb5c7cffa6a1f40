using System.Text.Json;

namespace TorIntel.Pipelines;

/// <summary>Tells how the records of a JSON log lie in it, by its first document.</summary>
internal static class JsonLayout
{
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
            case []:
            case [(byte)'['] when inside.IsEmpty:
                return isLast ? LogLayout.Lines : LogLayout.Unknown;
            case [(byte)'[', ..] when inside.IsEmpty:
                return isLast ? LogLayout.Lines : LogLayout.Unknown;
            case [(byte)'[', ..]:
                return inside[0] == ']' ? LogLayout.Documents : inside[0] != '{' ? LogLayout.Lines : OfArray(inside, isLast, format, formats);
            case [(byte)'{', ..]:
                return OfDocument(text, isLast, format, formats);
            default:
                return LogLayout.Lines;
        }
    }

    /// <summary>Tells whether a document holds an array of records under a name that says so.</summary>
    /// <param name="document">The document. Its end may be missing.</param>
    /// <param name="length">The length of the document; -1 if its end is missing.</param>
    /// <returns>Null if it is not JSON.</returns>
    internal static bool? HoldsRecords(ReadOnlySpan<byte> document, out int length)
    {
        length = -1;
        var holds = false;
        var reader = new Utf8JsonReader(document, isFinalBlock: false, new JsonReaderState(s_options));
        try
        {
            var isNamed = false;
            var isInNamed = false;
            while (reader.Read())
            {
                holds |= isInNamed && reader.TokenType == JsonTokenType.StartObject;
                isInNamed = isNamed && reader.TokenType == JsonTokenType.StartArray;
                isNamed = reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && Envelope.HoldsRecords(reader.ValueSpan);
                if (reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.EndObject)
                {
                    length = (int)reader.BytesConsumed;
                    break;
                }
            }
        }
        catch (JsonException)
        {
            return holds ? true : null; // Whatever is wrong behind the first record is the record's.
        }

        return holds;
    }

    private static LogLayout OfArray(ReadOnlySpan<byte> first, bool isLast, LogFormat? format, Func<IReadOnlyList<LogFormat>> formats)
    {
        var holds = HoldsRecords(first, out var length);
        return holds is true && !IsEvent(first, length, format, formats) ? LogLayout.Envelopes
            : holds is false && length < 0 && !isLast ? LogLayout.Unknown
            : LogLayout.Documents;
    }

    private static LogLayout OfDocument(ReadOnlySpan<byte> text, bool isLast, LogFormat? format, Func<IReadOnlyList<LogFormat>> formats)
    {
        var holds = HoldsRecords(text, out var length);
        if (length < 0 && !isLast && holds is not null)
        {
            return LogLayout.Unknown;
        }

        var document = length < 0 ? text : text[..length];
        var lineEnd = document.IndexOf((byte)'\n');
        if (holds is true && !IsEvent(text, length, format, formats))
        {
            return lineEnd < 0 || BeginsAnew(document, lineEnd) ? LogLayout.EnvelopeLines : LogLayout.Envelopes;
        }

        return holds is null || lineEnd < 0 || BeginsAnew(document, lineEnd) ? LogLayout.Lines : LogLayout.Documents;
    }

    private static bool IsEvent(ReadOnlySpan<byte> text, int length, LogFormat? format, Func<IReadOnlyList<LogFormat>> formats) =>
        JsonRecognizer.IsEvent(length < 0 ? text : text[..length], formats(), format?.Mapping);

    // Where one line breaks off and the next is another document: nobody who spreads a document over lines begins one with a brace there.
    private static bool BeginsAnew(ReadOnlySpan<byte> document, int lineEnd) =>
        document[(lineEnd + 1)..] is [(byte)'{', ..] && document[..lineEnd].TrimEnd(" \t\r"u8) is not [.., (byte)'[' or (byte)','];
}
