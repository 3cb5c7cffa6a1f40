using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace TorIntel.Pipelines.Tests;

/// <summary>Makes JSON objects of every shape, with the keys of events among others; repeatable for a seed.</summary>
internal sealed class JsonForge(int seed)
{
    private static readonly string[] s_keys =
    [
        "src_ip", "dest_ip", "src_port", "dest_port", "event_type", "timestamp", "proto", "dns", "rrname", "queries", "answers", "tls", "sni", "subject", "http", "url", "hostname",
        "id", "id.orig_h", "id_resp_h", "orig_h", "resp_p", "query", "tor", "flow", "", "a", "ab", "abc", "src_i", "src_ipp", "dest_por", "key with spaces", "ä", "\\u0073rc_ip", "tor\\u0000", "\\\\", "\\\"", "x\\ny",
    ];

    private static readonly string[] s_strings =
    [
        "10.0.0.1", "192.0.2.10", "203.0.113.40", "2001:db8:10::10", "192\\u002e0.2.10", "9001", "flow", "alert", "TCP", "", "x.onion", "www.example.com", "torproject.org", "{}[],:", "\\\"", "\\\\", "\\\\\\\"", "\\/",
        "\\b\\f\\n\\r\\t", "\\u00e4\\uD83D\\uDE00", "\\ud800", "äöü😀", "\u007f\u0080", "CN=www.abcdefgh23.net", "2026-08-22T21:06:12Z", "                                                                ",
    ];

    private static readonly string[] s_numbers =
    [
        "0", "-0", "1", "9001", "443", "-1", "1.5", "0.0", "-0.5e10", "1E+9", "1e-400", "123456789012345678901234567890", "65536", "0e0",
    ];

    private static readonly string[] s_blanks = ["", "", "", " ", "  ", "\t", "\r", "\n", " \r\n\t "];

    private readonly Random _random = new(seed);

    /// <summary>Judges by the platform's reader, which leaves UTF-8 in strings unchecked.</summary>
    public static bool IsObject(byte[] text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 64 });
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read())
            {
                // Only the grammar matters.
            }

            return isObject && Utf8.IsValid(text);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Makes a valid object.</summary>
    public byte[] Object()
    {
        var text = new StringBuilder();
        Blank(text);
        Object(text, 1);
        Blank(text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Object(StringBuilder text, int depth)
    {
        text.Append('{');
        Blank(text);
        for (var i = _random.Next(8); i > 0; i--)
        {
            text.Append('"').Append(Pick(s_keys)).Append('"');
            Blank(text);
            text.Append(':');
            Blank(text);
            Value(text, depth);
            Blank(text);
            text.Append(i == 1 ? "" : ",");
            Blank(text);
        }

        text.Append('}');
    }

    private void Array(StringBuilder text, int depth)
    {
        text.Append('[');
        Blank(text);
        for (var i = _random.Next(5); i > 0; i--)
        {
            Value(text, depth);
            Blank(text);
            text.Append(i == 1 ? "" : ",");
            Blank(text);
        }

        text.Append(']');
    }

    private void Value(StringBuilder text, int depth)
    {
        switch (_random.Next(depth > 6 ? 6 : 9))
        {
            case 0:
                text.Append(Pick(s_numbers));
                break;
            case 1:
                text.Append(Pick(["true", "false", "null"]));
                break;
            case < 6:
                text.Append('"').Append(Pick(s_strings)).Append('"');
                break;
            case 6:
                Array(text, depth + 1);
                break;
            default:
                Object(text, depth + 1);
                break;
        }
    }

    private void Blank(StringBuilder text) => text.Append(Pick(s_blanks));

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];
}
