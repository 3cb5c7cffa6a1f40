using System.IO.Compression;
using System.Text.Json;

namespace TorIntel.Benchmarks;

/// <summary>Reading a details document of Onionoo to its end, our way and the usual one; each gives the number of OR addresses.</summary>
internal static class OnionooLoops
{
    private const string RealDocument = "onionoo/details-running-relays-2026-08-22T15.json.gz";

    /// <summary>The real document of all running relays, decompressed; null if it is not there.</summary>
    public static byte[]? LoadDocument()
    {
        var path = Path.Combine(SharedData.Folder ?? "", RealDocument);
        if (!File.Exists(path))
        {
            return null;
        }

        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var document = new MemoryStream();
        gzip.CopyTo(document);
        return document.ToArray();
    }

    public static long Read(byte[] document) => Count(new OnionooReader(document.AsMemory()));

    public static long ReadStream(byte[] document)
    {
        using var stream = new MemoryStream(document);
        return Count(new OnionooReader(stream));
    }

    public static long Deserialize(byte[] document)
    {
        long count = 0;
        foreach (var relay in JsonSerializer.Deserialize(document, OnionooJsonContext.Default.OnionooDocument)!.Relays)
        {
            count += relay.OrAddresses?.Count ?? 0;
        }

        return count;
    }

    private static long Count(OnionooReader reader)
    {
        long count = 0;
        while (reader.Read())
        {
            count += reader.Relay.OrEndpoints.Length;
        }

        return reader.Refusal is null ? count : throw new InvalidDataException(reader.Refusal);
    }
}
