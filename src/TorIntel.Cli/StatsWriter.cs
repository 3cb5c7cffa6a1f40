using System.Text.Json;

namespace TorIntel.Cli;

/// <summary>Writes what an enricher counted as one JSON object.</summary>
internal static class StatsWriter
{
    public static void Write(Stream stream, RunSummary summary, TorNetwork network)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("lines", summary.Lines);
            json.WriteNumber("bytes", summary.Bytes);
            json.WriteNumber("tagged", summary.Tagged);
            json.WriteNumber("bad_lines", summary.BadLines);
            WriteCounts(json, "by_confidence", Enum.GetValues<Confidence>(), EvidenceNames.NameOf, summary.Count);
            WriteCounts(json, "by_evidence", Enum.GetValues<EvidenceKind>(), EvidenceNames.NameOf, summary.Count);
            WriteCounts(json, "by_direction", Enum.GetValues<TorDirection>(), EvidenceNames.NameOf, summary.Count);
            json.WriteNumber("seconds", Math.Round(summary.Elapsed.TotalSeconds, 3));
            ListJson.Write(json, network);
            json.WriteStartObject("by_format");
            foreach (var (format, lines) in summary.LinesByFormat)
            {
                json.WriteNumber(format, lines);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    private static void WriteCounts<T>(Utf8JsonWriter json, string name, T[] values, Func<T, string> nameOf, Func<T, long> countOf)
    {
        json.WriteStartObject(name);
        foreach (var value in values)
        {
            if (countOf(value) is var count and not 0)
            {
                json.WriteNumber(nameOf(value), count);
            }
        }

        json.WriteEndObject();
    }
}
