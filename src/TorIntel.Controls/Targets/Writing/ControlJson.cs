using System.Text.Encodings.Web;
using System.Text.Json;

namespace TorIntel.Controls;

/// <summary>How JSON is written: indented, so that a difference has lines, and the same on every system.</summary>
internal static class ControlJson
{
    // Relaxed: the file is not for a web page, and patterns of STIX are full of apostrophes.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            write(json);
        }

        stream.Write("\n"u8);
    }

    public static void Strings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
