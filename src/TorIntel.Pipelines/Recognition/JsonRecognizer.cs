using System.Text;
using System.Text.Json;

namespace TorIntel.Pipelines;

/// <summary>Recognises the format of a JSON event by the fields it has: of several formats the one that asks for most.</summary>
internal static class JsonRecognizer
{
    private const int MaxValueLength = 64;

    /// <summary>Recognises a format.</summary>
    /// <param name="text">The event. Its end may be missing: what stands in front of that is enough.</param>
    /// <param name="formats">The formats that it can be of.</param>
    public static LogFormat? Recognize(ReadOnlySpan<byte> text, IReadOnlyList<LogFormat> formats) => Recognize(ReadFields(text), formats);

    /// <summary>Tells whether an object is an event itself, of any of some formats or with fields that a mapping speaks of, rather than something around events.</summary>
    /// <param name="text">The object. Its end may be missing.</param>
    /// <param name="formats">The formats that are recognised.</param>
    /// <param name="mapping">The mapping of the format that was said; null if none was.</param>
    public static bool IsEvent(ReadOnlySpan<byte> text, IReadOnlyList<LogFormat> formats, LogMapping? mapping)
    {
        var fields = ReadFields(text);
        return Recognize(fields, formats) is not null
            || (mapping is not null && mapping.Fields.Any(field => field.Member <= EventMember.LastTelling && fields.ContainsKey(field.Name)));
    }

    private static LogFormat? Recognize(Dictionary<string, string> fields, IReadOnlyList<LogFormat> formats)
    {
        LogFormat? best = null;
        var most = 0;
        foreach (var format in formats)
        {
            foreach (var recognition in format.Mapping.Recognitions)
            {
                if (recognition.Kind == RecognitionKind.Fields && recognition.Words.Count > most && recognition.Words.All(word => Has(fields, word)))
                {
                    (best, most) = (format, recognition.Words.Count);
                }
            }
        }

        return best;
    }

    private static bool Has(Dictionary<string, string> fields, string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return fields.TryGetValue(equals < 0 ? word : word[..equals], out var value)
            && (equals < 0 || string.Equals(value, word[(equals + 1)..], StringComparison.Ordinal));
    }

    // By paths with dots; arrays on the way are passed through.
    private static Dictionary<string, string> ReadFields(ReadOnlySpan<byte> text)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        List<string> path = [];
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = JsonText.MaxDepth }));
        try
        {
            var objects = 0;
            var name = "";
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        objects++;
                        path.Add(objects == 1 ? "" : name);
                        fields.TryAdd(name, "");
                        break;
                    case JsonTokenType.EndObject:
                        objects--;
                        name = path[^1];
                        path.RemoveAt(path.Count - 1);
                        break;
                    case JsonTokenType.PropertyName:
                        name = path[^1].Length == 0 ? reader.GetString()! : $"{path[^1]}.{reader.GetString()}";
                        fields.TryAdd(name, "");
                        break;
                    case JsonTokenType.StartArray or JsonTokenType.EndArray:
                        break;
                    default:
                        fields[name] = reader.ValueSpan.Length > MaxValueLength ? "" : Encoding.UTF8.GetString(reader.ValueSpan);
                        break;
                }

                if (objects == 0)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A bad line: what stands in front of the fault still tells. A key that is not valid text is the other.
        }

        return fields;
    }
}
