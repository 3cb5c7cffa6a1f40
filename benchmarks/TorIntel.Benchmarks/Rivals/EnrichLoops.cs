using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using TorIntel.Pipelines;

namespace TorIntel.Benchmarks;

/// <summary>Enriching a whole log in memory: every way copies the log to an output and finds the events with a listed address.</summary>
internal static class EnrichLoops
{
    /// <summary>Everything on: both endpoints, names, initiator, direction, evidence, time, tag.</summary>
    public static long Enrich(TorNetwork network, TorClassifier classifier, byte[] log, int threads = 1)
    {
        var enricher = new LogEnricher(network, classifier, new LogEnricherOptions { Threads = threads });
        using var input = new MemoryStream(log);
        using var output = new CountingStream();
        enricher.Enrich(input, output, "log");
        return output.Length > log.Length ? enricher.Summary.Tagged : throw new InvalidDataException("The log did not come out whole.");
    }

    /// <summary>What a careful user writes: reads each line until both addresses were seen, looks them up, copies the line through with a short tag.</summary>
    public static long Utf8Reader(FrozenSet<IPAddress> listed, byte[] log)
    {
        var output = new byte[1 << 20];
        var written = 0;
        var tagged = 0L;
        ReadOnlySpan<byte> rest = log;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = rest[..end];
            rest = rest[(end + 1)..];
            var isListed = ReadAddresses(line, listed);
            if (output.Length - written < line.Length + 64)
            {
                Stream.Null.Write(output, 0, written);
                written = 0;
            }

            var tag = isListed ? ",\"tor\":true}"u8 : "}"u8;
            line[..^1].CopyTo(output.AsSpan(written));
            tag.CopyTo(output.AsSpan(written + line.Length - 1));
            written += line.Length - 1 + tag.Length;
            output[written++] = (byte)'\n';
            tagged += isListed ? 1 : 0;
        }

        return tagged;
    }

    private static bool ReadAddresses(ReadOnlySpan<byte> line, FrozenSet<IPAddress> listed)
    {
        var reader = new Utf8JsonReader(line);
        var found = 0;
        var isListed = false;
        while (found < 2 && reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1
                && (reader.ValueTextEquals("src_ip"u8) || reader.ValueTextEquals("dest_ip"u8)))
            {
                reader.Read();
                found++;
                isListed |= IPAddress.TryParse(reader.ValueSpan, out var address) && listed.Contains(address);
            }
        }

        return isListed;
    }
}
