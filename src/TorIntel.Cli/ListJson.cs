using System.Globalization;
using System.Text.Json;

namespace TorIntel.Cli;

/// <summary>Writes which lists a view was made from.</summary>
internal static class ListJson
{
    public static void Write(Utf8JsonWriter json, TorNetwork network)
    {
        json.WriteStartObject("list");
        json.WriteString("source", network.SourceName);
        if (network.Time is { } time)
        {
            json.WriteString("time", Iso(time));
        }

        json.WriteBoolean("verified", network.IsVerified);
        json.WriteEndObject();
    }

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
