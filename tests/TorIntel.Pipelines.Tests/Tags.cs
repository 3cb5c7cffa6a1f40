using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TorIntel.Pipelines.Tests;

/// <summary>Finds the tags in an output, independently of how they were written.</summary>
internal static partial class Tags
{
    private static readonly byte[] s_start = "{\"confidence\":\""u8.ToArray();
    private static readonly byte[] s_arrayStart = "[{\"tuple\":\""u8.ToArray();
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
        if (IsKeyValue(output))
        {
            return Encoding.Latin1.GetBytes(KeyValueTag().Replace(Encoding.Latin1.GetString(output), ""));
        }

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

    private static bool IsKeyValue(byte[] output) => output.AsSpan().IndexOf("tor_confidence="u8) >= 0 || output.AsSpan().IndexOf("torConfidence="u8) >= 0;

    /// <summary>The tags, in their order; of records that hold several events the tags of each.</summary>
    public static List<JsonElement> Of(byte[] output) =>
        [.. OfRecords(output).SelectMany(tag => tag.ValueKind == JsonValueKind.Array ? tag.EnumerateArray().ToArray() : [tag])];

    /// <summary>What was added to records, in their order.</summary>
    public static List<JsonElement> OfRecords(byte[] output)
    {
        List<JsonElement> tags = [];
        var position = 0;
        if (IsKeyValue(output))
        {
            return [.. KeyValueTag().Matches(Encoding.Latin1.GetString(output)).Select(match => ToElement(match.Groups["tag"].Value))];
        }

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

    // In key=value formats the tag is all keys from this one to the end of the line.
    [GeneratedRegex(@"(?<lead>.)(?<tag>tor_?[cC]onfidence=(?<confidence>\w+)[^\r\n]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex KeyValueTag();

    [GeneratedRegex(@"\btor_?(?<key>direction|Direction|evidence|Evidence|evidence_fields|EvidenceFields|evidence_values|EvidenceValues)=(?:""(?<value>[^""]*)""|(?<value>[^\s^|]*))", RegexOptions.ExplicitCapture)]
    private static partial Regex KeyValuePart();

    private static JsonElement ToElement(string tag)
    {
        var parts = KeyValuePart().Matches(tag).ToDictionary(part => part.Groups["key"].Value.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant(), part => part.Groups["value"].Value.Split(','), StringComparer.Ordinal);
        var evidence = parts["EVIDENCE"].Select((name, i) => new { name, field = parts["EVIDENCEFIELDS"].ElementAtOrDefault(i), value = parts["EVIDENCEVALUES"].ElementAtOrDefault(i) });
        return JsonSerializer.SerializeToElement(new { confidence = KeyValueTag().Match("x" + tag).Groups["confidence"].Value, direction = parts["DIRECTION"][0], evidence });
    }

    private static bool TryFind(byte[] output, int position, out int lead, out byte[] tag, out int end)
    {
        (lead, tag, end) = (0, [], 0);
        while (Start(output.AsSpan(position)) is var found and >= 0)
        {
            var word = position + found;
            if (word >= 4 && output.AsSpan(word - 4).StartsWith(s_quotedStart) && ",;|".Contains((char)output[word - 5]))
            {
                var at = word - 3;
                for (end = at; output[end] != '"' || (end + 1 < output.Length && output[end + 1] == '"'); end += output[end] == '"' ? 2 : 1)
                {
                }

                lead = at - 2;
                tag = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(output.AsSpan(at, end - at)).Replace("\"\"", "\"", StringComparison.Ordinal));
                end++;
                return true;
            }

            var start = output[word] == '[' ? word : Math.Max(0, word - 2);
            foreach (var text in output.AsSpan(start).StartsWith(s_start) || output[word] == '[' ? s_leads : [])
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

            position = word + 1;
        }

        return false;
    }

    private static int Start(ReadOnlySpan<byte> rest)
    {
        var single = rest.IndexOf("confidence"u8);
        var several = (single < 0 ? rest : rest[..single]).IndexOf(s_arrayStart);
        return several < 0 ? single : several;
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
