using System.Text.Json;

namespace TorIntel.Cli;

/// <summary>Writes which lists a view was made from, and whether their signatures were checked: of those that an answer rests on, else of all.</summary>
internal static class ListJson
{
    public static void Write(Utf8JsonWriter json, TorNetwork network, bool? isVerified = null)
    {
        json.WriteStartObject("list");
        json.WriteString("source", network.SourceName);
        if (network.Time is { } time)
        {
            json.WriteString("time", TimeText.ToIso(time));
        }

        json.WriteBoolean("verified", isVerified ?? network.IsVerified);
        json.WriteEndObject();
    }
}
