using System.Text;
using System.Text.Json;

namespace TorIntel.Pipelines.Tests;

/// <summary>Finds the tags in an output, independently of how they were written.</summary>
internal static class Tags
{
    private static readonly byte[] s_start = "{\"confidence\":\""u8.ToArray();
    private static readonly byte[] s_quotedStart = "\"{\"\"confidence\"\":\"\""u8.ToArray();
    private static readonly byte[][] s_leads = [[.. ",\"tor\":"u8], [.. "\t"u8], [.. " tor="u8], [.. " "u8]];

    /// <summary>The output without its tags, the headers that were repeated for them, and the column in headers that cannot come again.</summary>
    public static byte[] Remove(byte[] output, LogFormat? format = null)
    {
        var rest = RemoveTags(output);
        return format?.Mapping.Words("header") is ["first"] ? WithoutColumn(rest) : rest;
    }

    private static byte[] RemoveTags(byte[] output)
    {
        List<byte> rest = [];
        var position = 0;
        while (TryFind(output, position, out var lead, out _, out var end))
        {
            rest.AddRange(output.AsSpan(position, lead - position));
            position = end;
        }

        rest.AddRange(output.AsSpan(position));
        return WithoutRepeatedHeaders([.. rest]);
    }

    /// <summary>The tags, in their order.</summary>
    public static List<JsonElement> Of(byte[] output)
    {
        List<JsonElement> tags = [];
        var position = 0;
        while (TryFind(output, position, out _, out var tag, out var end))
        {
            using var document = JsonDocument.Parse(tag);
            tags.Add(document.RootElement.Clone());
            position = end;
        }

        return tags;
    }

    /// <summary>A tag in short: confidence, direction, and each evidence as name(field=value).</summary>
    public static string Short(JsonElement tag)
    {
        var evidence = tag.GetProperty("evidence").EnumerateArray()
            .Select(e => $"{e.GetProperty("name").GetString()}({e.GetProperty("field").GetString()}={e.GetProperty("value").GetString()})");
        return $"{tag.GetProperty("confidence").GetString()} {tag.GetProperty("direction").GetString()} {string.Join(' ', evidence)}";
    }

    private static bool TryFind(byte[] output, int position, out int lead, out byte[] tag, out int end)
    {
        (lead, tag, end) = (0, [], 0);
        while (position < output.Length)
        {
            var found = output.AsSpan(position).IndexOf(s_start);
            var quoted = output.AsSpan(position).IndexOf(s_quotedStart);
            if (quoted >= 0 && (found < 0 || quoted < found))
            {
                var at = position + quoted + 1;
                for (end = at; output[end] != '"' || (end + 1 < output.Length && output[end + 1] == '"'); end += output[end] == '"' ? 2 : 1)
                {
                }

                lead = at - 2;
                Assert.Contains((char)output[lead], ",;|");
                tag = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(output.AsSpan(at, end - at)).Replace("\"\"", "\"", StringComparison.Ordinal));
                end++;
                return true;
            }

            if (found < 0)
            {
                return false;
            }

            var start = position + found;
            foreach (var text in s_leads)
            {
                if (output.AsSpan(0, start).EndsWith(text))
                {
                    var reader = new Utf8JsonReader(output.AsSpan(start), isFinalBlock: false, default);
                    Assert.True(reader.Read() && reader.TrySkip());
                    (lead, end) = (start - text.Length, start + (int)reader.BytesConsumed);
                    tag = output[start..end];
                    return true;
                }
            }

            position = start + 1;
        }

        return false;
    }

    private static byte[] WithoutColumn(byte[] output)
    {
        var lines = Encoding.Latin1.GetString(output).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line.Length > 4 && line.EndsWith("tor", StringComparison.Ordinal) && ",; |\t".Contains(line[^4]))
            {
                lines[i] = line[..^4] + lines[i][line.Length..];
            }
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static byte[] WithoutRepeatedHeaders(byte[] output)
    {
        var lines = Encoding.Latin1.GetString(output).Split('\n').ToList();
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            if (lines[i].StartsWith("#Fields:", StringComparison.Ordinal) && lines[i].TrimEnd('\r').EndsWith(" tor", StringComparison.Ordinal))
            {
                lines.RemoveAt(i);
            }
            else if (lines[i].StartsWith("#fields", StringComparison.Ordinal) && lines[i].TrimEnd('\r').EndsWith("\ttor", StringComparison.Ordinal))
            {
                lines.RemoveRange(i, lines[i + 1].StartsWith("#types", StringComparison.Ordinal) ? 2 : 1);
            }
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }
}
