using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using TorIntel.Pipelines;

namespace TorIntel.Cli;

/// <summary>Keeps a checkpoint in a file: one line of JSON, and its XXH3 below, so that damage is noticed. It is replaced as a whole.</summary>
internal sealed class CheckpointFile(string path)
{
    private const int Version = 1;

    /// <summary>Reads the checkpoint; null if there is none yet.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public FollowCheckpoint? Read()
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var end = bytes.AsSpan().IndexOf((byte)'\n');
            if (end < 0 || !bytes.AsSpan(end + 1).SequenceEqual(Check(bytes.AsSpan(0, end))))
            {
                throw Damaged(null);
            }

            using var document = JsonDocument.Parse(bytes.AsMemory(0, end));
            return ReadRoot(document.RootElement);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path, e), e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Damaged(e);
        }
    }

    public static byte[] Serialize(FollowCheckpoint checkpoint)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            WriteRoot(json, checkpoint);
        }

        var check = Check(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        stream.WriteByte((byte)'\n');
        stream.Write(check);
        return stream.ToArray();
    }

    public void Write(byte[] serialized)
    {
        try
        {
            using var file = new AtomicFile(path, isShared: false);
            file.Stream.Write(serialized);
            file.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path, e), e);
        }
    }

    private static byte[] Check(ReadOnlySpan<byte> line) =>
        Encoding.ASCII.GetBytes(XxHash3.HashToUInt64(line).ToString("x16", CultureInfo.InvariantCulture) + "\n");

    private static void WriteRoot(Utf8JsonWriter json, FollowCheckpoint checkpoint)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("output", checkpoint.OutputPath);
        json.WriteNumber("output_length", checkpoint.OutputLength);
        json.WriteStartArray("logs");
        foreach (var log in checkpoint.Logs)
        {
            json.WriteStartObject();
            json.WriteString("path", log.Path);
            json.WriteNumber("after", log.After);
            json.WriteStartArray("finished");
            foreach (var finished in log.Finished)
            {
                WriteIdentity(json, finished);
            }

            json.WriteEndArray();
            if (log.Current is { } current)
            {
                json.WritePropertyName("file");
                WriteIdentity(json, current);
            }

            if (log.Checkpoint is { } reached)
            {
                json.WriteString("format", reached.FormatName);
                json.WriteNumber("position", reached.Position);
                json.WriteNumber("line", reached.Line);
                json.WriteBase64String("header", reached.Header.Span);
                json.WriteBoolean("header_extended", reached.IsHeaderExtended);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteIdentity(Utf8JsonWriter json, LogIdentity identity)
    {
        json.WriteStartObject();
        json.WriteString("head", identity.Hash.ToString("x32", CultureInfo.InvariantCulture));
        json.WriteNumber("head_length", identity.Length);
        json.WriteNumber("inode", identity.Inode);
        json.WriteEndObject();
    }

    private FollowCheckpoint ReadRoot(JsonElement root)
    {
        if (root.GetProperty("version").GetInt32() != Version)
        {
            throw new InvalidDataException($"{path}: the checkpoint is of another version of this program");
        }

        return new FollowCheckpoint(root.GetProperty("output").GetString(), root.GetProperty("output_length").GetInt64(), [.. root.GetProperty("logs").EnumerateArray().Select(ReadLog)]);
    }

    private static FollowedLog ReadLog(JsonElement json)
    {
        var log = new FollowedLog(json.GetProperty("path").GetString()!) { After = json.GetProperty("after").GetInt64() };
        log.Finished.AddRange(json.GetProperty("finished").EnumerateArray().Select(ReadIdentity));
        log.Current = json.TryGetProperty("file", out var file) ? ReadIdentity(file) : null;
        log.Checkpoint = json.TryGetProperty("format", out var format)
            ? new LogCheckpoint(
                format.GetString()!,
                json.GetProperty("position").GetInt64(),
                json.GetProperty("line").GetInt64(),
                json.GetProperty("header").GetBytesFromBase64(),
                json.GetProperty("header_extended").GetBoolean())
            : null;
        return log;
    }

    private static LogIdentity ReadIdentity(JsonElement json) =>
        new(UInt128.Parse(json.GetProperty("head").GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), json.GetProperty("head_length").GetInt32(), json.GetProperty("inode").GetUInt64());

    private InvalidDataException Damaged(Exception? inner) =>
        new($"{path}: the checkpoint is damaged; without it logs are followed from their beginning, so remove it and what it led to", inner);
}
