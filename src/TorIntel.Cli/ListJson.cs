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
            json.WriteString("time", TimeText.ToIso(time));
        }

        json.WriteBoolean("verified", network.IsVerified);
        json.WriteEndObject();
    }
}
