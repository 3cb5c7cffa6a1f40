using System.Text.Json;

namespace TorIntel.Pipelines;

/// <summary>Finds the first records of a log of JSON documents.</summary>
internal static class JsonHead
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = JsonText.MaxDepth + 3, AllowMultipleValues = true, AllowTrailingCommas = true };

    /// <summary>Finds records, also one whose end is missing.</summary>
    /// <param name="head">The beginning of the log, without a byte order mark.</param>
    /// <param name="layout">How its records lie.</param>
    /// <param name="count">The most that are wanted.</param>
    public static IReadOnlyList<Range> Records(ReadOnlySpan<byte> head, LogLayout layout, int count)
    {
        List<Range> records = [];
        var isArray = head.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];
        var depth = (isArray ? 1 : 0) + (layout == LogLayout.Documents ? 0 : 2); // of a record's braces
        var reader = new Utf8JsonReader(head, isFinalBlock: false, new JsonReaderState(s_options));
        var start = -1;
        try
        {
            var isNamed = layout == LogLayout.Documents;
            while (records.Count < count && reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth - 1 && start < 0)
                {
                    isNamed = Envelope.HoldsRecords(reader.ValueSpan);
                }

                if (isNamed && reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == depth)
                {
                    start = (int)reader.TokenStartIndex;
                }
                else if (start >= 0 && reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth)
                {
                    records.Add(start..(int)reader.BytesConsumed);
                    start = -1;
                }
            }
        }
        catch (JsonException)
        {
            // What stands in front of the fault still tells.
        }

        if (start >= 0)
        {
            records.Add(start..head.Length);
        }

        return records;
    }
}
